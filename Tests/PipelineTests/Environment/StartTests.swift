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

  @Test(.enabled(if: Machine.canMount, Machine.cannotMount), arguments: [false, true], [false, true])
  func aLedgerThatHasNoRoomAtStartIsWaitedFor(files: Bool, isNew: Bool) async {
    await #expect(processExitsWith: .success) { [files = files as Bool, isNew = isNew as Bool] in
      do {
        let site = try TestSite()
        defer { try? Machine.unmountAll(below: site.path) }
        try Outage.ledgerFull.prepare(site)
        if !isNew { try site.work() }
        try site.drop(Messages.order(), as: "a.xml", into: "protheus")
        try Machine.fill(site.volume, as: ".cheio", files: files)
        let running = try Running(site)
        try StartTests().expectPatience(running)
        try FileManager.default.removeItem(atPath: site.volume + "/.cheio")
        try StartTests().expectWork(running, site)
        #expect(running.book.alerts.count == 1, "\(running.book.lines)")
      } catch { Issue.record(error) }
    }
  }

  private func expectPatience(_ running: Running) throws {
    try running.wait("an alert") { !running.book.alerts.isEmpty }
    usleep(300_000)
    #expect(running.result == nil)
  }

  private func expectWork(_ running: Running, _ site: TestSite) throws {
    try running.wait("the work of the day") {
      // There may be no ledger yet.
      (try? site.ledger().balance().documents) == [.delivered: 1]
    }
    #expect(try running.stop() == .clean(running.status))
    try site.expectOrder(errors: 1)
  }
}
