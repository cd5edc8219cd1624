import EDIModel
import Testing
import Traceability

/// Rejected documents that a later one puts right, sequences of inbound files, requests.
struct ResolutionTests {
  @Test func aCorrectedCopyResolvesTheRejectedOnes() throws {
    var site = try Site()
    let bad = DocumentEntry.posting(verdict: .rejected(codes: ["field.missing"]))
    let (first, _) = try site.register(bad)
    let (second, _) = try site.register(bad)
    let (other, _) = try site.register(.posting(identity: "other", verdict: .rejected(codes: ["x"])))
    let (good, _) = try site.register(.posting())
    #expect(try site.ledger.resolvedToMove().isEmpty, "accepted is not yet delivered")
    let (later, _) = try site.register(bad)
    let resolved = try site.deliver(good)
    #expect(resolved == [DocumentID(first, 1), DocumentID(second, 1)])
    #expect(try site.ledger.document(DocumentID(first, 1))?.resolvedBy == DocumentID(good, 1))
    for id in [other, later] { #expect(try site.ledger.document(DocumentID(id, 1))?.resolvedBy == nil) }
    try site.reopen()
    #expect(try site.ledger.resolvedToMove().map(\.rejected) == resolved)
    #expect(try site.ledger.resolvedToMove().map(\.by) == [DocumentID(good, 1), DocumentID(good, 1)])
    try site.ledger.resolvedMoved([resolved[0]])
    try site.ledger.resolvedMoved([resolved[0], DocumentID(other, 1)])
    #expect(try site.ledger.resolvedToMove().map(\.rejected) == [resolved[1]])
    #expect(try site.ledger.audit().problems == [])
  }

  @Test func reprocessingResolvesWhatHadNoIdentity() throws {
    let site = try Site()
    let unknown = DocumentEntry(ordinal: 1, verdict: .rejected(codes: ["layout.unknown"]))
    let (first, _) = try site.register(unknown)
    let again = try site.ledger.reprocess(of: first, reason: "layout novo")
    try site.ledger.register([(again, .posting())], finished: [again])
    #expect(try site.deliver(again) == [DocumentID(first, 1)])
  }

  @Test func aDivergentCopyIsNotPutRightByTheFirstOne() throws {
    let site = try Site()
    let (first, _) = try site.register(.posting())
    let (divergent, _) = try site.register(.posting(content: "B"))
    let again = try site.ledger.reprocess(of: first, reason: "teste")
    try site.ledger.register([(again, .posting())], finished: [again])
    #expect(try site.deliver(again).isEmpty)
    #expect(try site.ledger.document(DocumentID(divergent, 1))?.resolvedBy == nil)
  }

  @Test func sequencesOfFilesAreFollowed() throws {
    var site = try Site()
    func note(_ number: Int64, _ id: InterchangeID, layout: String = "a") throws -> SequenceJudgement {
      try site.ledger.noteSequence(system: "trimpaper", layout: layout, number: number, id: id)
    }
    let ids = try (1...7).map { try site.receive("f\($0)") }
    #expect(try note(40, ids[0]) == .first)
    #expect(try note(41, ids[1]) == .inOrder)
    #expect(try note(45, ids[2]) == .gap(from: 42, to: 44))
    #expect(try note(43, ids[3]) == .inOrder, "it fills the gap")
    #expect(try note(41, ids[4]) == .repeated(of: ids[1]))
    #expect(try note(1, ids[5], layout: "b") == .first)
    try site.reopen()
    let head = try site.ledger.head()
    #expect(try note(45, ids[2]) == .gap(from: 42, to: 44))
    #expect(try note(41, ids[4]) == .repeated(of: ids[1]))
    #expect(try note(41, ids[1]) == .inOrder)
    #expect(try site.ledger.head() == head)
    #expect(try note(45, site.ledger.reprocess(of: ids[2], reason: "x")) == .gap(from: 42, to: 44))
  }

  @Test func aFileThatWasRejectedAsAWholeMayBeSentAgainUnderItsNumber() throws {
    let site = try Site()
    let (bad, _) = try site.register(.posting(verdict: .rejected(codes: ["trailer.count"])))
    let good = try site.receive("b.txt")
    _ = try site.ledger.noteSequence(system: "s", layout: "l", number: 5, id: bad)
    #expect(try site.ledger.noteSequence(system: "s", layout: "l", number: 5, id: good) == .inOrder)
  }

  @Test func requestsAreCarriedOutOnce() throws {
    var site = try Site()
    let (first, _) = try site.register(.posting())
    try site.deliver(first)
    let asker = try Ledger(path: site.path, configuration: [], actor: "maria")
    let request = try asker.addRequest(.reprocess, subject: first.description, reason: "layout corrigido")
    #expect(request.actor == "maria" && request.doneAt == nil)
    #expect(try site.ledger.pendingRequests() == [request])
    let made = try site.ledger.reprocess(of: first, reason: request.reason, request: request.id)
    try site.reopen()
    #expect(try site.ledger.pendingRequests().isEmpty)
    #expect(try site.ledger.reprocess(of: first, reason: request.reason, request: request.id) == made)
    #expect(try site.ledger.request(request.id)?.result == made.description)
    let resend = try site.ledger.addRequest(.resend, subject: "\(first).1", reason: "arquivo apagado", actor: "joão")
    try site.ledger.finishRequest(resend.id, result: "entregue")
    try site.ledger.finishRequest(resend.id, result: "outra vez")
    #expect(try site.ledger.request(resend.id)?.result == "entregue")
    #expect(try site.ledger.entries(of: DocumentID(first, 1)).map(\.kind).suffix(2) == [.asked, .answered])
    #expect(try site.ledger.audit().problems == [])
  }
}
