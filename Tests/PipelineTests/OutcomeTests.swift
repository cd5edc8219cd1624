import EDIModel
import Foundation
import Testing
import Traceability

@testable import Pipeline

/// One file in, one outcome: what stands in the folders and what the ledger says.
@Suite struct OutcomeTests {
  @Test func anOrderIsDelivered() throws {
    let site = try TestSite()
    try site.drop(Messages.order(), as: "PEND_PRODUCTIONORDER_1.xml", into: "protheus")
    try site.work()
    #expect(try site.names(in: "trimpaper/outbox") == ["PRODUCTIONORDER_20260827120232_A0012301001.txt"])
    let lines = try site.text(of: "trimpaper/outbox/PRODUCTIONORDER_20260827120232_A0012301001.txt")
      .components(separatedBy: "\r\n")
    #expect(lines.count == 4)
    #expect(lines[0].hasPrefix("00000001OP001PROTHEUS  TRIMPAPER 01010004      20260827120232000000001P"))
    #expect(lines[1].hasPrefix("60000002GA0012301001   KL0200250      KRAFTLINER 200 G"))
    #expect(lines[2].hasPrefix("99000003000000030000000100000000"))
    #expect(try site.names(in: "protheus/inbox").isEmpty)
    #expect(try site.states() == [.delivered])
    #expect(try FileManager.default.subpathsOfDirectory(atPath: site.path + "/archive").count == 2)
    #expect(try FileManager.default.contentsOfDirectory(atPath: site.path + "/protheus/inbox/.malote").isEmpty)
  }

  @Test func oneBadPostingDoesNotStopTheOthers() throws {
    let site = try TestSite()
    var bad = Messages.Posting(record: "0000000002")
    bad.end = "20260827060000"
    let file = Messages.postings([Messages.Posting(), bad, Messages.Posting(record: "0000000003")])
    try site.drop(file, as: "AP_000001.txt", into: "trimpaper")
    try site.work()
    #expect(try site.states() == [.delivered, .rejected, .delivered])
    #expect(
      try site.names(in: "protheus/outbox") == [
        "PRODUCTIONAPPOINTMENT_20260827141500_0000000001.xml", "PRODUCTIONAPPOINTMENT_20260827141500_0000000003.xml",
      ])
    let part = "M-0000001.2_AP_000001.txt"
    #expect(
      try site.names(in: "error") == [part, part + ".erro.json", part + ".erro.txt", "resolvidos"])
    let report = try site.text(of: "error/" + part + ".erro.txt")
    #expect(report.contains("linha 3"))
    let isRuleNamed = report.contains("rule.ordered")
    #expect(isRuleNamed)
  }

  @Test func aCorrectedPartIsAcceptedAndTheRejectionMovesAway() throws {
    let site = try TestSite()
    var bad = Messages.Posting(record: "0000000002")
    bad.end = "20260827060000"
    try site.drop(Messages.postings([Messages.Posting(), bad]), as: "AP_000001.txt", into: "trimpaper")
    try site.work()
    let part = "M-0000001.2_AP_000001.txt"
    let corrected = try site.text(of: "error/" + part)
      .replacingOccurrences(of: "2026082706100020260827060000", with: "2026082706100020260827140000")
    try site.drop(corrected, as: "AP_corrigido.txt", into: "trimpaper")
    try site.work()
    #expect(try site.states() == [.delivered, .rejected, .delivered])
    #expect(try site.names(in: "error") == ["resolvidos"])
    #expect(try site.names(in: "error/resolvidos") == [part, part + ".erro.json", part + ".erro.txt"])
    #expect(try site.ledger().document(#require(DocumentID("M-1.2")))?.resolvedBy == DocumentID("M-2.1"))
  }

  @Test func theSameOrderAgainIsADuplicate() throws {
    let site = try TestSite()
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    try site.work()
    // Another stamp in the envelope alone does not make another version.
    try site.drop(Messages.order(stamp: "2026-08-27T13:00:00"), as: "b.xml", into: "protheus")
    try site.work()
    #expect(try site.states() == [.delivered, .duplicate])
    #expect(try site.names(in: "trimpaper/outbox").count == 1)
  }

  @Test func versionsOfAnOrderFollowEachOther() throws {
    let site = try TestSite()
    for (index, quantity) in ["100", "200", "100"].enumerated() {
      try site.drop(
        Messages.order(quantity: quantity, stamp: "2026-08-27T12:00:0\(index)"), as: "\(index).xml", into: "protheus")
      try site.work()
    }
    try site.drop(Messages.order(quantity: "300", stamp: "2026-08-27T11:00:00"), as: "late.xml", into: "protheus")
    try site.work()
    #expect(try site.states() == [.delivered, .delivered, .delivered, .superseded])
  }

  @Test func versionsDroppedTogetherTravelInTheOrderOfTheirStamps() throws {
    let site = try TestSite()
    try site.drop(Messages.order(quantity: "2", stamp: "2026-08-27T12:00:02"), as: "a.xml", into: "protheus")
    try site.drop(Messages.order(quantity: "1", stamp: "2026-08-27T12:00:01"), as: "b.xml", into: "protheus")
    try site.work()
    #expect(try site.states() == [.delivered, .delivered])
    let first = try site.text(of: "trimpaper/outbox/PRODUCTIONORDER_20260827120001_A0012301001.txt")
    #expect(first.contains("000000001P"))
    let second = try site.text(of: "trimpaper/outbox/PRODUCTIONORDER_20260827120002_A0012301001.txt")
    #expect(second.contains("000000002P"))
  }

  @Test func otherContentUnderTheSameRecordNumberIsRejected() throws {
    let site = try TestSite()
    try site.drop(Messages.postings([Messages.Posting()]), as: "a.txt", into: "trimpaper")
    try site.work()
    var other = Messages.Posting()
    other.good = "000000999900"
    try site.drop(Messages.postings([other], sequence: 2), as: "b.txt", into: "trimpaper")
    try site.work()
    #expect(try site.states() == [.delivered, .rejected])
    let report = try site.text(of: "error/M-0000002.1_b.txt.erro.txt")
    #expect(report.contains("M-0000001.1"))
    #expect(report.contains("document.divergent"))
  }

  @Test func copiesThatAreNotForUsAreSetAside() throws {
    let site = try TestSite()
    try site.drop(Messages.order(), as: "OK_PRODUCTIONORDER_1.xml", into: "protheus")
    try site.drop(Messages.order("B1"), as: "PEND_PRODUCTIONORDER_1.xml", into: "protheus")
    try site.drop(Messages.order(), as: "ERR_PRODUCTIONORDER_1.xml", into: "protheus")
    try site.work()
    #expect(try site.states().sorted { $0.rawValue < $1.rawValue } == [.delivered, .ignored, .ignored])
    #expect(try site.names(in: "trimpaper/outbox").count == 1)
  }

  @Test func ourOwnFileComingBackIsSetAside() throws {
    let site = try TestSite()
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    try site.work()
    let sent = try site.bytes(of: "trimpaper/outbox/PRODUCTIONORDER_20260827120232_A0012301001.txt")
    try site.drop(sent, as: "copia.txt", into: "trimpaper")
    // The same document with other line ends is still ours.
    try site.drop(sent.filter { $0 != 0x0D }, as: "copia-lf.txt", into: "trimpaper")
    try site.work()
    #expect(try site.states() == [.delivered, .ignored, .ignored])
  }

  @Test func aFileOfAnotherSystemIsRejectedWithTheRightRoute() throws {
    let site = try TestSite()
    try site.drop(Messages.order(), as: "a.xml", into: "trimpaper")
    try site.work()
    #expect(try site.states() == [.rejected])
    #expect(try site.text(of: "error/M-0000001_a.xml.erro.txt").contains("layout.wrong-way"))
  }

  @Test func anotherBranchIsRejected() throws {
    let site = try TestSite()
    try site.drop(Messages.order(branch: "010001"), as: "a.xml", into: "protheus")
    try site.work()
    #expect(try site.states() == [.rejected])
    #expect(try site.text(of: "error/M-0000001.1_a.xml.erro.txt").contains("site.branch"))
  }

  @Test func anUnknownLayoutIsRejectedWhole() throws {
    let site = try TestSite()
    try site.drop("<Nota><Numero>1</Numero></Nota>", as: "nota.xml", into: "protheus")
    try site.work()
    #expect(try site.states() == [.rejected])
    #expect(try site.text(of: "error/M-0000001_nota.xml.erro.txt").contains("layout.unknown"))
    #expect(try site.names(in: "error").contains("M-0000001_nota.xml"))
  }

  @Test func aWrongTrailerRejectsTheFileWithOneReport() throws {
    let site = try TestSite()
    let file = Messages.postings([Messages.Posting(), Messages.Posting(record: "0000000002")])
      .replacingOccurrences(of: "0000000400000002", with: "0000000500000002")
    try site.drop(file, as: "a.txt", into: "trimpaper")
    try site.work()
    #expect(try site.states() == [.rejected, .rejected])
    #expect(try site.names(in: "protheus/outbox").isEmpty)
    #expect(
      try site.names(in: "error") == [
        "M-0000001_a.txt", "M-0000001_a.txt.erro.json", "M-0000001_a.txt.erro.txt", "resolvidos",
      ])
  }

  @Test func theBalanceAlwaysHolds() throws {
    let site = try TestSite()
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    try site.drop(Messages.order(), as: "b.xml", into: "protheus")
    try site.drop("lixo", as: "c.xml", into: "protheus")
    try site.drop(Messages.postings([Messages.Posting(), Messages.Posting()]), as: "d.txt", into: "trimpaper")
    try site.work()
    let balance = try site.ledger().balance()
    #expect(balance.total == 5)
    #expect(try site.ledger().audit().isClean)
  }
}
