public import EDIModel
import Foundation
import GRDB

extension LedgerReading {
  /// What happened to an interchange and to all of its documents, in order, a page at a time.
  public func entries(
    of id: InterchangeID, after seq: Int64 = 0, limit: Int = 1000
  ) throws(LedgerError) -> [LedgerEntry] {
    try connection.read { database in
      try LedgerEntry.select(
        database, "WHERE interchange = ? AND seq > ? ORDER BY seq LIMIT ?", [id.number, seq, limit])
    }
  }

  /// What happened to a document, in order, together with what happened to its interchange as a whole.
  public func entries(of id: DocumentID) throws(LedgerError) -> [LedgerEntry] {
    try connection.read { database in
      try LedgerEntry.select(
        database, "WHERE interchange = ? AND document IN (0, ?) ORDER BY seq",
        [id.interchange.number, id.ordinal])
    }
  }

  /// The chain itself, a page at a time: what an export writes.
  public func entries(after seq: Int64, limit: Int = 1000) throws(LedgerError) -> [LedgerEntry] {
    try connection.read { try LedgerEntry.select($0, "WHERE seq > ? ORDER BY seq LIMIT ?", [seq, limit]) }
  }

  /// Where the chain ends.
  public func head() throws(LedgerError) -> ChainHead {
    try connection.read { try Chain.head($0) }
  }

  /// The archived files with their hashes, oldest first, a page at a time. A reprocessed interchange shares the file of
  /// its original and is left out.
  public func archived(
    after id: InterchangeID? = nil, limit: Int = 1000
  ) throws(LedgerError) -> [ArchivedFile] {
    try connection.read { database in
      try database.all(
        """
        SELECT id, archive, sha256 FROM interchange
        WHERE archive IS NOT NULL AND reprocesses IS NULL AND id > ? ORDER BY id LIMIT ?
        """, [id?.number ?? 0, limit]
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
  fileprivate static func select(
    _ database: Database, _ condition: String, _ arguments: StatementArguments
  ) throws -> [LedgerEntry] {
    try database.all("SELECT seq, at, kind, interchange, document, payload, hash FROM entry " + condition, arguments) {
      columns in
      let seq = try columns.integer()
      let at = try columns.text()
      let kind: EntryKind = try columns.choice()
      let interchange = try columns.integer()
      let document = try columns.integer()
      let id = interchange > 0 ? InterchangeID(interchange) : nil
      return LedgerEntry(
        seq: seq, at: at, kind: kind, interchange: id,
        document: document > 0 ? id.map { DocumentID($0, Int(document)) } : nil, payload: try columns.bytes(),
        hash: try columns.bytes())
    }
  }
}
