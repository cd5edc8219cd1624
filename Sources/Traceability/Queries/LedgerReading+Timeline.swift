public import EDIModel

extension LedgerReading {
  /// What happened to an interchange and to all of its documents, in order, a page at a time.
  public func entries(
    of id: InterchangeID, after seq: Int64 = 0, limit: Int = 1000
  ) throws(LedgerError) -> [LedgerEntry] {
    try connection.read { words in
      try LedgerEntry.select(words, "WHERE interchange = ? AND seq > ? ORDER BY seq LIMIT ?", id.number, seq, limit)
    }
  }

  /// What happened to a document, in order, together with what happened to its interchange as a whole.
  public func entries(of id: DocumentID) throws(LedgerError) -> [LedgerEntry] {
    try connection.read { words in
      try LedgerEntry.select(
        words, "WHERE interchange = ? AND document IN (0, ?) ORDER BY seq", id.interchange.number, id.ordinal)
    }
  }

  /// The chain itself, a page at a time: what an export writes.
  public func entries(after seq: Int64, limit: Int = 1000) throws(LedgerError) -> [LedgerEntry] {
    try connection.read { try LedgerEntry.select($0, "WHERE seq > ? ORDER BY seq LIMIT ?", seq, limit) }
  }

  /// Where the chain ends.
  public func head() throws(LedgerError) -> ChainHead {
    try connection.read { try Chain.head($0.database) }
  }

  /// The archived files with their hashes, oldest first, a page at a time. A reprocessed interchange shares the file of
  /// its original and is left out.
  public func archived(
    after id: InterchangeID? = nil, limit: Int = 1000
  ) throws(LedgerError) -> [ArchivedFile] {
    try connection.read { words in
      try words.database.all(
        """
        SELECT id, archive, sha256 FROM interchange
        WHERE archive IS NOT NULL AND reprocesses IS NULL AND id > ? ORDER BY id LIMIT ?
        """, id?.number ?? 0, limit
      ) { columns in
        ArchivedFile(
          id: try columns.integer().asInterchange, archivePath: try columns.bytes(), sha256: try columns.bytes())
      }
    }
  }
}

/// A file that must be in the archive, and what it must hash to.
public struct ArchivedFile: Sendable, Hashable {
  /// The interchange whose bytes it holds.
  public let id: InterchangeID
  /// Its place below `archive/`, as bytes.
  public let archivePath: [UInt8]
  /// SHA-256 of its bytes.
  public let sha256: [UInt8]
}

extension LedgerEntry {
  fileprivate static func select<each Value: Bindable>(
    _ words: Vocabulary, _ condition: String, _ values: repeat each Value
  ) throws -> [LedgerEntry] {
    var payload = Payload(words)
    return try words.database.all(
      "SELECT seq, interchange, document, facts, hash FROM entry " + condition, repeat each values
    ) { try LedgerEntry(&$0, &payload, words) }
  }

  private init(_ columns: inout Columns, _ payload: inout Payload, _ words: Vocabulary) throws {
    let place = Payload.Place(
      seq: try columns.integer(), interchange: try columns.integer(), document: try columns.integer())
    let stored = try columns.withBytes { packed in
      try payload.write(packed, at: place) ? try Unpacker.facts(packed, words) : nil
    }
    guard let stored, case let facts = Facts(stored), case .stamp(let at)? = facts[.at],
      let kind = facts.text(.kind).flatMap(EntryKind.init(rawValue:))
    else { throw LedgerError(.damaged, detail: "entry \(place.seq)") }
    let interchange = place.interchange > 0 ? InterchangeID(place.interchange) : nil
    self.init(
      seq: place.seq, at: UTC.stamp(milliseconds: at), kind: kind, interchange: interchange,
      document: place.document > 0 ? interchange.map { DocumentID($0, Int(place.document)) } : nil,
      payload: payload.bytes, hash: try columns.bytes(), facts: stored)
  }
}
