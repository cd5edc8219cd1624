import EDIModel
import Filesystem
import Foundation
import Testing
import Traceability

@testable import Pipeline

/// A new configuration that is put in force at the worst moment.
@Suite struct ReloadTests {
  @Test func aReloadThatWouldLoseAClaimIsRefused() throws {
    let site = try TestSite()
    let running = try Running(site)
    try running.wait("a start") { running.rounds > 0 }
    // A file that is claimed and cannot be archived just now.
    #expect(rename(site.path + "/archive", site.path + "/fora") == 0)
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    try running.wait("a claim") { try site.ledger().unfinished().map(\.state) == [.claiming] }
    try FileManager.default.createDirectory(atPath: site.path + "/entrada", withIntermediateDirectories: false)
    try site.write(
      TestSite.configuration.replacingOccurrences(of: "protheus/inbox", with: "entrada"), to: "malote.yaml")
    running.service.reload()
    try running.wait("a refusal") { running.book.lines.contains { $0.event == "configuration.refused" } }
    #expect(rename(site.path + "/fora", site.path + "/archive") == 0)
    try running.wait("the file of the old inbox") { try site.states() == [.delivered] }
    // Now nothing stands in its way.
    running.service.reload()
    try running.wait("the new configuration") { running.book.lines.contains { $0.event == "configuration.reloaded" } }
    let order = Messages.order("B1")
    try site.write(order, to: "entrada/b.xml.tmp")
    #expect(rename(site.path + "/entrada/b.xml.tmp", site.path + "/entrada/b.xml") == 0)
    try running.wait("a file of the new inbox") { try site.states() == [.delivered, .delivered] }
    _ = try running.stop()
  }

  @Test func aReloadDuringALargeFileComesAfterIt() throws {
    let site = try TestSite()
    let count = 150
    let postings = (1...count).map { Messages.Posting(record: "00000\($0 + 10000)", order: "OP\($0)") }
    try FileManager.default.createDirectory(atPath: site.path + "/saida", withIntermediateDirectories: false)
    let running = try Running(site) {
      $0.keepsUpTo = 1000
      $0.batch = 7
    }
    try site.drop(Messages.postings(postings), as: "grande.txt", into: "trimpaper")
    try running.wait("the middle of a large file") { running.status.current.map { $0.document > 20 } ?? false }
    try site.write(
      TestSite.configuration.replacingOccurrences(of: "protheus/outbox", with: "saida"), to: "malote.yaml")
    running.service.reload()
    try running.wait("the new configuration") { running.book.lines.contains { $0.event == "configuration.reloaded" } }
    #expect(try site.states().isEmpty == false)
    // All of it went where its first document was to go, and what comes after goes elsewhere.
    #expect(try site.names(in: "protheus/outbox").count == count)
    try site.drop(
      Messages.postings([Messages.Posting(record: "0000000009", order: "OUTRA")], sequence: 2), as: "b.txt",
      into: "trimpaper")
    try running.wait("a file under the new configuration") { try site.names(in: "saida").count == 1 }
    try running.wait("its end") { try site.ledger().unfinished().isEmpty }
    _ = try running.stop()
    #expect(try site.names(in: "protheus/outbox").count == count)
    #expect(try site.ledger().balance().documents == [.delivered: count + 1])
    #expect(running.book.alerts.isEmpty)
    #expect(try site.ledger().audit().isClean)
  }
}
