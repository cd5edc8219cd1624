import EDIModel
import Foundation
import Testing
import Traceability

@testable import Pipeline

/// What a destination says of what it was given: kept with the document, and told to who sent it.
@Suite struct HeardReceiptTests {
  private static let moment = "2026-08-27T15:02:32.123Z"
  private static let posting = DocumentID(InterchangeID(1), 1)

  /// A site that answers and hears answers; its clock stands still.
  private func site() throws -> TestSite {
    try TestSite(configuration: TestSite.configuration.replacing("without_receipt: [\"*\"]\n", with: ""))
  }

  private func work(_ site: TestSite) throws { try site.work { $0.clock = { Self.moment } } }

  /// A site in which Protheus has a posting of Trimpaper's.
  private func siteWithPosting() throws -> TestSite {
    let site = try site()
    try site.drop(Messages.postings([Messages.Posting(record: "0000010001")]), as: "b.txt", into: "trimpaper")
    try work(site)
    try #require(try site.ledger().document(Self.posting)?.state == .delivered)
    return site
  }

  /// What Protheus answers to a message, as its adapter of the shop floor does.
  private func response(
    to uuid: String, of message: String = "PRODUCTIONAPPOINTMENT", status: String = "OK", messages: String = "",
    key: String? = nil
  ) -> String {
    let content = key.map {
      "<ReturnContent><ListOfInternalId><InternalId><Name>\(message)INTERNALID</Name><Origin>\(uuid)</Origin>"
        + "<Destination>\($0)</Destination></InternalId></ListOfInternalId></ReturnContent>"
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?><TOTVSMessage><MessageInformation version="1"><UUID>r-\(uuid)-\(status)</UUID>\
      <Type>Response</Type><Transaction>\(message)</Transaction><StandardVersion>1.0</StandardVersion>\
      <SourceApplication>SIGAPCP</SourceApplication><CompanyId>01</CompanyId><BranchId>010004</BranchId>\
      <Product name="WSPCP" version="12.1.2510"/><GeneratedOn>2026-08-27T12:02:33</GeneratedOn></MessageInformation>\
      <ResponseMessage><ReceivedMessage><SentBy>PPI</SentBy><UUID>\(uuid)</UUID></ReceivedMessage>\
      <ProcessingInformation><ProcessedOn>2026-08-27T12:02:33</ProcessedOn><Status>\(status)</Status>\(messages)\
      </ProcessingInformation>\(content ?? "")</ResponseMessage></TOTVSMessage>
      """
  }

  private func refusal(_ code: String, _ text: String = "OP não encontrada") -> String {
    "<ListOfMessages><Message type=\"ERROR\" code=\"\(code)\">\(text)</Message></ListOfMessages>"
  }

  /// What was passed on of the answers in an interchange.
  private func passedOn(_ interchange: Int64, to system: String, _ site: TestSite) throws -> String? {
    let part = "\(InterchangeID(interchange)).R1."
    let name = try site.names(in: system + "/outbox").first { $0.contains(part) }
    return try name.map { name in
      let bytes = try site.bytes(of: "\(system)/outbox/\(name)")
      return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
  }

  private func drop(
    _ text: String, _ site: TestSite, as name: String = "r.xml", into system: String = "protheus"
  ) throws {
    try site.drop(text, as: name, into: system)
    try work(site)
  }

  @Test func whatIsTakenIsConfirmedWithItsKey() throws {
    let site = try siteWithPosting()
    try drop(response(to: "0000010001", key: "783162"), site)
    let ledger = try site.ledger()
    #expect(try ledger.document(Self.posting)?.state == .confirmed)
    #expect(try ledger.trace("783162").map(\.id) == [Self.posting])
    #expect(try ledger.document(DocumentID(InterchangeID(2), 1))?.related == Self.posting)
    let text = try #require(try passedOn(2, to: "trimpaper", site))
    let lines = text.split(separator: "\r\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(lines.contains { $0.hasPrefix("01") && $0.contains("AM-0000002.R1 20260827120232") })
    #expect(
      lines.contains { $0.hasSuffix("01|010004|0000010001 A M-0000001.1 PRODUCTIONAPPOINTMENTINTERNALID 783162") },
      "\(lines)")
    #expect(try passedOn(2, to: "protheus", site) == nil)
    #expect(try ledger.audit().isClean)
  }

  @Test func anOriginalThatIsNotKeptAnyMoreIsNoHindrance() throws {
    let site = try siteWithPosting()
    let path = try #require(try site.ledger().interchange(InterchangeID(1))?.archivePath)
    try FileManager.default.removeItem(atPath: site.path + "/archive/" + String(decoding: path, as: UTF8.self))
    try drop(response(to: "0000010001", key: "783162"), site)
    #expect(try site.ledger().document(Self.posting)?.state == .confirmed)
    #expect(try #require(try passedOn(2, to: "trimpaper", site)).contains("783162"))
  }

  @Test func aMessageIsKnownByItsIdentifier() throws {
    let site = try siteWithPosting()
    let name = try #require(try site.names(in: "protheus/outbox").first)
    let text = try site.text(of: "protheus/outbox/" + name)
    let uuid = try #require(text.firstMatch(of: /<UUID>(.+?)<\/UUID>/)?.1)
    // Some adapters spell it in capitals.
    try drop(response(to: uuid.uppercased(), of: "WHATEVER"), site)
    #expect(try site.ledger().document(Self.posting)?.state == .confirmed)
    // The receipt is found by what it answers, too.
    #expect(try site.ledger().trace(String(uuid)).map(\.id) == [DocumentID(InterchangeID(2), 1), Self.posting])
  }

  @Test func whatIsRefusedMayComeAgain() throws {
    let site = try siteWithPosting()
    try drop(response(to: "0000010001", status: "ERROR", messages: refusal("1")), site)
    let refused = try site.ledger().document(Self.posting)
    #expect(refused?.state == .refused && refused?.note == "OP não encontrada")
    let text = try #require(try passedOn(2, to: "trimpaper", site))
    #expect(text.contains("OP não encontrada"), "\(text)")
    #expect(text.contains("01|010004|0000010001") && text.contains("RM-0000002.R1"), "\(text)")
    try drop(
      Messages.postings([Messages.Posting(record: "0000010001", order: "A0012301009")], sequence: 2), site,
      as: "c.txt", into: "trimpaper")
    #expect(try site.ledger().document(DocumentID(InterchangeID(3), 1))?.state == .delivered)
    #expect(try site.ledger().audit().isClean)
  }

  @Test func whatIsRefusedCanBeSentAgain() throws {
    let site = try siteWithPosting()
    try drop(response(to: "0000010001", status: "ERROR", messages: refusal("1")), site)
    let name = try #require(try site.names(in: "protheus/outbox").first { $0.hasPrefix("PRODUCTION") })
    let before = try site.bytes(of: "protheus/outbox/" + name)
    try FileManager.default.removeItem(atPath: site.path + "/protheus/outbox/" + name)
    let gateway = try site.start { $0.clock = { Self.moment } }
    _ = try gateway.ledger.addRequest(.resend, subject: Self.posting.description, reason: "OP reaberta")
    try site.settle(gateway) { _ in try site.names(in: "protheus/outbox").contains(name) }
    #expect(try site.bytes(of: "protheus/outbox/" + name) == before)
    #expect(try site.ledger().document(Self.posting)?.state == .refused)
  }

  @Test func theLastWordCountsUnlessItWasConfirmed() throws {
    let site = try siteWithPosting()
    try drop(response(to: "0000010001", status: "ERROR", messages: refusal("1")), site)
    try drop(response(to: "0000010001"), site, as: "s.xml")
    #expect(try site.ledger().document(Self.posting)?.state == .confirmed)
    try drop(response(to: "0000010001", status: "ERROR", messages: refusal("2")), site, as: "t.xml")
    #expect(try site.ledger().document(Self.posting)?.state == .confirmed)
    #expect(try site.ledger().audit().isClean)
  }

  @Test func processedBeforeIsSuccess() throws {
    let site = try siteWithPosting()
    try drop(response(to: "0000010001", status: "ERROR", messages: refusal("3", "já processada")), site)
    #expect(try site.ledger().document(Self.posting)?.state == .confirmed)
  }

  @Test func beingProcessedDecidesNothing() throws {
    let site = try siteWithPosting()
    try drop(response(to: "0000010001", status: "ERROR", messages: refusal("4", "em processamento")), site)
    #expect(try site.ledger().document(Self.posting)?.state == .delivered)
    #expect(try passedOn(2, to: "trimpaper", site) == nil)
    try drop(response(to: "0000010001"), site, as: "s.xml")
    #expect(try site.ledger().document(Self.posting)?.state == .confirmed)
    #expect(try site.ledger().audit().isClean)
  }

  @Test(arguments: [
    ("0000099999", "PRODUCTIONAPPOINTMENT"),  // a key that nobody has
    ("0000010001", "ORDER"),  // the key of another message
  ])
  func whatSpeaksOfNothingIsKeptAndFlagged(uuid: String, message: String) throws {
    let site = try siteWithPosting()
    try drop(response(to: uuid, of: message), site)
    #expect(try site.ledger().document(Self.posting)?.state == .delivered)
    let receipt = try #require(try site.ledger().document(DocumentID(InterchangeID(2), 1)))
    #expect(receipt.state == .consumed && receipt.entry.verdict == .consumed(reason: "receipt-unknown"))
    #expect(try passedOn(2, to: "trimpaper", site) == nil)
  }

  @Test func anOrderIsAnsweredByTheNameOfItsFile() throws {
    let site = try site()
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    try work(site)
    let file = try #require(try site.names(in: "trimpaper/outbox").first)
    func column(_ text: String, _ size: Int) -> String { text.padding(toLength: size, withPad: " ", startingAt: 0) }
    let lines = [
      "00000001RT001TRIMPAPER PROTHEUS  01010004      20260827120233000000001P",
      "01000002A" + column("", 20) + "20260827120233" + column("7", 80) + column("OP", 40) + column(file, 120)
        + column("", 64),
      "99000003" + "00000003" + "00000000",
    ]
    let text = lines.joined(separator: "\r\n") + "\r\n"
    try drop(text, site, as: "r.txt", into: "trimpaper")
    #expect(try site.ledger().document(Self.posting)?.state == .confirmed)
    let answer = try #require(try passedOn(2, to: "protheus", site))
    #expect(answer.contains("<UUID>1</UUID>") && answer.contains("<Status>OK</Status>"), "\(answer)")
  }

  @Test func aStopBeforeItIsPassedOnChangesNothing() throws {
    let undisturbed = try siteWithPosting()
    try drop(response(to: "0000010001", key: "783162"), undisturbed)
    let site = try siteWithPosting()
    try site.drop(response(to: "0000010001", key: "783162"), as: "r.xml", into: "protheus")
    do {
      let gateway = try site.start { $0.clock = { Self.moment } }
      let batch = try gateway.read(site.receive(gateway, named: "r.xml"))
      #expect(try gateway.register(batch.items, interchanges: batch.interchanges.map(\.id)).2.count == 1)
    }
    #expect(try passedOn(2, to: "trimpaper", site) == nil)
    try site.work { $0.clock = { "2026-08-27T18:00:00.000Z" } }
    #expect(try passedOn(2, to: "trimpaper", site) == passedOn(2, to: "trimpaper", undisturbed))
    #expect(try site.ledger().trace("783162").map(\.id) == [Self.posting])
    #expect(try site.ledger().audit().isClean)
  }

  @Test func whoWantsNoReceiptsIsToldNothing() throws {
    let site = try siteWithPosting()
    let configuration = TestSite.configuration.replacing("[\"*\"]", with: "[apontamento-producao]")
    try site.write(configuration, to: "malote.yaml")
    try drop(response(to: "0000010001"), site)
    #expect(try site.ledger().document(Self.posting)?.state == .confirmed)
    #expect(try passedOn(2, to: "trimpaper", site) == nil)
  }

  @Test func whatIsNotAnsweredInTimeIsCounted() throws {
    let site = try site()
    let configuration = TestSite.configuration.replacing(
      "[\"*\"]", with: "[\"*\"]\nanswer_within: {apontamento-producao: 2h}")
    try site.write(configuration, to: "malote.yaml")
    try site.drop(
      Messages.postings([Messages.Posting(record: "0000010001"), Messages.Posting(record: "0000010002")]), as: "b.txt",
      into: "trimpaper")
    // What no answer is waited for.
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    try work(site)
    let ledger = try site.ledger()
    #expect(try ledger.unanswered(at: "2026-08-27T17:02:32.123Z") == 0)
    #expect(try ledger.unanswered(at: "2026-08-27T17:02:32.124Z") == 2)
    try drop(response(to: "0000010001"), site)
    #expect(try ledger.unanswered(at: "2026-08-28") == 1)
    var filter = LedgerFilter()
    filter.unansweredAt = "2026-08-28"
    #expect(try ledger.list(filter).map(\.entry.keys.first?.value) == ["A0012301001"])
    #expect(try ledger.list(filter).map(\.id.ordinal) == [2])
  }

  @Test(arguments: ["without_receipt: [ordem-producaoo]", "answer_within: {ordem-producaoo: 2h}"])
  func aFlowThatIsMisspelledIsSaid(_ line: String) throws {
    let site = try site()
    try site.write(TestSite.configuration.replacing("without_receipt: [\"*\"]", with: line), to: "malote.yaml")
    #expect { try Site.load(site.path) } throws: { error in
      guard case Site.Failure.choice(let text) = error else { return false }
      return text.pt.contains("ordem-producaoo: fluxo desconhecido; há ") && text.pt.contains("ordem-producao")
    }
  }
}
