import EDIModel
import Filesystem
import Foundation
import Testing
import Traceability
import Transports

@testable import Pipeline

/// A stop with more unfinished files than one page of the ledger holds, in every state that a stop can leave.
@Suite struct LongBacklogTests {
  private static let counts = (converted: 50, received: 1005, claimed: 50)

  @Test func moreThanAThousandUnfinishedFilesAreTakenOn() throws {
    let site = try TestSite()
    let all = Self.counts.converted + Self.counts.received + Self.counts.claimed
    for number in 1...all {
      try site.drop(Messages.order("OP\(number)"), as: "\(number).xml", into: "protheus")
    }
    do {
      let gateway = try Gateway(site: Site.load(site.path), logger: LogBook().logger, actor: "teste")
      try leave(all, in: gateway)
      #expect(try gateway.ledger.unfinished().count == 1000, "one page is full")
      // The claims stand on the second page.
      try site.write(
        TestSite.configuration.replacingOccurrences(of: "protheus/inbox", with: "protheus/entrada"), to: "malote.yaml")
      #expect(throws: GatewayError.self) { try gateway.reload(Site.load(site.path)) }
      try site.write(TestSite.configuration, to: "malote.yaml")
    }
    let gateway = try site.start()
    #expect(try gateway.ledger.unfinished().isEmpty)
    #expect(try site.names(in: "trimpaper/outbox").count == all)
    #expect(try site.ledger().balance().documents[.delivered] == all)
    #expect(try site.ledger().audit().isClean)
  }

  /// Takes files as far as they are to get, oldest first: one page never holds all of them.
  private func leave(_ all: Int, in gateway: Gateway) throws {
    let route = try #require(gateway.routes.first { $0.system == "protheus" })
    var taken = 0
    let limit = Monotonic.now() + .seconds(60)
    while taken < all, .now() < limit {
      let room = [Self.counts.converted - taken, all - Self.counts.claimed - taken, all - taken].first { $0 > 0 } ?? 0
      let found = try gateway.look(into: route, now: .now(), limit: min(room, 256)).candidates
      guard !found.isEmpty else { continue }
      let claimed = try gateway.claim(found, from: route)
      taken += claimed.count
      guard taken <= all - Self.counts.claimed else { continue }
      let received = try gateway.archive(claimed, from: route)
      guard taken <= Self.counts.converted else { continue }
      let batch = try gateway.read(received)
      #expect(try gateway.finish(batch.items, whole: batch.whole, interchanges: batch.interchanges).isEmpty)
    }
    try gateway.releaseReadings()
    #expect(taken == all)
  }
}
