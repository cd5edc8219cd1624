import EDIModel
import Filesystem
import Foundation
import Testing
import Traceability
import Transports

@testable import Pipeline

/// A stop after each step, and the start that follows.
@Suite struct RecoveryTests {
  /// How far the first gateway gets.
  enum Stop: CaseIterable {
    case afterP3, afterP4, afterP5, afterP6, afterPreparing, afterP8, afterP9
  }

  @Test(arguments: Stop.allCases) func aStopAfterAnyStepChangesNothing(_ stop: Stop) throws {
    let site = try TestSite()
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    try advance(site, to: stop)
    try site.work()
    try check(site)
  }

  @Test func aConsumerThatCollectsAtOnceGetsItOnce() throws {
    let site = try TestSite()
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    try advance(site, to: .afterP9)
    let name = try #require(try site.names(in: "trimpaper/outbox").first)
    try FileManager.default.removeItem(atPath: site.path + "/trimpaper/outbox/" + name)
    try site.work()
    #expect(try site.names(in: "trimpaper/outbox").isEmpty)
    #expect(try site.states() == [.delivered])
  }

  @Test func aFileOfTheSameNameIsNeverOverwritten() throws {
    let site = try TestSite()
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    let name = "trimpaper/outbox/PRODUCTIONORDER_20260827120232_A0012301001.txt"
    try site.write("de outro", to: name)
    let gateway = try site.start()
    try site.settle(gateway)
    #expect(try site.text(of: name) == "de outro")
    #expect(try site.states() == [.waiting])
    try FileManager.default.removeItem(atPath: site.path + "/" + name)
    try site.settle(gateway) { _ in try site.states() == [.delivered] }
    #expect(try site.bytes(of: name).starts(with: Array("00000001OP".utf8)))
  }

  @Test func laterVersionsWaitBehindAHeldOne() throws {
    let site = try TestSite()
    let name = "trimpaper/outbox/PRODUCTIONORDER_20260827120001_A0012301001.txt"
    try site.write("de outro", to: name)
    try site.drop(Messages.order(quantity: "1", stamp: "2026-08-27T12:00:01"), as: "1.xml", into: "protheus")
    try site.drop(Messages.order(quantity: "2", stamp: "2026-08-27T12:00:02"), as: "2.xml", into: "protheus")
    try site.drop(Messages.order("OUTRA", stamp: "2026-08-27T12:00:03"), as: "3.xml", into: "protheus")
    let gateway = try site.start()
    try site.settle(gateway)
    let states = Dictionary(
      uniqueKeysWithValues: try site.ledger().list(LedgerFilter()).map { ($0.entry.stamp, $0.state) })
    #expect(states == ["20260827120001": .waiting, "20260827120002": .waiting, "20260827120003": .delivered])
    try FileManager.default.removeItem(atPath: site.path + "/" + name)
    try site.settle(gateway) { _ in try site.states().allSatisfy { $0 == .delivered } }
    #expect(try site.states() == [.delivered, .delivered, .delivered])
  }

  @Test func aMissingOutboxHoldsFilesAndLetsTheOthersThrough() throws {
    let site = try TestSite()
    let outbox = site.path + "/trimpaper/outbox"
    try FileManager.default.removeItem(atPath: outbox)
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    try site.drop(Messages.postings([Messages.Posting()]), as: "b.txt", into: "trimpaper")
    let gateway = try site.start()
    try site.settle(gateway) { _ in try !site.names(in: "protheus/outbox").isEmpty }
    #expect(try site.names(in: "protheus/outbox").count == 1)
    try FileManager.default.createDirectory(atPath: outbox, withIntermediateDirectories: false)
    try site.settle(gateway) { _ in try !site.names(in: "trimpaper/outbox").isEmpty }
    #expect(try site.states().allSatisfy { $0 == .delivered })
    #expect(try site.ledger().balance().total == 2)
  }

  @Test func aMissingInboxComesBack() throws {
    let site = try TestSite()
    let inbox = site.path + "/protheus/inbox"
    try FileManager.default.removeItem(atPath: inbox)
    let gateway = try site.start()
    try site.drop(Messages.postings([Messages.Posting()]), as: "b.txt", into: "trimpaper")
    try site.settle(gateway) { _ in try !site.names(in: "protheus/outbox").isEmpty }
    try FileManager.default.createDirectory(atPath: inbox, withIntermediateDirectories: false)
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    try site.settle(gateway) { _ in try !site.names(in: "trimpaper/outbox").isEmpty }
    #expect(try site.states() == [.delivered, .delivered])
  }

  @Test func aSecondGatewayIsRefused() throws {
    let site = try TestSite()
    let first = try site.start()
    #expect(throws: GatewayError.self) { _ = try site.start() }
    withExtendedLifetime(first) {}
  }

  @Test func aLargeFileIsReadTwiceAndLosesNothing() throws {
    let site = try TestSite()
    let postings = (1...50).map { Messages.Posting(record: "00000\($0 + 10000)", order: "OP\($0)") }
    try site.drop(Messages.postings(postings), as: "grande.txt", into: "trimpaper")
    try site.work {
      $0.keepsUpTo = 1000
      $0.batch = 7
    }
    #expect(try site.names(in: "protheus/outbox").count == 50)
    #expect(try site.states().count == 50)
    #expect(try site.states().allSatisfy { $0 == .delivered })
  }

  @Test func aFileTooLargeFindsItsReportAfterAStop() throws {
    let site = try TestSite()
    let path = site.path + "/protheus/inbox/enorme.xml"
    let file = open(path, O_CREAT | O_WRONLY, 0o600)
    #expect(ftruncate(file, 1 << 40) == 0)
    close(file)
    do {
      let gateway = try site.start()
      let route = try #require(gateway.routes.first { $0.system == "protheus" })
      var found: [Candidate] = []
      let limit = Monotonic.now() + .seconds(5)
      while found.isEmpty, .now() < limit { found = try gateway.look(into: route, now: .now(), limit: 1).candidates }
      let record = try #require(try gateway.claim(found, from: route).first)
      let codes = [FindingCode.fileTooLarge.rawValue]
      let item = Item(whole: record, layout: nil, findings: [], verdict: .rejected(codes: codes))
      // The verdict stands in the ledger, the report was not written.
      _ = try gateway.register([item], interchanges: [record.id])
    }
    try site.work()
    #expect(
      try site.names(in: "error") == ["M-0000001_enorme.xml.erro.json", "M-0000001_enorme.xml.erro.txt", "resolvidos"])
    #expect(try site.states() == [.rejected])
    #expect(try site.ledger().unfinished().isEmpty)
  }

  @Test func aCutFileIsIncompleteAfterAnyStop() throws {
    let site = try TestSite()
    try site.drop(String(Messages.order().prefix(900)), as: "meio.xml", into: "protheus")
    do {
      let gateway = try site.start()
      #expect(try site.receive(gateway, named: "meio.xml").count == 1)
    }
    try site.work()
    #expect(try site.names(in: "error").contains("M-0000001_meio.xml.erro.txt"))
    #expect(try site.text(of: "error/M-0000001_meio.xml.erro.json").contains("file.incomplete"))
  }

  @Test func aStopLeavesALongFileForTheNextStart() throws {
    let site = try TestSite()
    let postings = (1...60).map { Messages.Posting(record: "00000\($0 + 10000)", order: "OP\($0)") }
    try site.drop(Messages.postings(postings), as: "grande.txt", into: "trimpaper")
    let asked = Lock(0)
    for _ in 0..<5 {
      // Stops in the middle of the second reading, five times: more often than a file may stop the process.
      asked.withLock { $0 = 0 }
      let gateway = try site.start {
        $0.keepsUpTo = 1000
        $0.batch = 7
      } isStopping: {
        asked.withLock {
          $0 += 1
          return $0 > 100
        }
      }
      _ = try gateway.round()
      #expect(try site.names(in: "protheus/outbox").isEmpty)
    }
    try site.work()
    #expect(try site.names(in: "protheus/outbox").count == 60)
    #expect(try site.states().allSatisfy { $0 == .delivered })
  }

  private func advance(_ site: TestSite, to stop: Stop) throws {
    let gateway = try site.start()
    let route = try #require(gateway.routes.first { $0.system == "protheus" })
    var look = Look()
    let limit = Monotonic.now() + .seconds(5)
    while look.candidates.isEmpty, .now() < limit {
      look = try gateway.look(into: route, now: .now(), limit: 16)
      usleep(5000)
    }
    let candidate = try #require(look.candidates.first)
    if stop == .afterP3 {
      _ = try gateway.ledger.claiming([
        Claim(system: "protheus", name: candidate.name, inode: candidate.inode, size: candidate.size)
      ])
      return
    }
    let claimed = try gateway.claim([candidate], from: route)
    if stop == .afterP4 { return }
    if stop == .afterP5 {
      let record = try #require(claimed.first)
      guard let file = try route.intake.open(Gateway.claimName(record.id)) else { return }
      #expect(try gateway.archive.store(file, at: Archive.path(of: record)) != nil)
      return
    }
    let received = try gateway.archive(claimed, from: route)
    if stop == .afterP6 { return }
    let batch = try gateway.read(received)
    if stop == .afterPreparing {
      let (items, registrations, _) = try gateway.register(batch.items, interchanges: batch.interchanges.map(\.id))
      var unwritable: [Int: [Finding]] = [:]
      var setbacks = Setbacks()
      #expect(gateway.prepare(items, registrations, &unwritable, &setbacks).count == 1)
      return
    }
    try gateway.finish(batch.items, whole: batch.whole, interchanges: batch.interchanges)
    if stop == .afterP8 { return }
    #expect(gateway.rename(gateway.ready).delivered.count == 1)
  }

  private func check(_ site: TestSite) throws {
    #expect(try site.states() == [.delivered])
    #expect(try site.names(in: "trimpaper/outbox").count == 1)
    let hidden = try FileManager.default.contentsOfDirectory(atPath: site.path + "/trimpaper/outbox")
    #expect(hidden.count == 1)
    #expect(try site.names(in: "protheus/inbox").isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: site.path + "/protheus/inbox/.malote").isEmpty)
    #expect(try site.ledger().audit().isClean)
  }
}
