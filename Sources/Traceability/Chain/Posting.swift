import EDIModel
import Foundation
import GRDB

/// Who writes, under which configuration, by which clock.
struct Author: Sendable {
  let actor: String
  let configuration: String
  let salt: [UInt8]
  let now: @Sendable () -> String
}

/// What an entry is about.
enum Subject {
  case ledger
  case interchange(InterchangeID)
  case document(DocumentID)

  var numbers: (interchange: Int64, document: Int64) {
    switch self {
    case .ledger: (0, 0)
    case .interchange(let id): (id.number, 0)
    case .document(let id): (id.interchange.number, Int64(id.ordinal))
    }
  }
}

/// One transaction being written: the end of the chain that it makes longer, and what it changes in the counters.
///
/// The head is read in every transaction and never remembered between two: a request may be written by another process.
final class Posting {
  let database: Database
  let author: Author
  let at: String
  private(set) var head: ChainHead
  private var documents: [DocumentState: Int64] = [:]
  private var interchanges: [InterchangeState: Int64] = [:]
  private var total: Int64 = 0

  init(_ database: Database, by author: Author) throws {
    self.database = database
    self.author = author
    self.at = author.now()
    self.head = try Chain.head(database)
  }

  /// Makes the chain one entry longer and returns its number.
  @discardableResult
  func append(_ kind: EntryKind, _ subject: Subject, _ facts: [Fact] = []) throws -> Int64 {
    let (interchange, document) = subject.numbers
    let seq = head.seq + 1
    var all = facts
    all.append(Fact("seq", seq))
    all.append(Fact("at", at))
    all.append(Fact("kind", kind.rawValue))
    all.append(Fact("actor", author.actor))
    all.append(Fact("config", author.configuration))
    if interchange > 0 { all.append(Fact("interchange", interchange)) }
    if document > 0 { all.append(Fact("document", document)) }
    let payload = Payload.bytes(all)
    let hash = head.link(payload)
    try database.run(
      "INSERT INTO entry (seq, at, kind, interchange, document, payload, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
      [seq, at, kind.rawValue, interchange, document, payload.blob, hash.blob])
    head = ChainHead(seq: seq, hash: hash)
    return seq
  }

  /// Counts a document that leaves one state (`nil`: it is new) for another.
  func count(_ state: DocumentState, from old: DocumentState? = nil) {
    if let old { documents[old, default: 0] -= 1 } else { total += 1 }
    documents[state, default: 0] += 1
  }

  /// Counts an interchange that leaves one state (`nil`: it is new) for another.
  func count(_ state: InterchangeState, from old: InterchangeState? = nil) {
    if let old { interchanges[old, default: 0] -= 1 }
    interchanges[state, default: 0] += 1
  }

  /// Brings the counters up to date; the last thing before the commit.
  func close() throws {
    for (state, change) in documents { try add(change, to: "document", state.rawValue) }
    for (state, change) in interchanges { try add(change, to: "interchange", state.rawValue) }
    try add(total, to: "total", "")
  }

  private func add(_ change: Int64, to subject: String, _ state: String) throws {
    guard change != 0 else { return }
    try database.run(
      """
      INSERT INTO balance (subject, state, count) VALUES (?, ?, ?)
      ON CONFLICT (subject, state) DO UPDATE SET count = count + excluded.count
      """, [subject, state, change])
  }
}

/// The chain as it stands.
enum Chain {
  static func head(_ database: Database) throws -> ChainHead {
    guard var columns = try database.first("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1") else {
      return .origin
    }
    return ChainHead(seq: try columns.integer(), hash: try columns.bytes())
  }
}
