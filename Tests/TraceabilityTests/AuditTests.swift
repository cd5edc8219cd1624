import EDIModel
import GRDB
import Testing
import Traceability

/// A ledger that somebody changed is told from one that nobody did.
struct AuditTests {
  /// Eight interchanges of a few documents each, with everything that can happen to them.
  private func filled() throws -> Site {
    let site = try Site(volumeBits: 5)
    for number in 1...8 {
      let (id, _) = try site.register(
        .posting(identity: "\(number)", keys: [BusinessKey(kind: "op", value: "A\(number)")], isNumbered: true),
        .posting(2, identity: "\(number)"), .posting(3, identity: "x", verdict: .rejected(codes: ["x"])))
      if number > 2 { try site.deliver(id) }
    }
    _ = try site.ledger.reprocess(of: InterchangeID(3), reason: "teste")
    return site
  }

  private static let unlock = "DROP TRIGGER entry_is_never_changed; DROP TRIGGER entry_is_never_removed;"
  private static let lock = """
    ;CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, ''); END;
    CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, ''); END;
    """

  private func audit(after sql: String, known: ChainHead? = nil) throws -> AuditReport {
    let site = try filled()
    #expect(try site.ledger.audit().isClean)
    try site.tamper(Self.unlock + sql + Self.lock)
    return try site.ledger.audit(known: known)
  }

  @Test func anUntouchedLedgerIsClean() throws {
    let site = try filled()
    let report = try site.ledger.audit()
    #expect(report.problems == [] && report.firstBad == nil && report.blindSpot != nil)
    #expect(report.interchanges == 9 && report.documents == 24)
    #expect(report.entries == report.head.seq)
    #expect(try report.head == site.ledger.head())
    let anchored = try site.ledger.audit(known: report.head)
    #expect(anchored.isClean && anchored.isAnchored && anchored.blindSpot == nil)
  }

  @Test func changedBytesAreFound() throws {
    // The sixth byte is the first of the moment: behind three for the actor, its own name and its head.
    let report = try audit(
      after: "UPDATE entry SET facts = CAST(substr(facts, 1, 5) || x'00' || substr(facts, 7) AS BLOB) WHERE seq = 17")
    #expect(report.firstBad == 17 && report.problems == [.link(seq: 17)])
  }

  @Test func aChangedWordIsFoundWhereItIsUsed() throws {
    let report = try audit(after: "UPDATE word SET text = 'best' WHERE text = 'test'")
    #expect(report.firstBad == 1 && report.problemCount == Int(report.entries), "it stands in every entry")
  }

  @Test func wordsThatWereExchangedAreFound() throws {
    let swap = "UPDATE word SET text = 'x' WHERE id = 1; UPDATE word SET text = 'claiming' WHERE id = 2;"
    #expect(try audit(after: swap + "UPDATE word SET text = 'received' WHERE id = 1").firstBad == 2)
  }

  @Test(arguments: ["x''", "x'00'", "x'0118'", "zeroblob(40)"])
  func whatAreNoFactsIsFound(facts: String) throws {
    let report = try audit(after: "UPDATE entry SET facts = \(facts) WHERE seq = 17")
    #expect(report.firstBad == 17)
  }

  @Test(arguments: [2, 3, 4, 7, 12, 16])
  func theAnswerIsTheSameInPartsOfAnyNumber(width: Int) throws {
    let site = try filled()
    try site.tamper(
      Self.unlock
        + """
        UPDATE entry SET hash = zeroblob(32) WHERE seq IN (1, 20, 33); DELETE FROM entry WHERE seq IN (14, 40);
        UPDATE document SET flow = 1 WHERE key = 134217729; DELETE FROM search WHERE document = 134217729;
        """ + Self.lock)
    let one = try site.ledger.audit(width: 1)
    let many = try site.ledger.audit(width: width)
    #expect(one.problems.count > 5 && one.problems.contains(.document(DocumentID(InterchangeID(2), 1), field: "index")))
    #expect(many.problems == one.problems && many.firstBad == one.firstBad && many.entries == one.entries)
    #expect(many.documents == one.documents && many.interchanges == one.interchanges && many.head == one.head)
  }

  @Test(arguments: ["seq = 1000", "interchange = 7", "document = 77", "hash = zeroblob(32)"])
  func changedColumnsAreFound(change: String) throws {
    #expect(try audit(after: "UPDATE entry SET \(change) WHERE seq = 17").firstBad == 17)
  }

  @Test func aRemovedEntryIsFound() throws {
    let report = try audit(after: "DELETE FROM entry WHERE seq = 20")
    #expect(report.firstBad == 20 && report.problems.contains(.missing(seq: 20)))
    #expect(report.problems.contains(.link(seq: 21)))
  }

  @Test func aRemovedEntryWithTheRestMovedUpIsFound() throws {
    let sql = "DELETE FROM entry WHERE seq = 20; UPDATE entry SET seq = -seq WHERE seq > 20;"
    #expect(try audit(after: sql + "UPDATE entry SET seq = -seq - 1 WHERE seq < 0").firstBad == 20)
  }

  @Test func anInsertedEntryIsFound() throws {
    let sql = """
      UPDATE entry SET seq = -seq WHERE seq > 20; UPDATE entry SET seq = 1 - seq WHERE seq < 0;
      INSERT INTO entry SELECT 21, interchange, document, facts, hash FROM entry WHERE seq = 20
      """
    #expect(try audit(after: sql).firstBad == 21)
  }

  @Test func swappedEntriesAreFound() throws {
    let sql = """
      UPDATE entry SET seq = -1 WHERE seq = 20; UPDATE entry SET seq = 20 WHERE seq = 21;
      UPDATE entry SET seq = 21 WHERE seq = -1
      """
    #expect(try audit(after: sql).firstBad == 20)
  }

  @Test func aCutTailIsFoundWithAKnownHead() throws {
    let site = try filled()
    let head = try site.ledger.head()
    // A tail about requests leaves no state behind that could tell; only the known head does.
    let request = try site.ledger.addRequest(.resend, subject: "M-1.1", reason: "teste")
    let known = try site.ledger.head()
    let cut = "DELETE FROM entry WHERE seq > \(head.seq); DELETE FROM request WHERE id = \(request.id)"
    try site.tamper(Self.unlock + cut)
    let blind = try site.ledger.audit()
    #expect(blind.isClean && blind.blindSpot != nil)
    let report = try site.ledger.audit(known: known)
    #expect(report.problems == [.cut(known: known.seq, last: head.seq)] && report.firstBad == known.seq)
  }

  @Test func aChainThatIsNotTheKnownOneIsFound() throws {
    let known = try filled().ledger.head()
    let site = try filled()
    let report = try site.ledger.audit(known: known)
    #expect(report.problems == [.rewritten(known: known.seq)])
  }

  @Test(arguments: [
    ("UPDATE document SET state = 8 WHERE key = 67108865", "state"),
    ("UPDATE document SET registered = 1 WHERE key = 67108865", "registered"),
    ("UPDATE document SET flow = NULL WHERE key = 67108865", "flow"),
    ("UPDATE document SET output_size = 9 WHERE key = 67108865", "size"),
    ("UPDATE document SET output_sha256 = zeroblob(32) WHERE key = 67108865", "sha256"),
    ("UPDATE document SET resolved_by = 67108865 WHERE key = 67108865", "by"),
    ("UPDATE accepted SET identity = 'y' WHERE document = 67108865", "identity"),
    ("UPDATE accepted SET document = 67108866 WHERE document = 67108865", "identity"),
    ("UPDATE output_name SET document = 1 WHERE document = 67108865", "name"),
    ("UPDATE output_name SET name = x'00' WHERE document = 67108865", "name"),
    ("DROP TRIGGER document_is_never_removed; DELETE FROM document WHERE key = 67108865", "row"),
  ])
  func aDocumentThatIsNotAsTheChainSaysIsFound(sql: String, field: String) throws {
    let report = try audit(after: sql)
    #expect(report.problems == [.document(DocumentID(InterchangeID(1), 1), field: field)])
    #expect(report.firstBad == nil, "the chain itself is whole")
  }

  @Test(arguments: [
    ("UPDATE interchange SET state = 5 WHERE id = 1", "state"),
    ("UPDATE interchange SET sha256 = zeroblob(32) WHERE id = 1", "sha256"),
    ("UPDATE interchange SET name = x'E3' WHERE id = 1", "name"),
    ("UPDATE interchange SET archive = NULL WHERE id = 1", "archive"),
    ("UPDATE interchange SET volume = 1 WHERE id = 1", "volume"),
  ])
  func anInterchangeThatIsNotAsTheChainSaysIsFound(sql: String, field: String) throws {
    #expect(try audit(after: sql).problems == [.interchange(InterchangeID(1), field: field)])
  }

  @Test func aRowThatNoEntrySpeaksOfIsFound() throws {
    let sql = """
      INSERT INTO interchange (id, state, system, name, inode, size, volume, claimed_at)
      VALUES (99, 5, 1, x'00', 1, 1, 0, 0)
      """
    #expect(try audit(after: sql).problems == [.interchange(InterchangeID(99), field: "entry")])
  }

  @Test func aWrongCounterIsFound() throws {
    let report = try audit(
      after: "UPDATE balance SET count = count + 1 WHERE subject = 'document' AND state = 'waiting'")
    #expect(report.problems == [.counter("document waiting", stored: 3, counted: 2)])
  }

  @Test func aCounterThatHidesPersonalKeysIsFound() throws {
    let site = try Site()
    _ = try site.register(.posting(keys: [BusinessKey(kind: "cpf", value: "1", isPersonal: true)]))
    #expect(try site.ledger.audit().problems == [])
    try site.tamper("DELETE FROM balance WHERE subject = 'personal key'")
    #expect(try site.ledger.audit().problems == [.counter("personal key ", stored: 0, counted: 1)])
  }

  @Test func aKeyTakenOutOfTheSearchIndexIsFound() throws {
    let report = try audit(after: "DELETE FROM search WHERE term = x'014131'")
    let document = DocumentID(InterchangeID(1), 1)
    #expect(
      report.problems == [.document(document, field: "index"), .counter("search terms", stored: 31, counted: 32)])
  }

  @Test func aKeyThatLeadsElsewhereIsFound() throws {
    let report = try audit(after: "UPDATE search SET term = x'014231' WHERE term = x'014131'")
    #expect(report.problems == [.document(DocumentID(InterchangeID(1), 1), field: "index")])
  }

  @Test func aFileTakenOutOfTheSearchIndexIsFound() throws {
    let report = try audit(after: "DELETE FROM search WHERE document = 67108864 AND term > x'03'")
    #expect(report.problems.first == .interchange(InterchangeID(1), field: "index"))
  }

  @Test func aTermThatLeadsNowhereIsFound() throws {
    let report = try audit(after: "INSERT INTO search VALUES (5, x'0141', 1, 99)")
    #expect(report.problems == [.counter("search terms", stored: 33, counted: 32)])
  }

  @Test func anIdentityThatNothingHoldsIsFound() throws {
    let report = try audit(after: "INSERT INTO accepted VALUES (64, 'y', 1, 67108865)")
    #expect(report.problems == [.counter("accepted identities", stored: 9, counted: 8)])
  }

  @Test func aNameThatNothingHoldsIsFound() throws {
    let report = try audit(after: "INSERT INTO output_name VALUES (x'00', 64, 67108865, 2)")
    #expect(report.problems == [.counter("output names", stored: 9, counted: 8)])
  }

  @Test func aRejectedDocumentThatIsNotExpectedBackIsFound() throws {
    let report = try audit(after: "DELETE FROM unresolved WHERE document = 67108867")
    #expect(report.problems == [.document(DocumentID(InterchangeID(1), 3), field: "identity")])
  }

  @Test func manyProblemsAreCountedAndTheFirstListed() throws {
    let report = try audit(after: "UPDATE entry SET hash = zeroblob(32)")
    #expect(report.problemCount == Int(report.entries) && report.firstBad == 1)
    #expect(report.problems.count == min(Int(report.entries), AuditReport.listed))
  }
}
