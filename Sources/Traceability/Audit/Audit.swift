import EDIModel
import Filesystem
import Foundation
import GRDB

extension LedgerReading {
  /// Verifies the whole ledger in one consistent state and constant memory: every link, number and payload of the
  /// chain; that interchanges, documents, counters and the search index are what the entries say.
  ///
  /// - Parameters:
  ///   - known: A head that was noted outside the machine earlier. With it a cut tail and a chain that was written anew
  ///     are detected as well.
  ///   - width: How many parts are verified side by side, each through a connection of its own; all cores when left out.
  public func audit(known: ChainHead? = nil, width: Int? = nil) throws(LedgerError) -> AuditReport {
    do {
      let connections = try AuditConnections(path: connection.path, width: width)
      defer { connections.close() }
      return try connections.audit(known)
    } catch { throw LedgerError(wrapping: error) }
  }
}

/// Connections that all see the same state of a ledger.
///
/// SQLite cannot hand one reader's state to another. But every change that an audit looks at makes the chain longer, so
/// readers that see the same head see the same state; while a writer is at work it may take some tries.
private struct AuditConnections: Sendable {
  private static let tries = 100
  private let queues: [DatabaseQueue]

  init(path: String, width: Int?) throws {
    let width = max(1, min(width ?? ProcessInfo.processInfo.activeProcessorCount, 16))
    let queues = try (0..<width).map { _ in
      try Opening.reader(path, busySeconds: 10, keepsTransactions: true)
    }
    for _ in 0..<Self.tries {
      let heads = try queues.map(Self.begin)
      if Set(heads).count == 1 {
        self.queues = queues
        return
      }
      for queue in queues { Self.end(queue) }
    }
    _ = try Self.begin(queues[0])
    self.queues = [queues[0]]
  }

  private static func begin(_ queue: DatabaseQueue) throws -> ChainHead {
    try queue.unsafeRead { database in
      try database.run("BEGIN DEFERRED")
      return try Chain.head(database)
    }
  }

  private static func end(_ queue: DatabaseQueue) { try? queue.unsafeRead { try $0.run("COMMIT") } }

  func close() { for queue in queues { Self.end(queue) } }

  private func run<Value: Sendable>(
    _ parts: [AuditPart], _ body: @Sendable (AuditPart, Database) throws -> Value
  ) throws -> [Value] {
    try parallelMap(parts.count, width: parts.count) { [queues] number in
      try queues[number].unsafeRead { try body(parts[number], $0) }
    }
  }

  func audit(_ known: ChainHead?) throws -> AuditReport {
    let parts = try queues[0].unsafeRead { try AuditPart.divide($0, into: queues.count) }
    var sum = AuditFindings()
    for part in try run(parts, { try $0.audit($1) }) { sum.add(part) }
    if !sum.index.isEven { for part in try run(parts, { try $0.search($1) }) { sum.tables.add(part) } }
    return try queues[0].unsafeRead { database in
      try sum.compareCounters(database)
      var report = sum.chain
      report.add(sum.tables)
      report.head = try Chain.head(database)
      let hash = try known.flatMap { known in
        try database.first("SELECT hash FROM entry WHERE seq = ?", known.seq) { try $0.bytes() }
      }
      report.compare(known, with: hash)
      return report
    }
  }
}

/// A part of the ledger: a stretch of the chain, of the interchanges, and of the volumes of the search index.
private struct AuditPart: Sendable {
  let entries: Stretch
  let interchanges: Stretch
  let volumes: Stretch

  static func divide(_ database: Database, into count: Int) throws -> [AuditPart] {
    let seq = try Chain.head(database).seq
    let last = try database.first("SELECT max(id) FROM interchange") { try $0.optionalInteger() }
    let entries = Stretch.split(seq, into: count)
    let interchanges = Stretch.split((last ?? nil) ?? 0, into: count)
    let volumes = Stretch.split(try Volumes.read(database).volume(ofEntry: seq), into: count)
    return (0..<count).map { AuditPart(entries: entries[$0], interchanges: interchanges[$0], volumes: volumes[$0]) }
  }

  func audit(_ database: Database) throws -> AuditFindings {
    let words = Vocabulary(words: Words(), database: database)
    var findings = AuditFindings()
    try ChainCheck(words: words, entries: entries).run(into: &findings.chain)
    try Replay(words: words, interchanges: interchanges, volumes: Volumes.read(database)).run(into: &findings)
    try findings.index.subtract(words, volumes)
    return findings
  }

  /// Looks each term up; done only where the search index as a whole is not what it should be.
  func search(_ database: Database) throws -> AuditReport {
    var report = AuditReport()
    let words = Vocabulary(words: Words(), database: database)
    try Replay(words: words, interchanges: interchanges, volumes: Volumes.read(database)).lookUp(into: &report)
    return report
  }
}
