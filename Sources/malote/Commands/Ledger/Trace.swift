import ArgumentParser
import EDIModel
import Reports
import Traceability

/// `malote trace KEY`
struct Trace: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Procura por pedido, OP, produto, bobina, arquivo ou hash. (Finds documents.)",
    discussion: """
      EXEMPLOS (EXAMPLES):
        malote trace 004512                  um pedido
        malote trace A9716901001             uma ordem de produção
        malote trace ORDER_20260827_004512   parte do nome de um arquivo
        malote trace 9f2c41d0                o começo de um SHA-256

      Um só documento é mostrado por inteiro, como em `show`; vários, um por linha. \
      (One document is shown in full, several one per line.)
      """)

  @Argument(help: ArgumentHelp("O que se sabe do documento. (What you know of it.)", valueName: "chave"))
  var key: String

  @OptionGroup var global: GlobalOptions

  /// The most documents that are shown.
  private static let shown = 100

  func run() async throws {
    try await global.perform { terminal in
      let site = try SitePath.find(global.site)
      let ledger = try site.ledger()
      let table = try DocumentTable(try ledger.trace(key, limit: Self.shown), in: ledger)
      if terminal.isJSON {
        try terminal.print(json: table.data)
      } else if let only = table.records.first, table.records.count == 1 {
        try terminal.print(LedgerStory(only.id.description, in: ledger).text(terminal.style, site: site))
      } else if let newest = table.records.first {
        try terminal.print(table.text(terminal.style, clock: site.clock))
        if table.records.count == Self.shown {
          terminal.say(
            Bilingual(
              pt: "Só os \(Self.shown) mais novos são mostrados.", en: "Only the newest \(Self.shown) are shown."))
        }
        terminal.say(
          Bilingual(pt: "Um deles por inteiro: malote show \(newest.id)", en: "All of one: malote show \(newest.id)"))
      }
      if table.records.isEmpty {
        terminal.say(Bilingual(pt: "Nada encontrado com “\(key)”.", en: "Nothing found for “\(key)”."))
        return .problems
      }
      return .ok
    }
  }
}
