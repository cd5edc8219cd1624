import EDIModel
import Filesystem
import Foundation
import Testing
import Traceability

@testable import Pipeline

/// A site that works, is struck by an outage, and comes back: what an operator sees, and what has become of the files.
struct Trial {
  let outage: Outage
  let site: TestSite
  let running: Running
  /// How long the outage lasts.
  static let span = Duration.milliseconds(700)

  init(_ outage: Outage) throws {
    self.outage = outage
    site = try TestSite(configuration: Self.configuration(for: outage))
    if Outage.ofRights.contains(outage) { try Machine.becomeNobody(owning: site.path) }
    try outage.prepare(site)
    running = try Running(site) { $0.busySeconds = 0.05 }
  }

  /// A listing once an hour: what is found in time was told by an event, or looked for after the outage. An inbox that
  /// may not be listed is noticed by a listing only.
  private static func configuration(for outage: Outage) -> String {
    let rescan = outage == .inboxForbidden ? "100ms" : "1h"
    return TestSite.configuration.replacingOccurrences(of: "quiet: 20ms", with: "quiet: 20ms\n    rescan: \(rescan)")
  }

  /// What fails is an issue; an error that left the process would only end it without a word.
  static func run(_ outage: Outage) {
    do {
      let trial = try Trial(outage)
      defer { try? Machine.unmountAll(below: trial.site.path) }
      try trial.run()
    } catch { Issue.record(error) }
  }

  private func run() throws {
    try warmUp()
    // Whatever is needed to drop a file is had before.
    let order = Messages.order("B1", quantity: isOfErrors ? "doze" : "12500", stamp: "2026-08-27T12:00:09")
    try site.write(order, to: "protheus/inbox/b.xml.tmp")
    try site.write(
      Messages.postings([Messages.Posting(record: "0000000002")], sequence: 2), to: "trimpaper/inbox/b.txt.tmp")
    try site.write("", to: "protheus/inbox/.um")
    running.book.forget()
    let end = try outage.begin(site)
    if outage.letsFilesIn { try arrive("b.xml", in: "protheus") }
    try arrive("b.txt", in: "trimpaper")
    try expectOneAlertAndNoHaste()
    if outage.sparesOthers { try running.wait("the other direction") { try names("protheus/outbox") == 2 } }
    if outage != .noDescriptors { try expectKept(order) }
    try end()
    if !outage.letsFilesIn { try arrive("b.xml", in: "protheus") }
    try expectAllIsWell()
  }

  private var isOfErrors: Bool { outage.folder == "error" }

  private func warmUp() throws {
    try site.drop(Messages.order("A1", stamp: "2026-08-27T12:00:01"), as: "a.xml", into: "protheus")
    try site.drop(Messages.postings([Messages.Posting()]), as: "a.txt", into: "trimpaper")
    try running.wait("a working site") {
      try names("trimpaper/outbox") == 1 && names("protheus/outbox") == 1
        && FileManager.default.contentsOfDirectory(atPath: site.path + "/protheus/inbox/.malote").isEmpty
    }
  }

  private func arrive(_ name: String, in system: String) throws {
    let folder = system == "protheus" ? inbox : site.path + "/trimpaper/inbox"
    try Machine.check(rename(folder + "/" + name + ".tmp", folder + "/" + name))
  }

  /// The inbox that is struck; where it can be written to only from elsewhere, it is.
  private var inbox: String {
    outage == .inboxReadOnly || outage == .inboxUnmounted ? site.onVolume : site.path + "/protheus/inbox"
  }

  private func names(_ folder: String) throws -> Int { try site.names(in: folder).count }

  private func expectOneAlertAndNoHaste() throws {
    let (rounds, time) = (running.rounds, computed())
    // At once where something arrives, else at the next look.
    try running.wait("a word of it", seconds: 5) { !running.book.alerts.isEmpty }
    usleep(UInt32(Self.span / .microseconds(2)))
    // Something stirs in an inbox that may rest: whoever listened to it and did not look would be woken for ever.
    _ = rename(inbox + "/.um", inbox + "/.dois")
    usleep(UInt32(Self.span / .microseconds(2)))
    let alerts = running.book.alerts
    #expect(alerts.count == 1, "\(running.book.lines)")
    #expect(alerts.first?.event == "step.failed")
    // 20, 40, 80, 160, 320 ms, and what the other direction needs.
    #expect(running.rounds - rounds < 30, "\(running.rounds - rounds) rounds")
    #expect(Machine.isSanitized || computed() - time < .milliseconds(350), "\(computed() - time) computed")
    print("\(outage): \(running.rounds - rounds) rounds, \(computed() - time) computed within \(Self.span)")
  }

  /// The bytes of a file that was dropped stand somewhere where they are safe.
  private func expectKept(_ text: String) throws {
    // What did not fit is not left to fill the volume further.
    let struck = (try? FileManager.default.subpathsOfDirectory(atPath: site.onVolume)) ?? []
    #expect(struck.allSatisfy { !$0.hasSuffix(".part") && !$0.hasSuffix(".erro.json.tmp") })
    let places = ["protheus/inbox", "protheus/inbox/.malote", "archive", "volume/pasta"]
    let manager = FileManager.default
    let isKept = places.contains { place in
      let folder = site.path + "/" + place
      let names = (try? manager.subpathsOfDirectory(atPath: folder)) ?? []
      return names.contains { manager.contents(atPath: folder + "/" + $0) == Data(text.utf8) }
    }
    #expect(isKept || outage == .inboxForbidden || outage == .inboxGone)
  }

  private func expectAllIsWell() throws {
    let expected: [DocumentState] = [.delivered, .delivered, .delivered, isOfErrors ? .rejected : .delivered]
    try running.wait("the end of what waited") {
      let states = try site.states()
      return states.count == 4 && states.allSatisfy { $0 != .waiting } && running.status.closedOutboxes.isEmpty
    }
    // The claimed copies go last: a stop may come before.
    try running.wait("empty work areas") { try ["protheus", "trimpaper"].allSatisfy(site.hasNoClaims) }
    try running.wait("a word that it is over") { running.book.lines.contains { $0.event == outage.recovery } }
    let end = try running.stop()
    if case .waiting = end { Issue.record("something still waits") }
    #expect(try site.states().sorted { $0.rawValue < $1.rawValue } == expected)
    #expect(running.book.alerts.count == 1, "\(running.book.lines)")
    try site.expectOrder(errors: isOfErrors ? 4 : 1)
  }
}

extension TestSite {
  /// Whether a system's work area is empty; it is made when the first file is taken.
  func hasNoClaims(of system: String) throws -> Bool {
    let area = path + "/" + system + "/inbox/.malote"
    guard FileManager.default.fileExists(atPath: area) else { return true }
    return try FileManager.default.contentsOfDirectory(atPath: area).isEmpty
  }

  /// Nothing waits, nothing was left behind, every output stands there as the ledger has it.
  func expectOrder(errors: Int) throws {
    let manager = FileManager.default
    for system in ["protheus", "trimpaper"] {
      #expect(try names(in: system + "/inbox").isEmpty)
      #expect(try hasNoClaims(of: system))
      #expect(
        try manager.contentsOfDirectory(atPath: path + "/" + system + "/outbox").allSatisfy { !$0.hasSuffix(".part") })
    }
    #expect(try names(in: "error").count == errors)
    for document in try ledger().list(LedgerFilter()) where document.state == .delivered {
      let output = try #require(document.output)
      let name = String(decoding: output.name, as: UTF8.self)
      #expect(try Gateway.sha256(of: bytes(of: output.system + "/outbox/" + name)) == output.sha256)
    }
    #expect(try ledger().unfinished().isEmpty)
    #expect(try ledger().audit().isClean)
  }
}
