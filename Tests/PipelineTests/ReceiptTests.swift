import EDIModel
import Foundation
import Testing
import Traceability

@testable import Pipeline

/// Who sends a file is told what became of it, whatever it was, once, in the format that it came in.
@Suite struct ReceiptTests {
  private static let moment = "2026-08-27T15:02:32.123Z"
  private static let response = "RESPONSE_20260827120232_M-0000001.R1.xml"
  private static let answer = "RETORNO_20260827120232_M-0000001.R1.txt"

  /// A site as `malote init` makes it, that answers; its clock stands still.
  private func site() throws -> TestSite {
    try TestSite(configuration: TestSite.configuration.replacing("without_receipt: [\"*\"]\n", with: ""))
  }

  private func work(_ site: TestSite, _ change: (inout Gateway.Settings) -> Void = { _ in }) throws {
    try site.work {
      $0.clock = { Self.moment }
      change(&$0)
    }
  }

  /// The lines of a text receipt that are of a kind, each without its blanks.
  private func lines(_ kind: String, of file: String, _ site: TestSite) throws -> [String] {
    try site.text(of: file).split(separator: "\r\n").filter { $0.hasPrefix(kind) }.map { line in
      line.dropFirst(8).split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }
  }

  @Test func anOrderIsAnsweredInXML() throws {
    let site = try site()
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    try work(site)
    #expect(try site.names(in: "protheus/outbox") == [Self.response])
    let text = try site.text(of: "protheus/outbox/" + Self.response)
    for part in [
      "<Type>Response</Type><Transaction>ProductionOrder</Transaction>", "<SentBy>PROTHEUS</SentBy><UUID>1</UUID>",
      "<ProcessedOn>2026-08-27T12:02:32</ProcessedOn><Status>OK</Status></ProcessingInformation>",
      "<Name>PRODUCTIONORDERINTERNALID</Name><Origin>01|010004|A0012301001</Origin>"
        + "<Destination>M-0000001.1</Destination>",
    ] { #expect(text.contains(part), "\(part) in \(text)") }
    #expect(try site.names(in: "trimpaper/outbox").count == 1)
    #expect(try site.states() == [.delivered])
    #expect(try site.ledger().document(#require(DocumentID("M-1.R1")))?.state == .delivered)
    #expect(try site.ledger().audit().isClean)
  }

  @Test func aRepetitionIsNoError() throws {
    let site = try site()
    for name in ["a.xml", "b.xml"] {
      try site.drop(Messages.order(), as: name, into: "protheus")
      try work(site)
    }
    let text = try site.text(of: "protheus/outbox/" + Self.response.replacing("M-0000001", with: "M-0000002"))
    #expect(text.contains("<Status>OK</Status>"))
    #expect(text.contains("<Message type=\"WARNING\" code=\"3\">"))
  }

  @Test func everyFindingIsAMessage() throws {
    let site = try site()
    try site.drop(Messages.order().replacing("<Quantity>", with: "<Quantity>x"), as: "a.xml", into: "protheus")
    try work(site)
    let text = try site.text(of: "protheus/outbox/" + Self.response)
    #expect(text.contains("<Status>ERROR</Status>"))
    #expect(text.contains("<Message type=\"ERROR\" code=\"1\">") && text.contains("[field.not-a-number]"), "\(text)")
    #expect(!text.contains("<ReturnContent>"))
  }

  @Test func postingsAreAnsweredLineByLine() throws {
    let site = try site()
    let postings = ["0000010001", "0000010002", "0000010003"].map { Messages.Posting(record: $0) }
    let text = Messages.postings(postings).replacing("0000010002I", with: "0000010002Q")
    try site.drop(text, as: "b.txt", into: "trimpaper")
    try work(site)
    #expect(try site.names(in: "trimpaper/outbox") == [Self.answer])
    let file = "trimpaper/outbox/" + Self.answer
    let head = try #require(try lines("01", of: file, site).first)
    #expect(head.hasPrefix("RM-0000001.R1 202608271202321 AP b.txt"), "\(head)")
    let results = try lines("02", of: file, site)
    #expect(results.count == 3)
    #expect(results.first == "01|010004|0000010001 A M-0000001.1 APINTERNALID M-0000001.1")
    #expect(results.dropFirst().first?.hasPrefix("01|010004|0000010002 Rfield.not-in-list acao") == true, "\(results)")
    #expect(try lines("03", of: file, site).count == 1)
    #expect(try site.names(in: "protheus/outbox").count == 2)
  }

  @Test(arguments: [("protheus", "RESPONSE_"), ("trimpaper", "RETORNO_")])
  func whatNobodyKnowsIsAnsweredByNameAndHash(system: String, start: String) throws {
    let site = try site()
    try site.drop("isto não é nada", as: "não sei.dat", into: system)
    try work(site)
    let name = try #require(try site.names(in: system + "/outbox").first)
    #expect(name.hasPrefix(start))
    let bytes = try site.bytes(of: system + "/outbox/" + name)
    let text = String(decoding: bytes.map { $0 < 0x80 ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    #expect(text.contains("n?o sei.dat") || text.contains("n??o sei.dat"), "\(text)")
    #expect(text.contains("layout.unknown"))
  }

  /// A name is cut to the 80 characters of its field, and there a blank would be the last of them.
  @Test func whatIsTooLongIsCutWithoutABlankAtItsEnd() throws {
    let site = try site()
    let start = String(repeating: "n", count: 79)
    try site.drop("isto não é nada", as: start + " fim.dat", into: "protheus")
    try work(site)
    let text = try site.text(of: "protheus/outbox/" + Self.response)
    #expect(text.contains("<UUID>\(start)</UUID>"), "\(text)")
  }

  @Test func aLargeFileIsAnsweredGroupByGroup() throws {
    let site = try site()
    let postings = (1...20).map { Messages.Posting(record: "00000\($0 + 10000)", order: "OP\($0)") }
    try site.drop(Messages.postings(postings), as: "grande.txt", into: "trimpaper")
    try work(site) {
      $0.keepsUpTo = 1000
      $0.batch = 7
    }
    let names = [1, 8, 15].map { Self.answer.replacing("R1.", with: "R\($0).") }
    #expect(try site.names(in: "trimpaper/outbox") == names.sorted())
    #expect(try names.map { try lines("02", of: "trimpaper/outbox/" + $0, site).count } == [7, 7, 6])
    #expect(try site.states().allSatisfy { $0 == .delivered })
    #expect(try site.ledger().balance().total == 23)
  }

  @Test func aStopBeforeItIsWrittenChangesNothing() throws {
    let undisturbed = try site()
    try undisturbed.drop(Messages.order(), as: "a.xml", into: "protheus")
    try work(undisturbed)
    let site = try site()
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    do {
      let gateway = try site.start { $0.clock = { Self.moment } }
      let batch = try gateway.read(site.receive(gateway, named: "a.xml"))
      #expect(try gateway.register(batch.items, interchanges: batch.interchanges.map(\.id)).2.count == 1)
    }
    try work(site) { $0.clock = { "2026-08-27T18:00:00.000Z" } }
    #expect(try site.names(in: "protheus/outbox") == [Self.response])
    let file = "protheus/outbox/" + Self.response
    #expect(try site.bytes(of: file) == undisturbed.bytes(of: file))
  }

  @Test func whatIsSwitchedOffBetweenIsTakenBack() throws {
    let site = try site()
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    do {
      let gateway = try site.start()
      let batch = try gateway.read(site.receive(gateway, named: "a.xml"))
      _ = try gateway.register(batch.items, interchanges: batch.interchanges.map(\.id))
    }
    try site.write(TestSite.configuration, to: "malote.yaml")
    try site.work()
    #expect(try site.names(in: "protheus/outbox").isEmpty)
    #expect(try site.states() == [.delivered])
    #expect(try site.ledger().interchange(InterchangeID(1))?.state == .done)
  }

  @Test func aFlowCanGoWithout() throws {
    let site = try site()
    let configuration = TestSite.configuration.replacing("[\"*\"]", with: "[ordem-producao]")
    try site.write(configuration, to: "malote.yaml")
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    try site.drop(Messages.postings([Messages.Posting()]), as: "b.txt", into: "trimpaper")
    try site.work()
    #expect(try site.names(in: "protheus/outbox").allSatisfy { $0.hasPrefix("PRODUCTIONAPPOINTMENT") })
    #expect(try site.names(in: "trimpaper/outbox").count == 2)
  }

  @Test func aReceiptIsKeptAndNeverAnswered() throws {
    let site = try site()
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    try work(site)
    let receipt = try site.bytes(of: "protheus/outbox/" + Self.response)
    let others = Array(String(decoding: receipt, as: UTF8.self).replacing("12:02:32", with: "13:00:00").utf8)
    try site.drop(others, as: "resposta.xml", into: "protheus")
    try work(site)
    #expect(try site.names(in: "protheus/outbox") == [Self.response])
    #expect(try site.names(in: "trimpaper/outbox").count == 1)
    #expect(try site.states() == [.delivered, .consumed])
  }

  @Test func anOutboxThatIsAwayHoldsOnlyTheReceipt() throws {
    let site = try site()
    let outbox = site.path + "/protheus/outbox"
    try FileManager.default.removeItem(atPath: outbox)
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    let gateway = try site.start { $0.clock = { Self.moment } }
    try site.settle(gateway) { _ in try !site.ledger().list(LedgerFilter()).isEmpty }
    try FileManager.default.createDirectory(atPath: outbox, withIntermediateDirectories: false)
    try site.settle(gateway) { _ in try !site.names(in: "protheus/outbox").isEmpty }
    #expect(try site.names(in: "protheus/outbox") == [Self.response])
    #expect(try site.names(in: "trimpaper/outbox").count == 1)
  }

  @Test func aLostPartIsMadeAgain() throws {
    let site = try site()
    let outbox = site.path + "/protheus/outbox"
    try site.write("de outro", to: "protheus/outbox/" + Self.response)
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    let gateway = try site.start { $0.clock = { Self.moment } }
    let id = DocumentID.receipt(1, for: InterchangeID(1))
    try site.settle(gateway) { _ in try site.ledger().document(id)?.note != nil }
    try FileManager.default.removeItem(atPath: outbox)
    try FileManager.default.createDirectory(atPath: outbox, withIntermediateDirectories: false)
    try site.settle(gateway) { _ in try site.ledger().document(id)?.state == .delivered }
    #expect(try site.text(of: "protheus/outbox/" + Self.response).contains("<Status>OK</Status>"))
    #expect(try site.ledger().audit().isClean)
  }

  @Test func itCanBeSentAgain() throws {
    let site = try site()
    try site.drop(Messages.postings([Messages.Posting()]), as: "b.txt", into: "trimpaper")
    try work(site)
    let file = "trimpaper/outbox/" + Self.answer
    let before = try site.bytes(of: file)
    try FileManager.default.removeItem(atPath: site.path + "/" + file)
    let gateway = try site.start()
    _ = try gateway.ledger.addRequest(.resend, subject: "M-0000001.R1", reason: "perdido")
    try site.settle(gateway) { _ in try !site.names(in: "trimpaper/outbox").isEmpty }
    #expect(try site.bytes(of: file) == before)
  }
}
