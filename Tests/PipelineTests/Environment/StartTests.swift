import Filesystem
import Foundation
import Testing

@testable import Pipeline
@testable import Traceability

/// A start in the middle of an outage: the service waits for its end, as it would have done had it been running.
@Suite struct StartTests {
  @Test func aLedgerThatIsBusyAtStartIsWaitedFor() throws {
    let site = try TestSite()
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    let end = try Outage.ledgerBusy.begin(site)
    let running = try Running(site) { $0.busySeconds = 0.05 }
    try expectPatience(running)
    #expect(running.book.alerts.count == 1, "\(running.book.lines)")
    #expect(try site.names(in: "protheus/inbox") == ["a.xml"])
    try end()
    try expectWork(running, site)
  }

  @Test(arguments: ["archive", "error"]) func aFolderThatIsNotThereAtStartIsWaitedFor(_ folder: String) throws {
    let site = try TestSite()
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    let path = site.path + "/" + folder
    #expect(rename(path, path + ".fora") == 0)
    let running = try Running(site)
    try expectPatience(running)
    #expect(running.book.alerts.count == 1, "\(running.book.lines)")
    #expect(rename(path + ".fora", path) == 0)
    try expectWork(running, site)
  }

  @Test func aRunThatIsToEndDoesNotWait() throws {
    let site = try TestSite()
    let end = try Outage.ledgerBusy.begin(site)
    let running = try Running(site, once: true) { $0.busySeconds = 0.05 }
    try running.wait("the end") { running.result != nil }
    #expect(throws: LedgerError.self) { try running.result?.get() }
    try end()
  }

  @Test func aServiceThatIsToldToStopWhileItWaitsStops() throws {
    let site = try TestSite()
    let end = try Outage.ledgerBusy.begin(site)
    let running = try Running(site) { $0.busySeconds = 0.05 }
    try running.wait("an alert") { !running.book.alerts.isEmpty }
    _ = try running.stop()
    try end()
  }

  private func expectPatience(_ running: Running) throws {
    try running.wait("an alert") { !running.book.alerts.isEmpty }
    usleep(300_000)
    #expect(running.result == nil)
  }

  private func expectWork(_ running: Running, _ site: TestSite) throws {
    try running.wait("the work of the day") { try site.ledger().balance().documents == [.delivered: 1] }
    #expect(try running.stop() == .clean(running.status))
    try site.expectOrder(errors: 1)
  }
}
