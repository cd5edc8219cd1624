import Filesystem
import GRDB

/// The traceability record of a site: append-only, hash-chained, searchable by business key.
///
/// Every step of the life of a file (`Docs/life-of-a-file.md`) is one method and one transaction, takes many files or
/// documents, and may be repeated: a step that was taken before changes nothing and gives the same answer. Only the
/// holder of the site's lock takes steps; any process may read, and may write a request.
public final class Ledger: LedgerReading {
  /// The open file.
  public let connection: LedgerConnection
  let author: Author

  /// Opens the ledger for writing, making or migrating it in one transaction.
  ///
  /// - Parameters:
  ///   - path: The SQLite file; its folder must exist.
  ///   - fingerprint: SHA-256 of the configuration in force; it stands in every entry.
  ///   - actor: Who writes: the service, or the user of the operating system.
  ///   - busySeconds: How long to wait for another writer.
  ///   - now: The clock, UTC as ``UTC/stamp(seconds:milliseconds:)`` writes it.
  /// - Throws: ``LedgerError`` for a ledger of a newer version, on a network file system, or that SQLite will not keep
  ///   safe through a power cut.
  public convenience init(
    path: String, configuration fingerprint: [UInt8], actor: String, busySeconds: Double = 10,
    now: @escaping @Sendable () -> String = UTC.now
  ) throws(LedgerError) {
    let author = Author(actor: actor, configuration: Hex.text(fingerprint), now: now)
    try self.init(path: path, author: author, busySeconds: busySeconds)
  }

  /// Opens the ledger for an author. The size of its volumes counts when it is made.
  init(path: String, author: Author, busySeconds: Double) throws(LedgerError) {
    do {
      let queue = try Opening.writer(path, busySeconds: busySeconds)
      let connection = LedgerConnection(queue, path: path)
      self.connection = connection
      self.author = try queue.write { database in
        try Migration.run(database, connection.words, author)
      }
    } catch { throw LedgerError(wrapping: error) }
  }

  /// Opens the ledger for reading only: beside a running writer, or with none.
  public static func reading(path: String, busySeconds: Double = 10) throws(LedgerError) -> LedgerReader {
    do {
      return LedgerReader(LedgerConnection(try Opening.reader(path, busySeconds: busySeconds), path: path))
    } catch { throw LedgerError(wrapping: error) }
  }

  /// `journal_mode` and `synchronous` of the connection that writes: `wal` and 2.
  public func promises() throws(LedgerError) -> (mode: String, synchronous: Int64) {
    do { return try Opening.promises(of: connection.queue) } catch { throw LedgerError(wrapping: error) }
  }

  /// One transaction: all of it is on the disk when this returns, or nothing.
  ///
  /// After the disk has failed under one, none is begun any more, whoever asks: a later commit may seem to succeed.
  func post<Value>(_ body: (Posting) throws -> Value) throws(LedgerError) -> Value {
    if let failure = connection.failure.withLock({ $0 }) { throw failure }
    do { return try transact(body) } catch {
      let error = LedgerError(wrapping: error)
      if error.code == .disk { connection.failure.withLock { $0 = error } }
      throw error
    }
  }

  private func transact<Value>(_ body: (Posting) throws -> Value) throws -> Value {
    try connection.queue.writeWithoutTransaction { database in
      do {
        var value: Value?
        try database.inTransaction(.immediate) {
          let posting = try Posting(database, connection.words, by: author)
          value = try body(posting)
          try posting.close()
          return .commit
        }
        connection.words.keep()
        guard let value else { throw LedgerError(.contradiction, detail: "a step without an answer") }
        return value
      } catch {
        connection.words.forget()
        throw error
      }
    }
  }
}
