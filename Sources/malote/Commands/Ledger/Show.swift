import ArgumentParser
import EDIModel
import Filesystem
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
      let clock = SiteClock(timeZone: site.timeZone)
      let story = try LedgerStory(id, in: try site.ledger())
      if terminal.isJSON {
        try terminal.print(json: story.data)
      } else {
        try terminal.print(story.text(terminal.style, clock: clock))
      }
      return .ok
    }
  }
}

/// One file, or one document of it, with everything that happened.
struct LedgerStory {
  private let interchange: InterchangeRecord
  private let document: DocumentRecord?
  private let documents: DocumentTable
  private let entries: [LedgerEntry]

  /// Looks it up. Throws when there is no such file or document.
  init(_ text: String, in ledger: LedgerReader) throws {
    let documentID = DocumentID(text)
    guard let id = documentID?.interchange ?? InterchangeID(text), let record = try ledger.interchange(id) else {
      throw Self.unknown(text)
    }
    interchange = record
    if let documentID {
      guard let found = try ledger.document(documentID) else { throw Self.unknown(text) }
      document = found
      documents = try DocumentTable([found], in: ledger)
      entries = try ledger.entries(of: documentID)
    } else {
      document = nil
      documents = try DocumentTable(try ledger.documents(of: id), in: ledger)
      entries = try ledger.entries(of: id)
    }
  }

  private static func unknown(_ text: String) -> CommandFailure {
    CommandFailure(
      .noInput, Bilingual(pt: "não há \(text) no registro", en: "there is no \(text) in the ledger"),
      remedy: Bilingual(pt: "Procure com: malote trace CHAVE", en: "Look for it with: malote trace KEY"))
  }

  func text(_ style: Style, clock: SiteClock) -> String {
    let pt = style.language == .pt
    var text = Self.pairs(filePairs(style.language, clock))
    if let document { text += Self.pairs(documentPairs(document, style.language)) }
    if document == nil, !documents.records.isEmpty { text += "\n" + documents.text(style, clock: clock) }
    var table = Table([
      Table.Column(pt ? "quando" : "when"), Table.Column("id"), Table.Column(pt ? "o que houve" : "what happened"),
      Table.Column(pt ? "quem" : "who"), Table.Column(pt ? "detalhe" : "detail"),
    ])
    for entry in entries { table.add(Self.row(entry, style.language, clock)) }
    return text + "\n" + table.render(style)
  }

  private func filePairs(_ language: Language, _ clock: SiteClock) -> [(String, String?)] {
    let pt = language == .pt
    return [
      (pt ? "Arquivo" : "File", "\(interchange.id)  \(printable(interchange.name))"),
      (pt ? "De" : "From", interchange.system),
      (pt ? "Situação" : "State", LedgerWords.text(interchange.state)[language]),
      (pt ? "Recebido" : "Received", clock.text(interchange.claimedAt)),
      (pt ? "Encerrado" : "Done", interchange.doneAt.map { clock.text($0) }),
      ("Layout", interchange.layout),
      (pt ? "Tamanho" : "Size", "\(interchange.size) bytes"),
      ("SHA-256", interchange.sha256.map(hexadecimal)),
      ("Original", interchange.archivePath.map { "archive/" + printable($0) }),
      (pt ? "Reprocessa" : "Reprocesses", interchange.reprocesses?.description),
    ]
  }

  private func documentPairs(_ document: DocumentRecord, _ language: Language) -> [(String, String?)] {
    let pt = language == .pt
    let reason = LedgerWords.reason(of: document, language)
    let keys = document.entry.keys.filter { !$0.isPersonal }.map { "\($0.kind) \($0.value)" }
    return [
      (pt ? "Documento" : "Document", document.id.description),
      (pt ? "Situação" : "State", LedgerWords.text(document.state)[language]),
      (pt ? "Motivo" : "Reason", reason.isEmpty ? nil : reason),
      (pt ? "Chaves" : "Keys", keys.isEmpty ? nil : keys.joined(separator: ", ")),
      (pt ? "Saída" : "Output", document.output.map { "\($0.system)/outbox/\(printable($0.name))" }),
      (pt ? "SHA-256 da saída" : "Output's SHA-256", document.output.map { hexadecimal($0.sha256) }),
    ]
  }

  private static func pairs(_ pairs: [(String, String?)]) -> String {
    let known = pairs.compactMap { label, value in value.map { (label + ":", $0) } }
    let width = known.map(\.0.count).max() ?? 0
    return known.map { label, value in
      label + String(repeating: " ", count: width - label.count + 2) + value + "\n"
    }.joined()
  }

  private static func row(_ entry: LedgerEntry, _ language: Language, _ clock: SiteClock) -> [String] {
    let details = ["state", "name", "reason", "result", "codes", "note"].compactMap { entry[$0] }
    return [
      clock.text(entry.at), entry.document?.description ?? entry.interchange?.description ?? "",
      LedgerWords.text(entry.kind)[language], entry["by"] ?? entry["actor"] ?? "", details.joined(separator: "; "),
    ]
  }

  /// The same as data.
  var data: Data {
    Data(
      interchange: Data.File(interchange), documents: documents.data,
      entries: entries.map { Data.Entry($0) })
  }

  struct Data: Encodable {
    let interchange: File
    let documents: [DocumentData]
    let entries: [Entry]

    struct File: Encodable {
      let id: String
      let name: String
      let system: String
      let state: InterchangeState
      let layout: String?
      let size: Int64
      let sha256: String?
      let archive: String?
      let reprocesses: String?
      let receivedAt: String
      let doneAt: String?

      init(_ record: InterchangeRecord) {
        id = record.id.description
        name = printable(record.name)
        system = record.system
        state = record.state
        layout = record.layout
        size = record.size
        sha256 = record.sha256.map(hexadecimal)
        archive = record.archivePath.map { "archive/" + printable($0) }
        reprocesses = record.reprocesses?.description
        receivedAt = record.claimedAt
        doneAt = record.doneAt
      }
    }

    struct Entry: Encodable {
      let seq: Int64
      let at: String
      let kind: String
      let document: String?
      let actor: String?
      let payload: String

      init(_ entry: LedgerEntry) {
        seq = entry.seq
        at = entry.at
        kind = entry.kind.rawValue
        document = entry.document?.description
        actor = entry["actor"]
        payload = String(decoding: entry.payload, as: UTF8.self)
      }
    }
  }
}
