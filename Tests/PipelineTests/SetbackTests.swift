import EDIModel
import Filesystem
import Foundation
import Testing
import Traceability
import Transports

@testable import Pipeline

/// What fails for one file, folder or document holds that one, and nothing beside it.
@Suite struct SetbackTests {
  private static let name = "trimpaper/outbox/PRODUCTIONORDER_20260827120001_A0012301001.txt"

  @Test func aDestinationThatIsAwayIsNoCrashOfTheReader() throws {
    let site = try TestSite()
    let outbox = site.path + "/protheus/outbox"
    try FileManager.default.removeItem(atPath: outbox)
    let postings = (1...20).map { Messages.Posting(record: "00000\($0 + 10000)", order: "OP\($0)") }
    try site.drop(Messages.postings(postings), as: "grande.txt", into: "trimpaper")
    let gateway = try site.start {
      $0.keepsUpTo = 1000
      $0.batch = 7
      $0.retryDelay = .milliseconds(1)
    }
    try site.settle(gateway) { _ in try !site.states().isEmpty }
    for _ in 1...6 { try gateway.resume() }
    try FileManager.default.createDirectory(atPath: outbox, withIntermediateDirectories: false)
    try gateway.resume()
    #expect(try site.states() == Array(repeating: .delivered, count: 20))
    #expect(try site.names(in: "protheus/outbox").count == 20)
  }

  @Test func aDestinationThatIsAwayDoesNotHoldFilesForAnother() throws {
    let site = try TestSite()
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    try site.drop(Messages.postings([Messages.Posting(order: "OUTRA")]), as: "b.txt", into: "trimpaper")
    let gateway = try site.start()
    #expect(try site.receive(gateway, named: "a.xml").count == 1)
    #expect(try site.receive(gateway, named: "b.txt").count == 1)
    try FileManager.default.removeItem(atPath: site.path + "/trimpaper/outbox")
    try gateway.resume()
    #expect(try site.names(in: "protheus/outbox").count == 1)
    #expect(try site.states() == [.waiting, .delivered])
    // The events of an inbox that is not looked into would wake the gateway again and again.
    #expect(gateway.eventDescriptors.count == gateway.routes.count - 1)
  }

  @Test func aMissingErrorFolderHoldsOnlyWhatIsRejected() throws {
    let site = try TestSite()
    try site.drop(Messages.order("B1", quantity: "doze"), as: "a.xml", into: "protheus")
    try site.drop(Messages.order(), as: "b.xml", into: "protheus")
    let gateway = try site.start()
    try FileManager.default.removeItem(atPath: site.path + "/error")
    try site.settle(gateway) { _ in try !site.names(in: "trimpaper/outbox").isEmpty }
    try FileManager.default.createDirectory(atPath: site.path + "/error", withIntermediateDirectories: false)
    try site.settle(gateway) { _ in try site.names(in: "error").count == 4 }
    #expect(try site.names(in: "error").count == 4)
    #expect(try site.ledger().unfinished().isEmpty)
  }

  @Test func anInboxFromWhichNothingCanBeTakenRests() throws {
    let site = try TestSite()
    try site.write("", to: "protheus/inbox/.malote")
    for number in 1...3 { try site.drop(Messages.order("A\(number)"), as: "\(number).xml", into: "protheus") }
    let gateway = try site.start {
      $0.batch = 1
      $0.retryDelay = .seconds(60)
    }
    for _ in 1...20 {
      let outcome = try gateway.round()
      #expect(!outcome.hasMore || gateway.resting.isEmpty)
      usleep(5000)
    }
    #expect(gateway.resting == ["protheus"])
    #expect(try !gateway.round().didWork)
    #expect(gateway.end() == .waiting(gateway.status))
  }

  @Test func aFolderThatHasTheNameOfAnOutputIsAConflictOfThatOne() throws {
    let site = try TestSite()
    try FileManager.default.createDirectory(
      atPath: site.path + "/" + Self.name, withIntermediateDirectories: false)
    try site.drop(Messages.order(stamp: "2026-08-27T12:00:01"), as: "a.xml", into: "protheus")
    let gateway = try site.start()
    try site.settle(gateway) { _ in try site.states() == [.waiting] }
    try site.drop(Messages.order("OUTRA"), as: "b.xml", into: "protheus")
    try site.settle(gateway) { _ in try site.states() == [.waiting, .delivered] }
    #expect(try site.states() == [.waiting, .delivered])
    #expect(gateway.status.closedOutboxes.isEmpty)
  }

  @Test func whatIsReadAfterAStopGoesBehindWhatStoodReady() throws {
    let site = try TestSite()
    try site.write("de outro", to: Self.name)
    var gateway: Gateway? = try site.start()
    for number in 1...2 {
      try site.drop(
        Messages.order(quantity: "\(number)", stamp: "2026-08-27T12:00:0\(number)"), as: "\(number).xml",
        into: "protheus")
      let received = try site.receive(#require(gateway), named: "\(number).xml")
      #expect(received.count == 1)
      if number == 1 {
        let batch = try #require(gateway).read(received)
        #expect(try #require(gateway).finish(batch.items, whole: [], interchanges: batch.interchanges).isEmpty)
      }
    }
    gateway = nil
    try site.work()
    #expect(try site.states() == [.waiting, .waiting])
  }

  @Test func anInboxThatNobodyCanLookIntoIsWaitedFor() throws {
    let site = try TestSite()
    try FileManager.default.removeItem(atPath: site.path + "/protheus/inbox")
    let gateway = try site.start()
    try site.settle(gateway)
    #expect(gateway.end() == .waiting(gateway.status))
  }

  @Test func aClaimedFileThatIsBackGoesOn() throws {
    let site = try TestSite()
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    let away = site.path + "/fora"
    let work = site.path + "/protheus/inbox/.malote"
    do {
      let gateway = try site.start()
      let route = try #require(gateway.routes.first { $0.system == "protheus" })
      var found: [Candidate] = []
      while found.isEmpty { found = try gateway.look(into: route, now: .now(), limit: 4).candidates }
      #expect(try gateway.claim(found, from: route).count == 1)
    }
    // The share is not mounted at this start.
    try FileManager.default.moveItem(atPath: work, toPath: away)
    try site.work()
    #expect(try site.ledger().interchange(InterchangeID(1))?.state == .vanished)
    try FileManager.default.moveItem(atPath: away, toPath: work)
    try site.work()
    #expect(try site.states() == [.delivered])
    #expect(try site.ledger().audit().isClean)
  }
}
