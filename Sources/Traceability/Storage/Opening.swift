import GRDB
import Glibc

/// Opens the ledger's file with the promises it needs, and makes or migrates its tables.
enum Opening {
  /// A commit is on the disk when it returns: write-ahead log with `synchronous=FULL`. With NORMAL, which GRDB's own
  /// WAL modes choose, a power cut takes back committed transactions.
  static func writer(_ path: String, busySeconds: Double) throws -> DatabaseQueue {
    try refuseNetwork(path)
    var configuration = Configuration()
    configuration.busyMode = .timeout(busySeconds)
    configuration.foreignKeysEnabled = false
    configuration.label = "ledger"
    configuration.prepareDatabase { database in
      // Reading the header first: a file that is no ledger must not even be switched to WAL.
      try refuseForeign(database)
      try database.execute(
        sql: """
          PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
          PRAGMA wal_autocheckpoint = 2000; PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -8192;
          """)
    }
    let queue: DatabaseQueue
    do { queue = try DatabaseQueue(path: path, configuration: configuration) } catch {
      throw want(behind: error, path) ?? error
    }
    let (mode, synchronous) = try promises(of: queue)
    guard mode == "wal", synchronous == 2 else {
      throw LedgerError(.durability, detail: "journal_mode=\(mode) synchronous=\(synchronous)")
    }
    return queue
  }

  /// Where SQLite says no more than that it cannot open, the reason may be one that passes: no room for another file on
  /// the volume, no more descriptors. A file of our own beside the ledger tells. Never one of the ledger's: to close it
  /// would take away the locks that an open connection of this process has on it.
  private static func want(behind error: any Error, _ path: String) -> LedgerError? {
    guard let error = error as? DatabaseError, error.resultCode == .SQLITE_CANTOPEN else { return nil }
    let probe = resolved(path) + "-probe"
    let descriptor = open(probe, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    let code = errno
    if descriptor >= 0 {
      close(descriptor)
      unlink(probe)
      return nil
    }
    switch code {
    case ENOSPC, EDQUOT: return LedgerError(.full, detail: "\(path): errno \(code)")
    case EMFILE, ENFILE, ENOMEM: return LedgerError(.writing, detail: "\(path): errno \(code)")
    default: return nil
    }
  }

  /// Where a path leads to, links followed; SQLite puts its other files there.
  private static func resolved(_ path: String) -> String {
    guard let found = realpath(path, nil) else { return path }
    defer { free(found) }
    return String(cString: found)
  }

  /// A read-only connection. Where the folder may not be written and nobody has the ledger open, SQLite cannot make the
  /// shared memory that its log needs; then, and only then, the file is read as one that nobody changes.
  ///
  /// - Parameter keepsTransactions: Whether a transaction may stay open between two accesses.
  static func reader(_ path: String, busySeconds: Double, keepsTransactions: Bool = false) throws -> DatabaseQueue {
    guard access(path, F_OK) == 0 else { throw LedgerError(.missing, detail: path) }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.allowsUnsafeTransactions = keepsTransactions
    configuration.busyMode = .timeout(busySeconds)
    configuration.label = "ledger-reader"
    // A look-up asks many volumes; an audit has a connection for each core, and reads on and on.
    let cache = keepsTransactions ? 4096 : 16_384
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -\(cache)") }
    do {
      return try checked(DatabaseQueue(path: path, configuration: configuration))
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN && access(path + "-wal", F_OK) != 0 {
      return try checked(DatabaseQueue(path: immutableAddress(path), configuration: configuration))
    }
  }

  /// Journal mode and `synchronous` as the writing connection itself has them; a second connection has its own.
  static func promises(of queue: DatabaseQueue) throws -> (mode: String, synchronous: Int64) {
    try queue.writeWithoutTransaction { database in
      (
        try String.fetchOne(database, sql: "PRAGMA journal_mode") ?? "",
        try Int64.fetchOne(database, sql: "PRAGMA synchronous") ?? -1
      )
    }
  }

  private static func checked(_ queue: DatabaseQueue) throws -> DatabaseQueue {
    try queue.read { database in
      try refuseForeign(database)
      guard try userVersion(database) > 0 else { throw LedgerError(.missing, detail: "the ledger is empty") }
    }
    return queue
  }

  private static func refuseForeign(_ database: Database) throws {
    let id = try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let pages = try Int64.fetchOne(database, sql: "PRAGMA page_count") ?? 0
    guard id == Schema.applicationID || pages == 0 || isUnwritten(database, id: id) else {
      throw LedgerError(.damaged, detail: "application_id \(id)")
    }
    let version = try userVersion(database)
    guard version <= Schema.version else {
      throw LedgerError(.newer, detail: "version \(version), this program knows \(Schema.version)")
    }
  }

  /// A file that got its header, and nothing else, before the first start was interrupted.
  private static func isUnwritten(_ database: Database, id: Int64) -> Bool {
    id == 0 && (try? Int64.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema")) == 0
  }

  static func userVersion(_ database: Database) throws -> Int64 {
    try Int64.fetchOne(database, sql: "PRAGMA user_version") ?? 0
  }

  private static func immutableAddress(_ path: String) -> String {
    let escaped = path.utf8.map { byte in
      byte == 0x25 || byte == 0x3F || byte == 0x23 ? "%" + Hex.text([byte]) : String(UnicodeScalar(byte))
    }
    return "file:" + escaped.joined() + "?immutable=1"
  }

  private static func refuseNetwork(_ path: String) throws {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    if let kind = Mount.network(of: folder) { throw LedgerError(.network, detail: kind) }
  }
}
