import EDIModel
import Filesystem
import Foundation
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
}
