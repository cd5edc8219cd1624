import EDIModel
import Filesystem
import Foundation
import Testing
import Traceability
import Transports

@testable import Pipeline

/// What an inbox does behind the gateway's back.
@Suite struct InboxEventTests {
  /// The listing comes once an hour: only the word that events were lost can bring it forward.
  @Test func filesWhoseEventsWereLostAreFound() throws {
    let site = try TestSite(
      configuration: TestSite.configuration.replacingOccurrences(of: "quiet: 20ms", with: "quiet: 20ms\n    rescan: 1h")
    )
    let gateway = try site.start()
    try site.settle(gateway)
    try overflow(site.path + "/protheus/inbox")
    for number in 1...3 { try site.drop(Messages.order("A\(number)"), as: "\(number).xml", into: "protheus") }
    try site.settle(gateway) { _ in try site.names(in: "trimpaper/outbox").count == 3 }
    #expect(try site.states() == [.delivered, .delivered, .delivered])
  }

  /// Makes more events than the kernel keeps for one reader: two names in turn, for equal ones are kept as one.
  private func overflow(_ inbox: String) throws {
    let most = try String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
    let count = try #require(Int(most.trimmingCharacters(in: .whitespacesAndNewlines)))
    let files = [".um", ".dois"].map { creat(inbox + "/" + $0, 0o600) }
    defer { for file in files { close(file) } }
    for number in 0...count { #expect(write(files[number % 2], "x", 1) == 1) }
  }

  @Test func aFileThatIsGoneBeforeItIsTakenHoldsNobody() throws {
    let site = try TestSite()
    for number in 1...3 { try site.drop(Messages.order("A\(number)"), as: "\(number).xml", into: "protheus") }
    let book = LogBook()
    let gateway = try Gateway(site: Site.load(site.path), logger: book.logger, actor: "teste")
    let route = try #require(gateway.routes.first { $0.system == "protheus" })
    let limit = Monotonic.now() + .seconds(10)
    var found: [String: Int] = [:]
    while found.count < 3, .now() < limit {
      let look = try gateway.look(into: route, now: .now(), limit: 8)
      for (place, candidate) in look.candidates.enumerated() {
        found[String(decoding: candidate.name, as: UTF8.self)] = place
      }
      guard found.count == 3 else { continue }
      // Seen, judged, and gone the moment after.
      #expect(unlink(site.path + "/protheus/inbox/2.xml") == 0)
      let claimed = try gateway.claim(look.candidates, from: route)
      #expect(try gateway.ledger.unfinished().count == 2, "the third has come to its end at once")
      #expect(
        claimed.map(\.name).sorted { $0.lexicographicallyPrecedes($1) } == [Array("1.xml".utf8), Array("3.xml".utf8)])
    }
    try gateway.recover()
    #expect(try site.states() == [.delivered, .delivered])
    let records = try (1...3).compactMap { try site.ledger().interchange(InterchangeID($0)) }
    #expect(records.filter { $0.state == .vanished }.map(\.name) == [Array("2.xml".utf8)])
    #expect(records.count { $0.state == .done } == 2)
    #expect(book.alerts.isEmpty)
    #expect(try site.ledger().audit().isClean)
  }
}
