import ArgumentParser
import EDIModel
import Pipeline
import Traceability

/// `malote audit`
struct Audit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Confere e exporta o registro de rastreabilidade. (Checks and exports the ledger.)",
    subcommands: [AuditVerify.self, AuditExport.self])
}

/// `malote audit verify`
struct AuditVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Confere a cadeia e os originais guardados. (Checks the chain and the archive.)",
    discussion: """
      EXEMPLOS (EXAMPLES):
        malote audit verify
        malote audit verify --known 1840:9f2c41…   contra um ponto anotado antes

      Anote o ponto final fora desta máquina: com ele se percebe também um corte. \
      (Note the head outside this machine: with it even a cut tail is noticed.)
      """)

  @Option(help: ArgumentHelp("Um ponto anotado antes, NÚMERO:HASH. (A head noted before.)", valueName: "ponto"))
  var known: String?

  @Flag(help: "Só a cadeia, sem ler os originais. (The chain only.)")
  var chainOnly = false

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.perform { terminal in
      let site = try SitePath.find(global.site)
      let ledger = try site.ledger()
      let console = terminal.console
      defer { console?.end() }
      console?.show(Bilingual(pt: "Conferindo a cadeia…", en: "Checking the chain…"))
      let report = try ledger.audit(known: try head())
      var archive = ArchiveCheck()
      if !chainOnly {
        try archive.run(site: site.path, ledger: ledger) { count in
          if count % 10 == 0 {
            console?.show(Bilingual(pt: "Originais conferidos: \(count)", en: "Originals checked: \(count)"))
          }
        }
      }
      console?.end()
      if terminal.isJSON {
        try terminal.print(json: Record(report, archive))
      } else {
        try terminal.print(AuditText(report: report, archive: chainOnly ? nil : archive).text(terminal.language))
      }
      return report.isClean && archive.isClean ? .ok : .problems
    }
  }

  private func head() throws(CommandFailure) -> ChainHead? {
    guard let known else { return nil }
    let parts = known.split(separator: ":")
    guard parts.count == 2, let seq = Int64(parts[0]), let hash = Self.bytes(parts[1]), hash.count == 32 else {
      throw CommandFailure(
        .usage,
        Bilingual(
          pt: "--known é NÚMERO:HASH, como `audit verify` mostra",
          en: "--known is SEQ:HASH, as `audit verify` prints it"))
    }
    return ChainHead(seq: seq, hash: hash)
  }

  private static func bytes(_ hex: Substring) -> [UInt8]? {
    let digits = hex.compactMap(\.hexDigitValue)
    guard digits.count == hex.count, digits.count % 2 == 0 else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
  }

  private struct Record: Encodable {
    let clean: Bool
    let entries: Int64
    let interchanges: Int
    let documents: Int
    let head: String
    let firstBad: Int64?
    let problems: [String]
    let problemCount: Int
    let originals: Int
    let damagedOriginals: [String]
    let blindSpot: Bilingual?

    init(_ report: AuditReport, _ archive: ArchiveCheck) {
      clean = report.isClean && archive.isClean
      entries = report.entries
      interchanges = report.interchanges
      documents = report.documents
      head = "\(report.head.seq):\(hexadecimal(report.head.hash))"
      firstBad = report.firstBad
      problems = report.problems.map { AuditText.text(of: $0).en }
      problemCount = report.problemCount
      originals = archive.files
      damagedOriginals = archive.problems.map { "\($0.id)" }
      blindSpot = report.blindSpot
    }
  }
}

/// `malote audit export`
struct AuditExport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Escreve a cadeia inteira, uma entrada por linha, em JSON. (Writes the chain as JSON lines.)",
    discussion: """
      EXEMPLOS (EXAMPLES):
        malote audit export > cadeia.jsonl

      Cada linha tem o conteúdo exato da entrada e o seu hash: SHA-256 do hash anterior e do conteúdo. \
      (Each line holds the exact payload and its hash.)
      """)

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.perform { terminal in
      let ledger = try SitePath.find(global.site).ledger()
      var last: Int64 = 0
      while true {
        let page = try ledger.entries(after: last)
        guard let end = page.last else { return .ok }
        let lines = page.map { entry in
          "{\"hash\":\"\(hexadecimal(entry.hash))\",\"entry\":\(String(decoding: entry.payload, as: UTF8.self))}\n"
        }
        try terminal.print(lines.joined())
        last = end.seq
      }
    }
  }
}
