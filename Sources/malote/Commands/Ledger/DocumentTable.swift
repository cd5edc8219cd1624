import EDIModel
import Filesystem
import Reports
import Traceability

/// Documents of the ledger as a table or as data.
struct DocumentTable {
  let records: [DocumentRecord]
  private let files: [InterchangeID: InterchangeRecord]

  /// Looks up the files of the documents.
  init(_ records: [DocumentRecord], in ledger: LedgerReader) throws {
    self.records = records
    var files: [InterchangeID: InterchangeRecord] = [:]
    for id in Set(records.map(\.id.interchange)) { files[id] = try ledger.interchange(id) }
    self.files = files
  }

  func text(_ style: Style, clock: SiteClock) -> String {
    let pt = style.language == .pt
    var table = Table(
      [
        Table.Column("id", keptWhole: true), Table.Column(pt ? "recebido" : "received", keptWhole: true),
        Table.Column(pt ? "situação" : "state", keptWhole: true), Table.Column(pt ? "fluxo" : "flow"),
        Table.Column(pt ? "chave" : "key", keptWhole: true), Table.Column(pt ? "arquivo" : "file"),
      ], notes: pt ? "motivo" : "reason")
    for record in records {
      let file = files[record.id.interchange]
      table.add(
        [
          record.id.description, file.map { clock.minute($0.claimedAt) } ?? "",
          LedgerWords.state(of: record)[style.language], record.entry.flow ?? "—", Self.key(of: record),
          file.map { printable($0.name) } ?? "",
        ], note: LedgerWords.reason(of: record, style.language))
    }
    return table.render(style)
  }

  /// The document's own key: the last part of its identity.
  static func key(of record: DocumentRecord) -> String {
    record.entry.identity?.split(separator: "\u{1F}").last.map(String.init) ?? ""
  }

  var data: [DocumentData] { records.map { DocumentData($0, file: files[$0.id.interchange]) } }
}

/// A document of the ledger as data.
struct DocumentData: Encodable {
  let id: String
  let state: DocumentState
  let flow: String?
  let layout: String?
  let identity: [String]
  let keys: [String: [String]]
  let lanes: [String]
  let codes: [String]
  let related: String?
  let resolvedBy: String?
  let note: String?
  let file: String?
  let receivedAt: String?
  let fileNumber: Int64
  let output: Output?

  struct Output: Encodable {
    let system: String
    let name: String
    let sha256: String
    let size: Int64
  }

  init(_ record: DocumentRecord, file: InterchangeRecord?) {
    id = record.id.description
    state = record.state
    flow = record.entry.flow
    layout = record.entry.layout
    identity = record.entry.identity?.split(separator: "\u{1F}").map(String.init) ?? []
    keys = Dictionary(grouping: record.entry.keys.filter { !$0.isPersonal }, by: \.kind).mapValues { $0.map(\.value) }
    lanes = record.entry.lanes
    if case .rejected(let rejected) = record.entry.verdict { codes = rejected } else { codes = [] }
    related = record.related?.description
    resolvedBy = record.resolvedBy?.description
    note = record.note
    self.file = file.map { printable($0.name) }
    receivedAt = file?.claimedAt
    fileNumber = record.fileNumber
    output = record.output.map {
      Output(system: $0.system, name: printable($0.name), sha256: hexadecimal($0.sha256), size: $0.size)
    }
  }
}

/// Bytes as hexadecimal digits.
func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
