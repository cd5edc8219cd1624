import Filesystem
import GRDB

/// An open ledger file. What is read through it comes out typed; SQL stays inside this room.
public final class LedgerConnection: Sendable {
  let queue: DatabaseQueue
  let words = Words()
  /// What the disk said when a commit failed on it: from then on nothing more is written through this connection.
  let failure = Lock<LedgerError?>(nil)

  let path: String

  init(_ queue: DatabaseQueue, path: String) {
    self.queue = queue
    self.path = path
  }

  /// Reads with one statement, and entries and words, which never change: no transaction is needed to see one state.
  func look<Value>(_ body: (Vocabulary) throws -> Value) throws(LedgerError) -> Value {
    do {
      return try queue.unsafeRead { try body(Vocabulary(words: words, database: $0)) }
    } catch { throw LedgerError(wrapping: error) }
  }

  /// Reads one consistent state of the ledger.
  func read<Value>(_ body: (Vocabulary) throws -> Value) throws(LedgerError) -> Value {
    do {
      return try queue.unsafeRead { database in
        try database.run("BEGIN DEFERRED")
        // Nothing was written: there is nothing that ending the transaction could lose.
        defer { try? database.run("COMMIT") }
        return try body(Vocabulary(words: words, database: database))
      }
    } catch { throw LedgerError(wrapping: error) }
  }
}

/// Everything that can be asked of a ledger: by the engine that writes it, and by commands of other processes.
public protocol LedgerReading: Sendable {
  /// The open file.
  var connection: LedgerConnection { get }
}

/// A ledger opened for reading only, beside whoever writes it.
public final class LedgerReader: LedgerReading {
  /// The open file.
  public let connection: LedgerConnection

  init(_ connection: LedgerConnection) { self.connection = connection }
}

extension LedgerError {
  /// What GRDB threw, as what it means here. Only what SQLite undoes as a whole and may work later is transient: after
  /// a failed `fsync` the kernel may have dropped the pages, so that a second try would succeed and lie.
  init(wrapping error: any Error) {
    if let own = error as? LedgerError {
      self = own
      return
    }
    guard let error = error as? DatabaseError else {
      self.init(.contradiction, detail: String(describing: error))
      return
    }
    self.init(Code(error), detail: "SQLite \(error.extendedResultCode.rawValue): \(error.message ?? "")")
  }
}

extension LedgerError.Code {
  fileprivate init(_ error: DatabaseError) {
    switch error.extendedResultCode {
    case .SQLITE_IOERR_WRITE, .SQLITE_IOERR_LOCK, .SQLITE_IOERR_BLOCKED, .SQLITE_IOERR_NOMEM, .SQLITE_IOERR_SHMSIZE:
      self = .writing
      return
    default: break
    }
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
    case .SQLITE_FULL: self = .full
    case .SQLITE_NOMEM: self = .writing
    case .SQLITE_IOERR, .SQLITE_PROTOCOL: self = .disk
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: self = .access
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT: self = .damaged
    default: self = .contradiction
    }
  }
}
