import EDIModel
import Foundation
import GRDB
import Glibc
import Testing

@testable import Traceability

/// What the file of the ledger promises, and what happens when it cannot.
struct DurabilityTests {
  @Test func theWriterItselfIsSynchronousInFull() throws {
    let site = try Site()
    for _ in 1...2 {
      let (mode, synchronous) = try site.ledger.promises()
      #expect(mode == "wal" && synchronous == 2)
      _ = try site.receive()
      _ = try site.ledger.balance()
    }
  }

  @Test func afterTheDiskFailedNothingIsWrittenAnyMore() throws {
    var site = try Site()
    _ = try site.receive("a.txt")
    let head = try site.ledger.head()
    // What the log's descriptor takes cannot be synced for a while.
    let log = try #require(Self.descriptor(of: site.path + "-wal"))
    let (kept, sink) = (dup(log), open("/dev/null", O_RDWR))
    defer { for descriptor in [kept, sink] { close(descriptor) } }
    #expect(dup2(sink, log) == log)
    let first = #expect(throws: LedgerError.self) { try site.receive("b.txt") }
    #expect(first?.code == .disk)
    #expect(dup2(kept, log) == log)
    let error = #expect(throws: LedgerError.self) { try site.receive("c.txt") }
    #expect(error?.code == .disk)
    #expect(try site.ledger.head() == head)
    try site.reopen()
    _ = try site.receive("d.txt")
    #expect(try site.ledger.audit().isClean)
  }

  /// The descriptor by which this process has a file open.
  private static func descriptor(of path: String) -> Int32? {
    let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    return open.first { (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == path }
      .flatMap { Int32($0) }
  }

  @Test func anEmptyFileBecomesALedgerAndStaysTheSame() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("l.sqlite")
    #expect(FileManager.default.createFile(atPath: path, contents: Data()))
    let head = try Site.open(path).head()
    #expect(head.seq == 1)
    #expect(try Site.open(path).head() == head)
    #expect(try Site.open(path).entries(after: 0).map(\.kind) == [.created])
  }

  @Test func twoLedgersDoNotBeginAlike() throws {
    #expect(try Site().ledger.head().hash != Site().ledger.head().hash)
  }

  @Test func aNewerVersionIsRefused() throws {
    let site = try Site()
    try site.tamper("PRAGMA user_version = \(Schema.version + 1)")
    for open in [{ _ = try Site.open(site.path) }, { _ = try Ledger.reading(path: site.path) }] as [() throws -> Void] {
      let error = #expect(throws: LedgerError.self) { try open() }
      #expect(error?.code == .newer && error?.isTransient == false)
    }
  }

  @Test func whatIsNoLedgerIsLeftAsItIs() throws {
    let folder = try TemporaryFolder()
    let text = folder.path("text")
    let bytes = Data(repeating: 65, count: 8192)
    #expect(FileManager.default.createFile(atPath: text, contents: bytes))
    #expect(throws: LedgerError.self) { try Site.open(text) }
    #expect(FileManager.default.contents(atPath: text) == bytes)
    let foreign = folder.path("foreign.sqlite")
    try DatabaseQueue(path: foreign).write { try $0.execute(sql: "CREATE TABLE theirs (a)") }
    let before = FileManager.default.contents(atPath: foreign)
    let error = #expect(throws: LedgerError.self) { try Site.open(foreign) }
    #expect(error?.code == .damaged)
    #expect(FileManager.default.contents(atPath: foreign) == before)
    let missing = #expect(throws: LedgerError.self) { try Ledger.reading(path: folder.path("none")) }
    #expect(missing?.code == .missing)
    #expect(!FileManager.default.fileExists(atPath: folder.path("none")))
  }

  @Test func readersSeeWholeStepsWhileTheWriterWorks() throws {
    let site = try Site()
    let reader = try Ledger.reading(path: site.path)
    #expect(try reader.balance().total == 0)
    for number in 1...20 {
      _ = try site.register(.posting(identity: "\(number)"), .posting(2, identity: "\(number)"))
      let balance = try reader.balance()
      #expect(balance.total == 2 * number && balance.gap == 0)
    }
    #expect(try reader.audit().isClean)
    #expect(throws: (any Error).self) {
      try reader.connection.queue.writeWithoutTransaction { try $0.execute(sql: "DELETE FROM balance") }
    }
  }

  @Test func aReaderOpensWhenNobodyElseHasTheLedger() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("l.sqlite")
    let head = try { () throws -> ChainHead in
      let ledger = try Site.open(path)
      _ = try ledger.claiming([Claim(system: "s", name: [1], inode: 1, size: 1)])
      defer { try? ledger.connection.queue.close() }
      return try ledger.head()
    }()
    #expect(!FileManager.default.fileExists(atPath: path + "-wal"), "the last writer tidied up")
    #expect(try Ledger.reading(path: path).head() == head)
  }

  /// A process that died leaves its log behind; the next one, reader or writer, finds every committed step in it.
  @Test func whatIsInTheLogAloneIsNotLost() throws {
    let site = try Site()
    let id = try site.receive()
    let copy = try TemporaryFolder()
    for name in try FileManager.default.contentsOfDirectory(atPath: site.folder.url.path) {
      try FileManager.default.copyItem(atPath: site.folder.path(name), toPath: copy.path(name))
    }
    let path = copy.path("malote.sqlite")
    #expect(try Ledger.reading(path: path).interchange(id)?.state == .received)
    #expect(try Site.open(path).head() == site.ledger.head())
  }

  @Test func aFullDiskIsToldAndUndoneAsAWhole() throws {
    let site = try Site()
    let id = try site.receive()
    let before = try (site.ledger.head(), site.ledger.balance())
    let pages = try site.ledger.connection.queue.writeWithoutTransaction { database in
      let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      try database.execute(sql: "PRAGMA max_page_count = \(pages + 1)")
      return pages
    }
    let many = (1...500).map { (id, DocumentEntry.posting($0, identity: "\($0)", isNumbered: true)) }
    let error = #expect(throws: LedgerError.self) { try site.ledger.register(many) }
    #expect(error?.code == .full && error?.isTransient == true)
    #expect(try (site.ledger.head(), site.ledger.balance()) == before)
    #expect(try site.ledger.audit().problems == [])
    try site.ledger.connection.queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA max_page_count = \(pages + 10_000)")
    }
    #expect(try site.ledger.register(many).compactMap(\.number) == Array(1...500))
    #expect(try site.ledger.audit().problems == [])
  }

  @Test func anotherWriterIsWaitedForAndThenTold() throws {
    let site = try Site()
    let other = try DatabaseQueue(path: site.path)
    let impatient = try Site.open(site.path, busySeconds: 0.05)
    try other.inTransaction(.immediate) { database in
      let error = #expect(throws: LedgerError.self) {
        try impatient.claiming([Claim(system: "s", name: [1], inode: 1, size: 1)])
      }
      #expect(error?.code == .busy && error?.isTransient == true)
      return .rollback
    }
    #expect(try impatient.claiming([Claim(system: "s", name: [1], inode: 1, size: 1)]) == [InterchangeID(1)])
  }

  @Test(arguments: [
    (ResultCode.SQLITE_IOERR_FSYNC, LedgerError.Code.disk), (.SQLITE_IOERR_READ, .disk),
    (.SQLITE_IOERR_WRITE, .writing), (.SQLITE_FULL, .full), (.SQLITE_BUSY_SNAPSHOT, .busy),
    (.SQLITE_READONLY_DBMOVED, .access),
    (.SQLITE_CORRUPT_INDEX, .damaged), (.SQLITE_NOTADB, .damaged), (.SQLITE_CONSTRAINT_UNIQUE, .contradiction),
  ])
  func whatSQLiteSaysIsUnderstood(result: ResultCode, code: LedgerError.Code) {
    #expect(LedgerError(wrapping: DatabaseError(resultCode: result)).code == code)
  }

  @Test func historyCannotBeChangedByAccident() throws {
    let site = try Site()
    _ = try site.register(.posting())
    for sql in [
      "UPDATE entry SET interchange = 9", "DELETE FROM entry", "DELETE FROM document", "DELETE FROM interchange",
    ] { #expect(throws: DatabaseError.self) { try site.tamper(sql) } }
    #expect(try site.ledger.audit().isClean)
  }
}
