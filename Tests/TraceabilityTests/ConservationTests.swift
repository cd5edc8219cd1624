import EDIModel
import TestSupport
import Testing
import Traceability

/// Random lives of files, against a model small enough to be seen to be right.
struct ConservationTests {
  @Test(arguments: 1...12)
  func everyDocumentIsInOneStateAndIdentitiesAreKept(seed: UInt64) throws {
    var play = try Play(seed: seed)
    for _ in 0..<120 { try play.move() }
    try play.check()
    #expect(try play.site.ledger.audit().problems == [])
  }
}

/// One random play: moves that are allowed now, taken on the ledger and on the model.
private struct Play {
  private struct Accepted {
    let document: DocumentID
    let content: Int
    let stamp: Int
  }

  var site: Site
  private var random: Seeded
  private var received: [InterchangeID] = []
  private var waiting: [DocumentID] = []
  private var accepted: [String: [Accepted]] = [:]
  private var states: [DocumentID: DocumentState] = [:]
  private var vanished = 0
  private var claimed: [InterchangeID] = []

  init(seed: UInt64) throws {
    site = try Site(volumeBits: UInt8(seed % 8 + 1))
    random = Seeded(seed: seed)
  }

  mutating func move() throws {
    switch Int.random(in: 0..<8, using: &random) {
    case 0: try claim()
    case 1: try receive()
    case 2, 3: try register()
    case 4, 5: try deliver()
    case 6: try reject()
    default: Bool.random(using: &random) ? try site.reopen() : try check()
    }
  }

  private mutating func claim() throws {
    let claims = (0..<Int.random(in: 1...3, using: &random)).map { _ in
      Claim(system: "s", name: [65], inode: UInt64.random(in: 0...UInt64.max, using: &random), size: 1)
    }
    claimed += try site.ledger.claiming(claims)
    if Int.random(in: 0..<6, using: &random) == 0 {
      try site.ledger.vanished([claimed.removeLast()])
      vanished += 1
    }
  }

  private mutating func receive() throws {
    try site.ledger.received(claimed.map(Site.capture))
    received += claimed
    claimed = []
  }

  private mutating func register() throws {
    guard let id = received.popLast() else { return }
    var entries: [DocumentEntry] = []
    var expected: [Registration?] = []
    for ordinal in 1...Int.random(in: 1...4, using: &random) {
      let isState = Bool.random(using: &random)
      let identity = (isState ? "s" : "e") + String(Int.random(in: 0..<5, using: &random))
      let (content, stamp) = (Int.random(in: 0..<3, using: &random), Int.random(in: 0..<6, using: &random))
      let isBad = Int.random(in: 0..<5, using: &random) == 0
      entries.append(
        .posting(
          ordinal, identity: identity, content: "\(content)", kind: isState ? .state : .event, stamp: "\(stamp)",
          verdict: isBad ? .rejected(codes: ["x"]) : .good, isNumbered: true))
      let version = Accepted(document: DocumentID(id, ordinal), content: content, stamp: stamp)
      expected.append(isBad ? .rejected : judge(version, identity, isState))
    }
    let registrations = try site.ledger.register(entries.map { (id, $0) }, finished: [id])
    for (registration, expectation) in zip(registrations, expected) {
      if let expectation { #expect(registration == expectation) } else { #expect(registration.name != nil) }
    }
  }

  /// What the model says; `nil` is accepted.
  private mutating func judge(_ version: Accepted, _ identity: String, _ isState: Bool) -> Registration? {
    let history = accepted[identity] ?? []
    var answer: Registration?
    if isState, let last = history.last {
      if last.content == version.content {
        answer = .duplicate(of: last.document)
      } else if version.stamp < last.stamp {
        answer = .superseded(by: last.document)
      }
    } else if let first = history.first {
      answer = first.content == version.content ? .duplicate(of: first.document) : .divergent(from: first.document)
    }
    if answer == nil {
      accepted[identity, default: []].append(version)
      waiting.append(version.document)
    }
    return answer
  }

  private mutating func deliver() throws {
    guard let id = waiting.popLast() else { return }
    try site.ledger.converted([site.output(id)], interchanges: [id.interchange])
    if Bool.random(using: &random) {
      try site.ledger.delivered([id])
      states[id] = .delivered
    } else {
      try site.ledger.delivered([], unconfirmed: [id])
      states[id] = .unconfirmed
    }
  }

  private mutating func reject() throws {
    guard !waiting.isEmpty else { return }
    let id = waiting.removeFirst()
    try site.ledger.rejected([(id, codes: ["y"])])
    states[id] = .rejected
    for key in accepted.keys { accepted[key]?.removeAll { $0.document == id } }
  }

  mutating func check() throws {
    let balance = try site.ledger.balance()
    #expect(balance.gap == 0)
    #expect(balance.documents[.waiting] ?? 0 == waiting.count)
    #expect(balance.documents[.delivered] ?? 0 == states.values.count { $0 == .delivered })
    #expect(balance.documents[.unconfirmed] ?? 0 == states.values.count { $0 == .unconfirmed })
    #expect(balance.interchanges[.vanished] ?? 0 == vanished)
    #expect(balance.interchanges[.claiming] ?? 0 == claimed.count)
    #expect(balance.interchanges[.received] ?? 0 == received.count)
    for id in waiting { #expect(try site.ledger.document(id)?.state == .waiting) }
    let open = Set(waiting.map(\.interchange)).union(received).union(claimed)
    #expect(open.isSubset(of: try site.ledger.unfinished().map(\.id)))
    try checkNames()
  }

  private func checkNames() throws {
    let documents = try site.ledger.list(LedgerFilter(limit: 10_000))
    let numbers = documents.map(\.fileNumber).filter { $0 > 0 }.sorted()
    #expect(numbers == Array(1...Int64(max(1, numbers.count))).prefix(numbers.count).map { $0 })
    let names = documents.compactMap { $0.output?.name }
    #expect(Set(names).count == names.count)
  }
}
