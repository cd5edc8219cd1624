import ArgumentParser
import Conversion
import EDIModel
import Reports

/// `malote validate FILE...`
struct Validate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reconhece e confere arquivos e mostra cada erro. (Recognises and checks files.)",
    discussion: """
      EXEMPLOS (EXAMPLES):
        malote validate APONTAMENTO.txt
        malote validate --json *.xml > erros.json

      Termina com 0 quando tudo é bom, 65 quando nada é, 2 quando só uma parte é. \
      (Ends with 0 when all is good, 65 when nothing is, 2 when some is.)
      """)

  @Argument(help: ArgumentHelp("Os arquivos. (The files.)", valueName: "arquivo"), completion: .file())
  var files: [String]

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.perform { terminal in
      let exchanges = try Declarations.find(site: global.site).exchanges()
      var statuses: [ExitStatus] = []
      var records: [FileOutcome.Record] = []
      try FileOutcome.each(files, { Self.check($0, exchanges) }) { outcome in
        statuses.append(outcome.status)
        if let failure = outcome.failure { terminal.say(failure) }
        if terminal.isJSON { records.append(FileOutcome.Record(outcome)) } else { try Self.show(outcome, terminal) }
      }
      if terminal.isJSON { try terminal.print(json: records) }
      return .together(statuses)
    }
  }

  private static func check(_ path: String, _ exchanges: Exchanges) -> FileOutcome {
    var outcome = FileOutcome(path: path)
    do {
      let file = try InputFile(path: path)
      outcome.verdict = try exchanges.checkFile(file.source) { outcome.add($0, from: file) }
    } catch {
      outcome.failure = CommandFailure(error)
    }
    return outcome
  }

  private static func show(_ outcome: FileOutcome, _ terminal: Terminal) throws {
    guard outcome.failure == nil else { return }
    try terminal.print(outcome.findingsText(terminal.style) + outcome.summary(terminal.language) + "\n")
  }
}
