import EDIModel
import Testing
import Traceability

/// What the ledger says of documents: new, duplicate, superseded, divergent; and what it gives to the new ones.
struct RegistrationTests {
  @Test func eventsAreKnownAcrossFilesAndWithinOne() throws {
    var site = try Site()
    let (first, _) = try site.register(.posting())
    try site.reopen()
    let (_, again) = try site.register(
      .posting(), .posting(2, content: "B"), .posting(3, identity: "2"),
      .posting(4, identity: "2"))
    #expect(again[0] == .duplicate(of: DocumentID(first, 1)))
    #expect(again[1] == .divergent(from: DocumentID(first, 1)))
    #expect(again[3] == .duplicate(of: DocumentID(InterchangeID(2), 3)))
    #expect(
      try site.ledger.balance().documents == [.waiting: 2, .duplicate: 2, .rejected: 1])
    let divergent = try #require(try site.ledger.document(DocumentID(InterchangeID(2), 2)))
    #expect(divergent.state == .rejected && divergent.related == DocumentID(first, 1))
  }

  @Test func theSameIdentityInAnotherFlowIsSomethingElse() throws {
    let site = try Site()
    _ = try site.register(.posting())
    var other = DocumentEntry.posting()
    other.flow = "pedido-venda"
    let (_, registrations) = try site.register(other)
    #expect(registrations[0].name != nil)
  }

  @Test func aBackToAIsTwoUpdates() throws {
    let site = try Site()
    func update(_ content: String, _ stamp: String) throws -> Registration {
      try site.register(.posting(content: content, kind: .state, stamp: stamp)).1[0]
    }
    #expect(try update("A", "1").name == "apontamento.xml")
    #expect(try update("B", "2").name == "apontamento-2.xml")
    #expect(try update("A", "3").name == "apontamento-3.xml")
    #expect(try update("A", "4") == .duplicate(of: DocumentID(InterchangeID(3), 1)))
    #expect(try update("C", "2") == .superseded(by: DocumentID(InterchangeID(3), 1)))
  }

  @Test func aRejectedDocumentOccupiesNothing() throws {
    let site = try Site()
    _ = try site.register(.posting(verdict: .rejected(codes: ["field.missing"]), isNumbered: true))
    let (_, registrations) = try site.register(.posting(content: "B", isNumbered: true))
    #expect(registrations == [.accepted(fileNumber: 1, outputName: Array("apontamento.xml".utf8))])
  }

  @Test func whatIsRejectedAfterwardsFreesItsIdentity() throws {
    let site = try Site()
    let (first, _) = try site.register(.posting())
    try site.ledger.rejected([(DocumentID(first, 1), codes: ["target.too-long"])])
    let (second, registrations) = try site.register(.posting(content: "B"))
    #expect(registrations[0].name == "apontamento-2.xml", "names are given away for good")
    #expect(try site.ledger.document(DocumentID(first, 1))?.entry.verdict == .rejected(codes: ["target.too-long"]))
    #expect(try site.deliver(second) == [DocumentID(first, 1)])
    try site.ledger.delivered([], interchanges: [first])
    #expect(try site.ledger.interchange(first)?.state == .done)
    #expect(try site.ledger.audit().problems == [])
  }

  @Test func numbersHaveNoGapAndBelongToALayoutOfASystem() throws {
    let site = try Site()
    var other = DocumentEntry.posting(3, identity: "3", isNumbered: true)
    other.targetLayout = "apontamento-producao/other"
    let (id, numbers) = try site.register(
      .posting(1, identity: "1", isNumbered: true), .posting(2, identity: "1", isNumbered: true), other,
      .posting(4, identity: "4"), .posting(5, identity: "5", isNumbered: true))
    #expect(numbers.map(\.number) == [1, nil, 1, 0, 2])
    #expect(try site.ledger.lastFileNumber(system: "protheus", layout: "apontamento-producao/protheus-xml") == 2)
    // A transaction that fails gives nothing away.
    let next = try site.receive()
    #expect(throws: LedgerError.self) {
      try site.ledger.register([
        (next, .posting(1, identity: "6", isNumbered: true)), (next, .posting(2, identity: nil)),
      ])
    }
    let again = try site.ledger.register([(next, .posting(1, identity: "7", isNumbered: true))])
    #expect(again[0].number == 3)
    #expect(try site.ledger.document(DocumentID(id, 5))?.fileNumber == 2)
  }

  @Test func namesAreUniqueForGoodAndPerSystem() throws {
    let site = try Site()
    var other = DocumentEntry.posting(4, identity: "4", name: "p.xml")
    other.destination = "trimpaper"
    let (_, registrations) = try site.register(
      .posting(1, identity: "1", name: "p-2.xml"), .posting(2, identity: "2", name: "p.xml"),
      .posting(3, identity: "3", name: "p.xml"), other, .posting(5, identity: "5", name: "p.xml"),
      .posting(6, identity: "6", name: "P.xml"), .posting(7, identity: "7", name: "p-2.xml"))
    #expect(
      registrations.map(\.name) == ["p-2.xml", "p.xml", "p-3.xml", "p.xml", "p-4.xml", "P.xml", "p-2-2.xml"])
  }

  @Test func reprocessingConvertsAgainAndKnowsItsOriginal() throws {
    let site = try Site()
    let (first, _) = try site.register(.posting(isNumbered: true), .posting(2, isNumbered: true))
    try site.deliver(first)
    let again = try site.ledger.reprocess(of: first, reason: "layout corrigido")
    let record = try #require(try site.ledger.interchange(again))
    let original = try #require(try site.ledger.interchange(first))
    #expect(record.state == .received && record.reprocesses == first)
    #expect(record.sha256 == original.sha256 && record.archivePath == original.archivePath)
    let registrations = try site.ledger.register(
      [(again, .posting(isNumbered: true)), (again, .posting(2, isNumbered: true))], finished: [again])
    #expect(registrations[0] == .accepted(fileNumber: 2, outputName: Array("apontamento-2.xml".utf8)))
    #expect(registrations[1] == .duplicate(of: DocumentID(again, 1)))
    #expect(try site.ledger.document(DocumentID(again, 1))?.related == DocumentID(first, 1))
    let third = try site.ledger.reprocess(of: again, reason: "de novo")
    #expect(try site.ledger.register([(third, .posting())])[0].name == "apontamento-3.xml")
    #expect(try site.ledger.entries(of: again)[0]["reason"] == "layout corrigido")
  }

  @Test func aReprocessedStateDoesNotComeAfterANewerOne() throws {
    let site = try Site()
    let (first, _) = try site.register(.posting(content: "A", kind: .state, stamp: "1"))
    let (second, _) = try site.register(.posting(content: "B", kind: .state, stamp: "2"))
    let again = try site.ledger.reprocess(of: first, reason: "teste")
    let registrations = try site.ledger.register([(again, .posting(content: "A", kind: .state, stamp: "1"))])
    #expect(registrations == [.superseded(by: DocumentID(second, 1))])
  }
}
