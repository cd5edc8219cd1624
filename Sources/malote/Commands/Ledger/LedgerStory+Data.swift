import EDIModel
import Filesystem
import Traceability

extension LedgerStory {
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
