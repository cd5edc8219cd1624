import EDIModel
import Testing
import Traceability

/// The life of a file, step by step, each taken once and taken again.
struct StepsTests {
  @Test func aFileGoesThroughItsLife() throws {
    let site = try Site()
    let id = try site.ledger.claiming([Claim(system: "trimpaper", name: [0x6A, 0xE3], inode: 7, size: 3)])[0]
    #expect(id == InterchangeID(1))
    var record = try #require(try site.ledger.interchange(id))
    #expect(record.state == .claiming && record.name == [0x6A, 0xE3] && record.inode == 7 && record.sha256 == nil)
    try site.ledger.received([Site.capture(id)])
    #expect(try site.ledger.beginReading([id]) == [1])
    try site.ledger.register([(id, .posting()), (id, .posting(2, identity: "2"))], finished: [id])
    record = try #require(try site.ledger.interchange(id))
    #expect(record.state == .registered && record.attempts == 0, "its reading came to its end")
    #expect(record.layout == "apontamento-producao/trimpaper-txt")
    #expect(record.archivePath == Array("2026/08/27/M-0000001".utf8) && record.size == 700)
    let documents = [DocumentID(id, 1), DocumentID(id, 2)]
    try site.ledger.converted(documents.map(site.output), interchanges: [id])
    #expect(try site.ledger.interchange(id)?.state == .converted)
    try site.ledger.delivered([documents[0]])
    #expect(try site.ledger.interchange(id)?.state == .converted, "one of its documents still waits")
    try site.ledger.delivered([documents[1]])
    record = try #require(try site.ledger.interchange(id))
    #expect(record.state == .done && record.doneAt != nil && record.attempts == 0)
    #expect(try site.ledger.balance() == Balance(documents: [.delivered: 2], interchanges: [.done: 1], total: 2))
    #expect(try site.ledger.unfinished().isEmpty)
    #expect(try site.ledger.audit().problems == [])
  }

  @Test func aDocumentComesBackAsItWasRegistered() throws {
    let site = try Site()
    let keys = [BusinessKey(kind: "op", value: "A\"9\u{1F}7"), BusinessKey(kind: "produto", value: "ção")]
    var entry = DocumentEntry.posting(keys: keys, isNumbered: true)
    entry.lanes = ["op:1", "pedido:2"]
    let (id, _) = try site.register(entry, .posting(2, verdict: .rejected(codes: ["field.missing", "rule.sum"])))
    let records = try site.ledger.documents(of: id)
    #expect(records[0].entry.keys == keys && records[0].entry.lanes == entry.lanes)
    #expect(records[0].entry.identity == entry.identity && records[0].entry.extent == 10..<110)
    #expect(records[0].entry.content == entry.content && records[0].entry.outputName == entry.outputName)
    #expect(records[0].fileNumber == 1 && records[0].state == .waiting && records[0].output == nil)
    #expect(records[1].entry.verdict == .rejected(codes: ["field.missing", "rule.sum"]))
    #expect(try site.ledger.documents(of: id, after: 1).map(\.id) == [DocumentID(id, 2)])
    #expect(try site.ledger.documents(of: id, limit: 1).map(\.id) == [DocumentID(id, 1)])
  }

  /// Whatever stops between two steps, the step taken again changes nothing and answers the same.
  @Test func everyStepMayBeRepeated() throws {
    var site = try Site()
    let claims = [
      Claim(system: "trimpaper", name: Array("a".utf8), inode: 1, size: 1),
      Claim(system: "trimpaper", name: Array("b".utf8), inode: 2, size: 1),
    ]
    let ids = try twice(&site) { try $0.claiming(claims) }
    _ = try twice(&site) { try $0.vanished([ids[1]]) }
    _ = try twice(&site) { try $0.received([Site.capture(ids[0])]) }
    let entries = [
      (ids[0], DocumentEntry.posting(1, isNumbered: true)), (ids[0], .posting(2, isNumbered: true)),
      (ids[0], .posting(3, identity: nil, verdict: .rejected(codes: ["x"]))),
    ]
    let registrations = try twice(&site) { try $0.register(entries) }
    #expect(registrations[1] == .duplicate(of: DocumentID(ids[0], 1)))
    _ = try twice(&site) { try $0.finishRegistering(ids.dropLast()) }
    let first = DocumentID(ids[0], 1)
    let output = try site.output(first)
    _ = try twice(&site) { try $0.converted([output], interchanges: [ids[0]]) }
    _ = try twice(&site) { try $0.waiting([(first, note: "destino cheio")]) }
    #expect(try site.ledger.document(first)?.note == "destino cheio")
    _ = try twice(&site) { try $0.delivered([first]) }
    #expect(try site.ledger.document(first)?.note == nil)
    // A step that is taken again after later ones is no step back.
    _ = try twice(&site) { try $0.received([Site.capture(ids[0])]) }
    _ = try twice(&site) { try $0.converted([output], interchanges: [ids[0]]) }
    _ = try twice(&site) { try $0.finishRegistering([ids[0]]) }
    #expect(try site.ledger.interchange(ids[0])?.state == .done)
    #expect(try site.ledger.audit().problems == [])
  }

  private func twice<Value: Equatable>(_ site: inout Site, _ step: (Ledger) throws -> Value) throws -> Value {
    let value = try step(site.ledger)
    try site.reopen()
    let (head, balance) = (try site.ledger.head(), try site.ledger.balance())
    #expect(try step(site.ledger) == value)
    #expect(try site.ledger.head() == head)
    #expect(try site.ledger.balance() == balance)
    return value
  }

  private func twice(_ site: inout Site, _ step: (Ledger) throws -> Void) throws {
    _ = try twice(&site) { ledger in
      try step(ledger)
      return true
    }
  }

  @Test func aReadingIsCountedBeforeItBegins() throws {
    var site = try Site()
    let id = try site.receive()
    #expect(try site.ledger.beginReading([id]) == [1])
    try site.reopen()
    #expect(try site.ledger.beginReading([id]) == [2])
    #expect(try site.ledger.interchange(id)?.attempts == 2)
    #expect(try site.ledger.entries(of: id).last?["attempt"] == "2")
    try site.ledger.endReading([id])
    #expect(try site.ledger.beginReading([id]) == [1], "what was not its own fault does not count")
  }

  @Test func anInterchangeWithoutAcceptedDocumentsEndsWhenItsReportsAreWritten() throws {
    let site = try Site()
    let (id, _) = try site.register(.posting(verdict: .ignored(reason: "echo")))
    #expect(try site.ledger.interchange(id)?.state == .registered)
    try site.ledger.delivered([], interchanges: [id])
    #expect(try site.ledger.interchange(id)?.state == .done)
    #expect(try site.ledger.balance().documents == [.ignored: 1])
  }

  @Test func aFileThatIsTooLargeIsRejectedWhereItLies() throws {
    let site = try Site()
    let id = try site.ledger.claiming([Claim(system: "s", name: [65], inode: 1, size: 1 << 40)])[0]
    try site.ledger.register(
      [(id, DocumentEntry(ordinal: 1, verdict: .rejected(codes: ["file.too-large"])))], finished: [id])
    try site.ledger.delivered([], interchanges: [id])
    #expect(try site.ledger.interchange(id)?.state == .done)
    #expect(try site.ledger.hasUnresolved(id))
    #expect(throws: LedgerError.self) { try site.ledger.reprocess(of: id, reason: "nothing is archived") }
    #expect(try site.ledger.audit().problems == [])
  }

  @Test func whatIsReadyComesInTheOrderOfAcceptance() throws {
    let site = try Site()
    let (first, second) = (try site.receive("a"), try site.receive("b"))
    try site.ledger.register([(second, .posting(identity: "2")), (second, .posting(2, identity: "3"))])
    try site.ledger.register([(first, .posting(identity: "1"))], finished: [first, second])
    let order = [DocumentID(second, 1), DocumentID(second, 2), DocumentID(first, 1)]
    try site.ledger.converted(order.map(site.output), interchanges: [second])
    #expect(try site.ledger.ready().map(\.id) == Array(order.prefix(2)), "the first file is not whole yet")
    try site.ledger.converted([], interchanges: [first])
    #expect(try site.ledger.ready().map(\.id) == order)
    #expect(try site.ledger.ready(after: order[0], limit: 1).map(\.id) == [order[1]])
    try site.ledger.delivered([order[0]])
    #expect(try site.ledger.ready().map(\.id) == Array(order.dropFirst()))
  }

  @Test func anInterchangeThatIsStillBeingReadIsNotDone() throws {
    let site = try Site()
    let id = try site.receive()
    try site.ledger.register([(id, .posting())])
    try site.ledger.converted([site.output(DocumentID(id, 1))])
    try site.ledger.delivered([DocumentID(id, 1)])
    #expect(try site.ledger.interchange(id)?.state == .received)
  }

  @Test func theUnconfirmedMayBeConfirmedLater() throws {
    let site = try Site()
    let (id, _) = try site.register(.posting())
    try site.ledger.converted([site.output(DocumentID(id, 1))], interchanges: [id])
    try site.ledger.delivered([], unconfirmed: [DocumentID(id, 1)])
    #expect(try site.ledger.interchange(id)?.state == .done)
    #expect(try site.ledger.balance().documents == [.unconfirmed: 1])
    try site.ledger.delivered([DocumentID(id, 1)])
    try site.ledger.delivered([], unconfirmed: [DocumentID(id, 1)])
    #expect(try site.ledger.balance() == Balance(documents: [.delivered: 1], interchanges: [.done: 1], total: 1))
    #expect(try site.ledger.audit().problems == [])
  }

  @Test(arguments: [true, false]) func anAnswerMayComeBeforeTheHandOverIsToldOf(isTaken: Bool) throws {
    let site = try Site()
    let (id, _) = try site.register(.posting())
    let document = DocumentID(id, 1)
    try site.ledger.converted([site.output(document)], interchanges: [id])
    let keys = [BusinessKey(kind: "RECNO", value: "783162")]
    let answer = Answer(document: document, isTaken: isTaken, text: "dito", keys: keys)
    let receipt = try site.receive("r.xml", system: "protheus")
    let entry = DocumentEntry(ordinal: 1, flow: "retorno", verdict: .consumed(reason: "receipt"), answer: answer)
    #expect(try site.ledger.register([(receipt, entry)], finished: [receipt]) == [.consumed])
    // Registered again after a stop, it is not counted again.
    #expect(try site.ledger.register([(receipt, entry)]) == [.consumed])
    let state: DocumentState = isTaken ? .confirmed : .refused
    try site.ledger.delivered([document], interchanges: [receipt])
    #expect(try site.ledger.document(document)?.state == state)
    let balance = Balance(documents: [state: 1, .consumed: 1], interchanges: [.done: 2], total: 2)
    #expect(try site.ledger.balance() == balance)
    #expect(try site.ledger.trace("783162").map(\.id) == [document])
    #expect(try site.ledger.entries(of: document).count { $0.kind == .acknowledged } == 1)
    #expect(try site.ledger.audit().problems == [])
  }

  /// What would make the ledger lie is an error of the caller, and nothing of the call is kept.
  @Test func stepsOutOfOrderAreRefusedAsAWhole() throws {
    let site = try Site()
    let (id, _) = try site.register(.posting())
    let other = try site.receive("b.txt")
    let document = DocumentID(id, 1)
    let head = try site.ledger.head()
    let steps: [(Ledger) throws -> Void] = [
      { try $0.delivered([document]) },
      { try $0.vanished([id]) },
      { try $0.register([(id, .posting(2, identity: "2"))]) },
      { try $0.register([(other, .posting(1, identity: "3")), (other, .posting(2, identity: nil))]) },
      { try $0.converted([], interchanges: [other]) },
      { try $0.received([Capture(id: id, sha256: [1], size: 1, archivePath: [1])]) },
      { _ = try $0.beginReading([InterchangeID(99)]) },
      { try $0.delivered([DocumentID(id, 9)]) },
      { ledger in
        let output = try site.output(document)
        try ledger.converted([
          OutputRecord(document: document, system: "trimpaper", name: output.name, sha256: output.sha256, size: 1)
        ])
      },
      { _ = try $0.addRequest(.resend, subject: "M-1", reason: "") },
    ]
    for step in steps {
      let error = #expect(throws: LedgerError.self) { try step(site.ledger) }
      #expect(error?.code == .contradiction && error?.isTransient == false)
      #expect(try site.ledger.head() == head)
    }
    #expect(try site.ledger.audit().problems == [])
  }
}
