import EDIModel
import GRDB

/// Who writes, under which configuration, by which clock.
struct Author: Sendable {
  let actor: String
  let configuration: String
  var salt: [UInt8] = []
  var volumes = Volumes()
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
  let words: Vocabulary
  /// When this transaction was begun, UTC in milliseconds.
  let at: Int64
  private(set) var head: ChainHead
  private var payload: Payload
  private var documents: [DocumentState: Int64] = [:]
  private var interchanges: [InterchangeState: Int64] = [:]
  private var total: Int64 = 0
  private var personalKeys: Int64 = 0

  init(_ database: Database, _ words: Words, by author: Author) throws {
    self.database = database
    self.author = author
    self.words = Vocabulary(words: words, database: database)
    guard let at = UTC.milliseconds(author.now()) else {
      throw LedgerError(.contradiction, detail: "a clock that shows no stamp of UTC")
    }
    self.at = at
    self.head = try Chain.head(database)
    self.payload = Payload(self.words)
  }

  /// Makes the chain one entry longer and returns its number.
  @discardableResult
  func append(_ kind: EntryKind, _ subject: Subject, _ facts: [Fact] = []) throws -> Int64 {
    let (interchange, document) = subject.numbers
    let seq = head.seq + 1
    let packed = try pack(kind, facts)
    let place = Payload.Place(seq: seq, interchange: interchange, document: document)
    guard try packed.withUnsafeBytes({ try payload.write($0, at: place) }) else {
      throw LedgerError(.contradiction, detail: "the facts of an entry (\(kind.rawValue))")
    }
    let hash = head.link(payload.bytes)
    try database.run(
      "INSERT INTO entry (seq, interchange, document, facts, hash) VALUES (?, ?, ?, ?, ?)", seq, interchange, document,
      packed, hash)
    head = ChainHead(seq: seq, hash: hash)
    return seq
  }

  private func pack(_ kind: EntryKind, _ facts: [Fact]) throws -> [UInt8] {
    var all: [Fact] = []
    all.reserveCapacity(facts.count + 4)
    all += facts
    all.append(Fact(.actor, word: author.actor))
    all.append(Fact(.at, .stamp(at)))
    all.append(Fact(.config, word: author.configuration))
    all.append(Fact(.kind, word: kind.rawValue))
    all.sort { $0.name.rawValue < $1.name.rawValue }
    return try Packing.pack(all, with: words)
  }

  /// The facts of an entry that was written before: those of some names, or all.
  func facts(ofEntry seq: Int64, _ names: FactName...) throws -> Facts {
    guard let facts = try Facts.ofEntry(seq, words, only: { names.isEmpty || names.contains($0) }) else {
      throw LedgerError(.damaged, detail: "no entry \(seq)")
    }
    return facts
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

  /// Counts business keys that are a person's.
  func countPersonal(_ keys: Int) { personalKeys += Int64(keys) }

  /// Brings the counters up to date; the last thing before the commit.
  func close() throws {
    for (state, change) in documents { try add(change, to: "document", state.rawValue) }
    for (state, change) in interchanges { try add(change, to: "interchange", state.rawValue) }
    try add(total, to: "total", "")
    try add(personalKeys, to: Counter.personal, "")
  }

  private func add(_ change: Int64, to subject: String, _ state: String) throws {
    guard change != 0 else { return }
    try database.run(
      """
      INSERT INTO balance (subject, state, count) VALUES (?, ?, ?)
      ON CONFLICT (subject, state) DO UPDATE SET count = count + excluded.count
      """, subject, state, change)
  }
}

/// The chain as it stands.
enum Chain {
  static func head(_ database: Database) throws -> ChainHead {
    try database.first("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1") { columns in
      ChainHead(seq: try columns.integer(), hash: try columns.bytes())
    } ?? .origin
  }
}
