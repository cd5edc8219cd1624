import ArgumentParser
import EDIModel
import Reports
import Traceability

/// `malote list`
struct List: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lista os documentos, os mais novos primeiro. (Lists documents, newest first.)",
    discussion: """
      EXEMPLOS (EXAMPLES):
        malote list --state recusado
        malote list --flow pedido-venda --since 2026-08-27
        malote list --system trimpaper --limit 500 --json
      """)

  @Option(
    help: ArgumentHelp(
      "Só nesta situação; pode repetir. (Only in this state.)", valueName: "situação"))
  var state: [StateChoice] = []

  @Flag(help: "Só o que o destino não confirmou no prazo. (Only what was not answered in time.)")
  var unanswered = false

  @Option(help: ArgumentHelp("Só deste fluxo. (Only of this flow.)", valueName: "fluxo"))
  var flow: String?

  @Option(help: ArgumentHelp("Só do que este sistema enviou. (Only from this system.)", valueName: "sistema"))
  var system: String?

  @Option(help: ArgumentHelp("Parte do nome do arquivo, ou uma chave. (Part of a name, or a key.)", valueName: "texto"))
  var text: String?

  @Option(help: ArgumentHelp("Desde este dia, AAAA-MM-DD. (Since this day.)", valueName: "dia"))
  var since: String?

  @Option(help: ArgumentHelp("Antes deste dia, AAAA-MM-DD. (Before this day.)", valueName: "dia"))
  var until: String?

  @Option(help: ArgumentHelp("Quantos, no máximo. (How many at most.)", valueName: "número"))
  var limit = 50

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.perform { terminal in
      let site = try SitePath.find(global.site)
      let clock = site.clock
      let ledger = try site.ledger()
      let table = try DocumentTable(try ledger.list(try filter(clock)), in: ledger)
      let (balance, late) = (try ledger.balance(), try ledger.unanswered(at: UTC.now()))
      if terminal.isJSON {
        try terminal.print(json: Record(documents: table.data, balance: balance, unanswered: late))
      } else {
        if !table.records.isEmpty { try terminal.print(table.text(terminal.style, clock: clock) + "\n") }
        try terminal.print(Self.summary(balance, unanswered: late, terminal.language) + "\n")
        if table.records.count == max(1, limit) {
          terminal.say(
            Bilingual(
              pt: "Mostrados: os \(table.records.count) mais novos; mais com --limit.",
              en: "Shown: the newest \(table.records.count); more with --limit."))
        }
      }
      return .ok
    }
  }

  private func filter(_ clock: SiteClock) throws(CommandFailure) -> LedgerFilter {
    var filter = LedgerFilter(limit: max(1, limit))
    filter.states = state.map(\.state)
    filter.unansweredAt = unanswered ? UTC.now() : nil
    filter.flow = flow
    filter.system = system
    filter.text = text
    filter.since = try since.map { day throws(CommandFailure) in try Self.utc(day, clock) }
    filter.until = try until.map { day throws(CommandFailure) in try Self.utc(day, clock) }
    return filter
  }

  private static func utc(_ day: String, _ clock: SiteClock) throws(CommandFailure) -> String {
    if let stamp = LocalTime.utc(startOf: day, timeZone: clock.timeZone) { return stamp }
    throw CommandFailure(
      .usage, Bilingual(pt: "\(day) não é um dia: escreva AAAA-MM-DD", en: "\(day) is no day: write YYYY-MM-DD"))
  }

  /// `No registro: 12 documentos (entregue: 10, RECUSADO: 2).`
  private static func summary(_ balance: Balance, unanswered: Int, _ language: Language) -> String {
    let states = DocumentState.allCases.compactMap { state in
      balance.documents[state].map { "\(LedgerWords.text(state)[language]): \($0)" }
    }
    let all = states.isEmpty ? "" : " (" + states.joined(separator: ", ") + ")"
    let late =
      unanswered == 0
      ? Bilingual("")
      : Bilingual(
        pt: " SEM CONFIRMAÇÃO no prazo: \(unanswered) (--unanswered).",
        en: " NOT ANSWERED in time: \(unanswered) (--unanswered).")
    return Bilingual(
      pt: "No registro: \(balance.total) documentos\(all).\(late.pt)",
      en: "In the ledger: \(balance.total) documents\(all).\(late.en)")[language]
  }

  private struct Record: Encodable {
    let documents: [DocumentData]
    let balance: [String: Int]
    let total: Int
    let unanswered: Int

    init(documents: [DocumentData], balance: Balance, unanswered: Int) {
      self.unanswered = unanswered
      self.documents = documents
      self.balance = Dictionary(uniqueKeysWithValues: balance.documents.map { ($0.key.rawValue, $0.value) })
      total = balance.total
    }
  }
}

/// A state as it may be typed: `rejected`, `recusado`, whatever the case.
struct StateChoice: ExpressibleByArgument {
  let state: DocumentState

  init?(argument: String) {
    let typed = argument.lowercased()
    let match = DocumentState.allCases.first { state in
      let words = LedgerWords.text(state)
      return [state.rawValue, words.pt.lowercased(), words.en.lowercased()].contains(typed)
    }
    guard let match else { return nil }
    state = match
  }

  static var allValueStrings: [String] { DocumentState.allCases.map { LedgerWords.text($0).pt.lowercased() } }
}
