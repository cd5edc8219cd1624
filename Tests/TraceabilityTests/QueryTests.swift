import EDIModel
import Testing
import Traceability

/// What can be asked of the ledger.
struct QueryTests {
  private func filled() throws -> Site {
    let site = try Site()
    let keys = [
      BusinessKey(kind: "op", value: "A9716901001"),
      BusinessKey(kind: "operador", value: "123.456.789-09", isPersonal: true),
    ]
    let (first, _) = try site.register(.posting(keys: keys), name: "AP_004512_jumbo.txt")
    try site.deliver(first)
    _ = try site.register(
      .posting(identity: "2", keys: [BusinessKey(kind: "pedido", value: "A9716901001")], name: "pedido-004513.xml"),
      .posting(2, identity: "3", verdict: .rejected(codes: ["x"])), name: "PV_004513.txt")
    return site
  }

  private func found(_ site: Site, _ text: String) throws -> [String] {
    try site.ledger.trace(text).map(\.id.description)
  }

  @Test func everythingThatPeopleKnowLeadsToTheDocument() throws {
    let site = try filled()
    let (one, two, three) = ("M-0000001.1", "M-0000002.1", "M-0000002.2")
    #expect(try found(site, "A9716901001") == [two, one], "a key of any kind, newest first")
    #expect(try found(site, "a9716901001") == [two, one])
    #expect(try found(site, "M-0000002") == [three, two])
    #expect(try found(site, "m-2.1") == [two])
    #expect(try found(site, "2") == [three, two], "a plain number that is nothing else")
    #expect(try found(site, "AP_004512_jumbo.txt") == [one])
    #expect(try found(site, "AP_0045") == [one])
    #expect(try found(site, "jumbo") == [one])
    #expect(try found(site, "pedido-004513.xml") == [two])
    #expect(try found(site, "nothing").isEmpty)
    #expect(try found(site, "").isEmpty)
    #expect(try site.ledger.trace("A9716901001", limit: 1).count == 1)
  }

  @Test func hashesAreFoundByTheirFirstDigits() throws {
    let site = try filled()
    let bytes = try #require(try site.ledger.interchange(InterchangeID(1))?.sha256)
    let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    #expect(try found(site, digits) == ["M-0000001.1"])
    #expect(try found(site, String(digits.prefix(9)).uppercased()) == ["M-0000001.1"])
    #expect(try found(site, String(digits.prefix(7))).isEmpty)
    let output = try #require(try site.ledger.document(DocumentID(InterchangeID(1), 1))?.output?.sha256)
    let start = output.prefix(6).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    #expect(try found(site, start) == ["M-0000001.1"])
  }

  @Test func personalValuesAreFoundAndNotStored() throws {
    let site = try filled()
    #expect(try found(site, "123.456.789-09") == ["M-0000001.1"])
    let key = try #require(try site.ledger.document(DocumentID(InterchangeID(1), 1))?.entry.keys.last)
    #expect(key.isPersonal && key.value.hasPrefix("hmac:") && key.value.utf8.count == 69)
    let other = try filled()
    let hash = try #require(try other.ledger.document(DocumentID(InterchangeID(1), 1))?.entry.keys.last?.value)
    #expect(hash != key.value, "each ledger has a salt of its own")
    for entry in try site.ledger.entries(after: 0) {
      #expect(!String(decoding: entry.payload, as: UTF8.self).contains("456.789"))
    }
  }

  @Test func namesThatAreNotTextAreFoundByTheirBytes() throws {
    let site = try Site()
    let name: [UInt8] = [0x6A, 0x6F, 0xE3, 0x6F]
    let id = try site.ledger.claiming([Claim(system: "protheus", name: name, inode: 1, size: 1)])[0]
    try site.ledger.received([Site.capture(id)])
    try site.ledger.register([(id, .posting())])
    #expect(try site.ledger.trace(bytes: name).map(\.id) == [DocumentID(id, 1)])
    #expect(try site.ledger.trace(bytes: [0xE3, 0x6F]).map(\.id) == [DocumentID(id, 1)])
  }

  @Test func interchangesAreReadTogether() throws {
    let site = try filled()
    let ids = [InterchangeID(2), InterchangeID(9), InterchangeID(1)]
    #expect(try site.ledger.interchanges(ids).map(\.id) == [InterchangeID(2), InterchangeID(1)])
  }

  /// Each file makes eight entries: with four to a volume each has two of its own.
  @Test func whatIsFoundComesFromAllVolumes() throws {
    let site = try Site(volumeBits: 2)
    for number in 1...9 {
      let keys = [BusinessKey(kind: "op", value: "A1"), BusinessKey(kind: "bobina", value: "B\(number)")]
      let (id, _) = try site.register(
        .posting(identity: "\(number)", keys: keys, name: "a\(number).xml"), name: "AP000\(number).txt")
      try site.deliver(id)
    }
    let newest = (1...9).reversed().map { "M-000000\($0).1" }
    #expect(try found(site, "A1") == newest)
    #expect(try site.ledger.trace("A1", limit: 3).map(\.id.description) == Array(newest.prefix(3)))
    #expect(try found(site, "AP000") == newest)
    #expect(try found(site, "000").count == 9, "a part of a name")
    for number in 1...9 {
      #expect(try found(site, "B\(number)") == ["M-000000\(number).1"])
      #expect(try found(site, "AP000\(number).txt") == ["M-000000\(number).1"])
      let document = DocumentID(InterchangeID(Int64(number)), 1)
      #expect(try site.ledger.output(sha256: Site.hash("output of \(document)")) == document)
    }
    var filter = LedgerFilter(limit: 4)
    filter.text = "A1"
    var listed: [String] = []
    while case let page = try site.ledger.list(filter), let last = page.last {
      listed += page.map(\.id.description)
      filter.before = last.id
    }
    #expect(listed == newest, "page by page, none twice and none left out")
    #expect(try site.ledger.interchanges(filter).isEmpty)
    filter.before = nil
    #expect(try site.ledger.interchanges(filter).map(\.id.number) == [9, 8, 7, 6])
    #expect(try site.ledger.audit().problems == [])
  }

  @Test func listsAreFiltered() throws {
    let site = try filled()
    func list(_ change: (inout LedgerFilter) -> Void) throws -> [String] {
      var filter = LedgerFilter()
      change(&filter)
      return try site.ledger.list(filter).map(\.id.description)
    }
    #expect(try list { _ in } == ["M-0000002.2", "M-0000002.1", "M-0000001.1"])
    #expect(try list { $0.states = [.waiting, .rejected] } == ["M-0000002.2", "M-0000002.1"])
    #expect(try list { $0.interchangeStates = [.done] } == ["M-0000001.1"])
    #expect(try list { $0.flow = "pedido-venda" }.isEmpty)
    #expect(try list { $0.system = "trimpaper" }.count == 3)
    #expect(try list { $0.text = "jumbo" } == ["M-0000001.1"])
    #expect(try list { $0.text = "123.456.789-09" } == ["M-0000001.1"])
    #expect(try list { $0.since = "2999" }.isEmpty)
    #expect(try list { $0.until = "2999" }.count == 3)
    #expect(try list { $0.limit = 1 } == ["M-0000002.2"])
    #expect(try list { $0.before = DocumentID(InterchangeID(2), 2) } == ["M-0000002.1", "M-0000001.1"])
    var filter = LedgerFilter()
    filter.states = [.rejected]
    #expect(try site.ledger.interchanges(filter).map(\.id) == [InterchangeID(2)])
    filter.before = DocumentID(InterchangeID(2), 1)
    #expect(try site.ledger.interchanges(filter).isEmpty)
  }

  @Test func anEchoIsKnownByItsBytes() throws {
    let site = try filled()
    let output = try #require(try site.ledger.document(DocumentID(InterchangeID(1), 1))?.output)
    #expect(try site.ledger.output(sha256: output.sha256) == output.document)
    #expect(try site.ledger.output(sha256: Site.hash("nobody")) == nil)
    #expect(try site.ledger.lastOutput(flow: Site.flow, identity: "01\u{1F}000123") == output)
    #expect(try site.ledger.lastOutput(flow: Site.flow, identity: "2") == nil, "not converted yet")
  }

  @Test func theTimelineTellsWhoAndWhy() throws {
    let site = try filled()
    let entries = try site.ledger.entries(of: DocumentID(InterchangeID(1), 1))
    #expect(
      entries.map(\.kind) == [.claimed, .received, .registered, .read, .output, .converted, .delivered, .done])
    #expect(entries.allSatisfy { $0["actor"] == "test" && $0["config"]?.utf8.count == 64 })
    #expect(try site.ledger.entries(of: InterchangeID(2), limit: 2).map(\.kind) == [.claimed, .received])
    let rejected = try site.ledger.entries(of: DocumentID(InterchangeID(2), 2))
    #expect(rejected.first { $0.kind == .registered }?["reason"] == "x")
  }

  @Test func archivedFilesAreToldOnce() throws {
    let site = try filled()
    _ = try site.ledger.reprocess(of: InterchangeID(1), reason: "teste")
    let files = try site.ledger.archived()
    #expect(files.map(\.id) == [InterchangeID(1), InterchangeID(2)])
    #expect(files[0].sha256 == Site.hash("bytes of M-0000001"))
    #expect(try site.ledger.archived(after: InterchangeID(1), limit: 5).map(\.id) == [InterchangeID(2)])
  }
}
