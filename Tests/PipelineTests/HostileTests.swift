import EDIModel
import Filesystem
import Foundation
import Testing
import Traceability

@testable import Pipeline

/// Whatever is dropped, the good file behind it goes through.
@Suite struct HostileTests {
  @Test func nothingStopsTheGoodFileBehindIt() throws {
    let site = try TestSite()
    let inbox = site.path + "/protheus/inbox/"
    let attributes = (0..<200_000).map { "a\($0)=\"1\"" }.joined(separator: " ")
    try site.drop("<TOTVSMessage \(attributes)/>", as: "atributos.xml", into: "protheus")
    try site.drop(
      "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><TOTVSMessage>&e;</TOTVSMessage>", as: "entidade.xml",
      into: "protheus")
    try site.drop(String(repeating: "<a>", count: 100_000), as: "fundo.xml", into: "protheus")
    try site.drop([0x00, 0xFF, 0xFE] + Array(Messages.order().utf8), as: "nulo.xml", into: "protheus")
    try site.drop([], as: "vazio.xml", into: "protheus")
    #expect(mkfifo(inbox + "fifo.xml", 0o600) == 0)
    #expect(symlink("/etc/passwd", inbox + "link.xml") == 0)
    #expect(mkdir(inbox + "pasta.xml", 0o700) == 0)
    let sparse = open(inbox + "esparso.xml", O_CREAT | O_WRONLY, 0o600)
    #expect(ftruncate(sparse, 1 << 40) == 0)
    close(sparse)
    try site.drop(Messages.order(), as: "zzz-bom.xml", into: "protheus")
    let before = Monotonic.now()
    let gateway = try site.start()
    try site.settle(gateway) { _ in
      try site.ledger().balance().total >= 7
    }
    #expect(Monotonic.now() - before < .seconds(9))
    #expect(try site.names(in: "trimpaper/outbox").count == 1)
    let reports = try site.names(in: "error").filter { $0.hasSuffix(".erro.json") }
    let codes = try reports.map { try site.text(of: "error/" + $0) }
    for code in ["xml.doctype", "file.empty", "file.too-large"] {
      #expect(codes.contains { $0.contains(code) }, "\(code)")
    }
    #expect(try site.names(in: "protheus/inbox") == ["fifo.xml", "link.xml", "pasta.xml"])
  }

  @Test func namesAreBytes() throws {
    let site = try TestSite()
    let inbox = Array((site.path + "/protheus/inbox/").utf8)
    for (index, name) in [Array("jo".utf8) + [0xE3] + Array("o.xml".utf8), Array("a\nb.xml".utf8)].enumerated() {
      let path = (inbox + name + [0]).map { CChar(bitPattern: $0) }
      let file = open(path, O_CREAT | O_WRONLY, 0o600)
      let message = Array(Messages.order("N\(index)").utf8)
      #expect(write(file, message, message.count) == message.count)
      close(file)
    }
    try site.work()
    #expect(try site.states() == [.delivered, .delivered])
  }

  @Test func halfAFileIsNeverTaken() throws {
    let site = try TestSite()
    let message = Array(Messages.order().utf8)
    let path = site.path + "/protheus/inbox/devagar.xml"
    let file = open(path, O_CREAT | O_WRONLY, 0o600)
    #expect(write(file, message, 900) == 900)
    close(file)
    let gateway = try site.start()
    for _ in 0..<12 {
      _ = try gateway.round()
      usleep(10_000)
    }
    #expect(try site.names(in: "protheus/inbox") == ["devagar.xml"])
    let again = open(path, O_WRONLY | O_APPEND)
    #expect(write(again, Array(message[900...]), message.count - 900) == message.count - 900)
    close(again)
    try site.settle(gateway) { _ in try !site.names(in: "trimpaper/outbox").isEmpty }
    #expect(try site.states() == [.delivered])
  }

  @Test func halfAFileThatNobodyFinishesIsRejectedAsIncomplete() throws {
    let site = try TestSite()
    let file = open(site.path + "/protheus/inbox/meio.xml", O_CREAT | O_WRONLY, 0o600)
    #expect(write(file, Array(Messages.order().utf8), 900) == 900)
    close(file)
    let gateway = try site.start()
    try site.settle(gateway) { _ in try site.ledger().balance().total == 1 }
    #expect(try site.states() == [.rejected])
    let report = try site.names(in: "error").first { $0.hasSuffix(".erro.json") }
    #expect(try site.text(of: "error/" + #require(report)).contains("file.incomplete"))
  }

  @Test func aFileThatStopsTheProcessIsSetAsideAfterTheThirdTime() throws {
    let site = try TestSite()
    try site.drop(Messages.order("VENENO"), as: "veneno.xml", into: "protheus")
    try site.drop(Messages.order("BOM"), as: "bom.xml", into: "protheus")
    // What a process that dies three times while it reads leaves behind: the attempts are counted, nothing else.
    do {
      let gateway = try site.start()
      let received = try site.receive(gateway, named: "veneno.xml")
      #expect(received.count == 1)
      for _ in 0..<3 { _ = try gateway.ledger.beginReading(received.map(\.id)) }
    }
    try site.work()
    let documents = try site.ledger().list(LedgerFilter())
    #expect(documents.map(\.state).sorted { $0.rawValue < $1.rawValue } == [.delivered, .rejected])
    let report = try site.names(in: "error").first { $0.hasSuffix(".erro.json") }
    #expect(try site.text(of: "error/" + #require(report)).contains("file.crashed-reader"))
  }
  @Test func aFileThatWasSetAsideIsNotReadAfterAStopEither() throws {
    let site = try TestSite()
    try site.drop(Messages.order("VENENO"), as: "veneno.xml", into: "protheus")
    // Set aside, and stopped between the ledger's verdict and the report.
    do {
      let gateway = try site.start()
      let received = try site.receive(gateway, named: "veneno.xml")
      for _ in 0..<3 { _ = try gateway.ledger.beginReading(received.map(\.id)) }
      let batch = try gateway.read(received)
      _ = try gateway.register(batch.items, interchanges: received.map(\.id))
    }
    try site.work()
    let document = try #require(try site.ledger().list(LedgerFilter()).first)
    #expect(document.state == .rejected)
    let report = try site.text(of: "error/M-0000001_veneno.xml.erro.json")
    #expect(report.contains("file.crashed-reader"))
  }
}
