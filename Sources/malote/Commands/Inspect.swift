import ArgumentParser
import Conversion
import EDIModel
import Formats
import Reports

/// `malote inspect FILE`
struct Inspect: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Mostra cada campo de um arquivo, onde está e o que vale. (Shows each field of a file.)",
    discussion: """
      EXEMPLOS (EXAMPLES):
        malote inspect pedido.xml
        malote inspect --json APONTAMENTO.txt | jq '.documents[0].sections[0].fields'

      Os valores aparecem porque foram pedidos; nos registros do serviço nunca aparecem. \
      (Values are shown because you asked for them; logs never hold any.)
      """)

  @Argument(help: ArgumentHelp("O arquivo. (The file.)", valueName: "arquivo"), completion: .file())
  var file: String

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.perform { terminal in
      let exchanges = try Declarations.find(site: global.site).exchanges()
      let input = try InputFile(path: file)
      var outcome = FileOutcome(path: file)
      var documents: [Record.Document] = []
      outcome.verdict = try exchanges.checkFile(
        input.source, onFinding: { outcome.add($0, from: input) },
        onDocument: { read in
          let listing = DocumentListing(read.document)
          if terminal.isJSON { return documents.append(Record.Document(listing)) }
          try terminal.print(listing.text(terminal.style))
        })
      if terminal.isJSON {
        try terminal.print(json: Record(file: FileOutcome.Record(outcome), documents: documents))
      } else {
        try terminal.print(outcome.findingsText(terminal.style) + outcome.summary(terminal.language) + "\n")
      }
      return outcome.status
    }
  }

  /// The file as data.
  private struct Record: Encodable {
    let file: FileOutcome.Record
    let documents: [Document]

    struct Document: Encodable {
      let document: Int
      let firstLine: Int
      let lastLine: Int
      let sections: [DocumentListing.Section]

      init(_ listing: DocumentListing) {
        document = listing.ordinal
        firstLine = listing.lines.lowerBound
        lastLine = listing.lines.upperBound
        sections = listing.sections
      }
    }
  }
}
