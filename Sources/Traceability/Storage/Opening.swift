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
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    let (mode, synchronous) = try promises(of: queue)
    guard mode == "wal", synchronous == 2 else {
      throw LedgerError(.durability, detail: "journal_mode=\(mode) synchronous=\(synchronous)")
    }
    return queue
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
