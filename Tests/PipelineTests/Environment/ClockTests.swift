import Filesystem
import Foundation
import Testing
import Traceability

@testable import Pipeline

/// The machine's clock may be set by anybody at any time; stamps are for people.
@Suite struct ClockTests {
  /// A clock of the test's own.
  private final class Clock: Sendable {
    private let seconds = Lock<Int64>(1_787_832_000)

    func step(by change: Int64) { seconds.withLock { $0 += change } }

    func now() -> String { UTC.stamp(seconds: seconds.withLock { $0 }, milliseconds: 0) }
  }

  @Test(arguments: [-400 * 86_400, 3650 * 86_400] as [Int64]) func aClockThatIsSteppedChangesNothing(by change: Int64)
    throws
  {
    let site = try TestSite()
    let clock = Clock()
    let outbox = site.path + "/trimpaper/outbox"
    try site.drop(Messages.order("A1", quantity: "1", stamp: "2026-08-27T12:00:01"), as: "1.xml", into: "protheus")
    do {
      let gateway = try site.start {
        $0.clock = clock.now
        $0.batch = 1
      }
      try site.settle(gateway) { _ in try site.states() == [.delivered] }
      // One is on its way while the clock is stepped, and one is dropped after.
      try site.drop(Messages.order("A1", quantity: "2", stamp: "2026-08-27T12:00:02"), as: "2.xml", into: "protheus")
      #expect(try site.receive(gateway, named: "2.xml").count == 1)
      #expect(rename(outbox, outbox + ".fora") == 0)
      clock.step(by: change)
      try site.drop(Messages.order("A1", quantity: "3", stamp: "2026-08-27T12:00:03"), as: "3.xml", into: "protheus")
      #expect(try site.receive(gateway, named: "3.xml").count == 1)
      try gateway.resume()
      #expect(try site.states() == [.delivered, .waiting, .waiting])
    }
    // A stop and a start with a clock that is back where it was.
    clock.step(by: -change)
    let gateway = try site.start { $0.clock = clock.now }
    #expect(rename(outbox + ".fora", outbox) == 0)
    try site.settle(gateway) { _ in try site.states().allSatisfy { $0 == .delivered } }
    #expect(try site.states() == [.delivered, .delivered, .delivered])
    try expectOrderOfAcceptance(site)
    #expect(try site.ledger().audit().isClean)
    #expect(
      try site.names(in: "archive").count == 2, "each original stands under the day that its claim was stamped with")
  }

  /// The versions of an order were handed over in the order in which they came, whatever the stamps say.
  private func expectOrderOfAcceptance(_ site: TestSite) throws {
    let numbers = try site.ledger().list(LedgerFilter()).sorted { $0.id < $1.id }.map(\.fileNumber)
    #expect(numbers == [1, 2, 3])
    let stamps = try site.ledger().list(LedgerFilter()).sorted { $0.id < $1.id }.map(\.entry.stamp)
    #expect(stamps == ["20260827120001", "20260827120002", "20260827120003"])
  }
}
