import ArgumentParser
import EDIModel
import Reports
import Traceability

/// `malote show ID`
struct Show: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Mostra tudo o que houve com um arquivo ou documento. (Shows one file or document.)",
    discussion: """
      EXEMPLOS (EXAMPLES):
        malote show M-0001234                o arquivo e todos os seus documentos
        malote show M-0001234.3              um documento e a sua história
      """)

  @Argument(help: ArgumentHelp("M-0001234 ou M-0001234.3", valueName: "id"))
  var id: String

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.perform { terminal in
      let site = try SitePath.find(global.site)
      let story = try LedgerStory(id, in: try site.ledger())
      if terminal.isJSON {
        try terminal.print(json: story.data)
      } else {
        try terminal.print(story.text(terminal.style, site: site))
      }
      return .ok
    }
  }
}
