import EDIModel
import Filesystem
import Foundation
import Glibc
import Testing
import Traceability

@testable import Pipeline

/// Several batches in one round: the next is claimed while the one before is worked off, and none overtakes another.
@Suite struct PassingTests {
  private static let outbox = "trimpaper/outbox"

  /// Updates of one production order, in the order of their stamps: all of them travel in one lane.
  private static func stamp(_ number: Int) -> String { "2026-08-27T12:\(number < 10 ? "0" : "")\(number):00" }

  private static func output(_ number: Int) -> String {
    "PRODUCTIONORDER_" + stamp(number).filter(\.isNumber) + "_A0012301001.txt"
  }

  private func drop(_ numbers: Range<Int>, bad: Set<Int> = [], into site: TestSite) throws {
    for number in numbers {
      let quantity = bad.contains(number) ? "doze" : "\(1000 + number)"
      try site.drop(
        Messages.order(quantity: quantity, stamp: Self.stamp(number)), as: "op-\(number + 100).xml", into: "protheus")
    }
  }

  /// The header lines of what was handed over, which carry the files' numbers.
  private func headers(_ site: TestSite) throws -> [String] {
    try site.names(in: Self.outbox).map { name in
      String(decoding: try site.bytes(of: Self.outbox + "/" + name).prefix { $0 != 13 }, as: UTF8.self)
    }
  }

  @Test func oneRoundTakesManyBatchesInOrder() throws {
    let site = try TestSite()
    try drop(0..<30, bad: [7, 8, 20], into: site)
    let gateway = try site.start { $0.batch = 3 }
    try site.settle(gateway) { _ in try site.states().count == 30 }
    let expected = (0..<30).map { [7, 8, 20].contains($0) ? DocumentState.rejected : .delivered }
    #expect(try site.states() == expected)
    #expect(try site.names(in: Self.outbox).count == 27)
    let headers = try headers(site)
    #expect(headers == headers.sorted() && Set(headers).count == 27)
    #expect(!gateway.beside.isBusy && gateway.underReading.isEmpty)
    try site.settle(gateway)
    #expect(try FileManager.default.contentsOfDirectory(atPath: site.path + "/protheus/inbox/.malote").isEmpty)
    #expect(try site.ledger().audit().isClean)
  }

  @Test func whatWaitsHoldsTheBatchesBehindIt() throws {
    let site = try TestSite()
    try site.write("de outro", to: Self.outbox + "/" + Self.output(4))
    try drop(0..<12, into: site)
    let gateway = try site.start { $0.batch = 2 }
    try site.settle(gateway) { _ in try site.states().count == 12 }
    #expect(try site.states() == (0..<12).map { $0 < 4 ? .delivered : .waiting })
    try FileManager.default.removeItem(atPath: site.path + "/" + Self.outbox + "/" + Self.output(4))
    try site.settle(gateway) { _ in try site.states().allSatisfy { $0 == .delivered } }
    #expect(try site.names(in: Self.outbox) == (0..<12).map(Self.output))
    #expect(try site.ledger().audit().isClean)
  }

  @Test func aRoundThatFailsLeavesNothingBesideIt() throws {
    let site = try TestSite()
    try drop(0..<8, into: site)
    let gateway = try site.start { $0.batch = 2 }
    struct Unrelated: Error {}
    #expect(throws: Unrelated.self) {
      try gateway.withNothingLeftBeside {
        try gateway.pass([])
        throw Unrelated()
      }
    }
    #expect(!gateway.beside.isBusy && gateway.passing == nil)
    try site.settle(gateway) { _ in try site.states().count == 8 }
    #expect(try site.states().allSatisfy { $0 == .delivered })
    #expect(try site.ledger().audit().isClean)
  }

  @Test func theNextBatchIsClaimedBeforeThisOneIsThrough() throws {
    let site = try TestSite()
    try drop(0..<2, into: site)
    let (mine, isClaimed, ledger) = (pthread_self(), Lock(false), site.path + "/malote.sqlite")
    // Asked between documents, on the thread that reads them: the first file is not through before the second is known.
    let gateway = try site.start({ $0.batch = 1 }) {
      let limit = Monotonic.now() + .seconds(5)
      while pthread_self() != mine, !isClaimed.withLock({ $0 }), .now() < limit {
        if (try? Ledger.reading(path: ledger).interchange(InterchangeID(2))) != nil { isClaimed.withLock { $0 = true } }
        usleep(2000)
      }
      return false
    }
    try site.settle(gateway) { _ in try site.states().count == 2 }
    #expect(isClaimed.withLock { $0 })
    #expect(try site.states() == [.delivered, .delivered])
  }

  @Test func aReadingThatCameBackIsNotCountedTwice() throws {
    let site = try TestSite()
    try drop(0..<1, into: site)
    let gateway = try site.start()
    let records = try site.receive(gateway, named: "op-100.xml")
    // What follows cannot be written, again and again: the file did nothing to deserve it.
    for _ in 0..<5 {
      #expect(try gateway.read(records).items.map(\.verdict) == [.good])
      #expect(try site.ledger().interchange(records[0].id)?.attempts == 1)
    }
  }

  @Test func aLargeFileIsCountedUntilItsEnd() throws {
    let site = try TestSite()
    let postings = (1...40).map { Messages.Posting(record: "00000\($0 + 10000)", order: "OP\($0)") }
    try site.drop(Messages.postings(postings), as: "grande.txt", into: "trimpaper")
    let gateway = try site.start {
      $0.keepsUpTo = 1000
      $0.batch = 7
    }
    var counted: Set<Int> = []
    gateway.observe = { status in
      guard let current = status.current, current.document > 0 else { return }
      counted.insert((try? site.ledger().interchange(current.id)?.attempts) ?? -1)
    }
    try site.settle(gateway) { _ in try site.ledger().unfinished().isEmpty && site.states().count == 40 }
    #expect(counted == [1])
    #expect(try site.ledger().interchange(InterchangeID(1))?.attempts == 0)
  }

  @Test func aMovedInboxIsClearedBefore() throws {
    let site = try TestSite()
    try drop(0..<3, into: site)
    let gateway = try site.start {
      $0.batch = 1
      $0.roundTime = .zero
    }
    try site.settle(gateway) { _ in try site.states().count == 1 }
    let work = site.path + "/protheus/inbox/.malote"
    #expect(try FileManager.default.contentsOfDirectory(atPath: work).count == 1)
    try FileManager.default.createDirectory(atPath: site.path + "/entrada", withIntermediateDirectories: false)
    try site.write(
      TestSite.configuration.replacingOccurrences(of: "protheus/inbox", with: "entrada"), to: "malote.yaml")
    try gateway.reload(Site.load(site.path))
    #expect(try FileManager.default.contentsOfDirectory(atPath: work).isEmpty)
  }
}
