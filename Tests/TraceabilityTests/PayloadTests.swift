import EDIModel
import GRDB
import TestSupport
import Testing

@testable import Traceability

/// The canonical bytes of an entry, and the shorter bytes that they are made from.
struct PayloadTests {
  /// Runs a body with the words of a ledger, in a transaction that is undone.
  private func withWords(_ body: (Vocabulary) throws -> Void) throws {
    let site = try Site()
    try site.ledger.connection.queue.inTransaction { database in
      try body(Vocabulary(words: Words(), database: database))
      return .rollback
    }
  }

  private func text(_ packed: [UInt8], _ words: Vocabulary, document: Int64 = 0) throws -> String? {
    var payload = Payload(words)
    let place = Payload.Place(seq: 12, interchange: 7, document: document)
    guard try packed.withUnsafeBytes({ try payload.write($0, at: place) }) else { return nil }
    return String(decoding: payload.bytes, as: UTF8.self)
  }

  @Test func aPayloadIsItsFactsInTheOrderOfTheirNames() throws {
    try withWords { words in
      let facts = [
        Fact(.at, .stamp(1_787_832_152_123)), Fact(.by, .id(7 << 26 | 3)), Fact(.content, hash: [0, 0xFF]),
        Fact(.from, -300), Fact(.keys, .list([.list([.word("op"), .text("0012"), .number(1)]), .list([])])),
        Fact(.name, "ação \"1\"\\\u{1F}\n.txt"), Fact(.of, .id(7 << 26)), Fact(.state, word: "received"),
        Fact(.what, word: "de \"fora\""),
      ]
      let packed = try Packing.pack(facts, with: words)
      let canonical = #"""
        {"v":1,"at":"2026-08-27T12:02:32.123Z","by":"M-0000007.3","content":"00ff","document":3,"from":-300,\#
        "interchange":7,"keys":[["op","0012",1],[]],"name":"ação \"1\"\\\u001f\u000a.txt","of":"M-0000007","seq":12,\#
        "state":"received","what":"de \"fora\""}
        """#
      #expect(try text(packed, words, document: 3) == canonical)
    }
  }

  /// What is stored is what was meant: facts of all kinds and sizes, read back and written again.
  @Test(arguments: 1...40)
  func storedFactsAreReadBack(seed: UInt64) throws {
    var random = Seeded(seed: seed)
    try withWords { words in
      for _ in 0..<50 {
        let names = FactName.allCases.filter { _ in Bool.random(using: &random) }
        let facts = names.map { Fact($0, Self.value(&random)) }
        let packed = try Packing.pack(facts, with: words)
        let read = try #require(try packed.withUnsafeBytes { try Unpacker.facts($0, words) })
        #expect(read.map(\.name) == names)
        #expect(read.map(\.value.json) == facts.map(\.value.json))
        #expect(read.map(\.value.plain) == facts.map(\.value.plain))
        let none = try packed.withUnsafeBytes { try Unpacker.facts($0, words) { _ in false } }
        #expect(none == [], "what is passed over is passed over wholly")
        let canonical = facts.filter { ![.seq, .interchange, .document].contains($0.name) }
        let text = try #require(try self.text(Packing.pack(canonical, with: words), words))
        for fact in canonical { #expect(text.contains("\"\(fact.name.text)\":\(fact.value.json)")) }
      }
    }
  }

  // One of each case, drawn by its number.
  private static func value(_ random: inout Seeded, depth: Int = 0) -> CanonicalValue {
    let number = Int64(bitPattern: random.next() >> (random.next() % 64))
    let length = Int.random(in: 0...40, using: &random)
    switch Int.random(in: 0..<(depth < 3 ? 9 : 8), using: &random) {
    case 0: return .number(number)
    case 1: return .number(-(number >> 1))
    case 2:
      return .text(String(decoding: (0..<length).map { _ in UInt8.random(in: 0...127, using: &random) }, as: UTF8.self))
    case 3: return .text(String((0..<length).compactMap { _ in "0123456789abcdef".randomElement(using: &random) }))
    case 4: return .word(["op", "pedido", "ç\u{1F}", ""].randomElement(using: &random) ?? "")
    case 5: return .hex((0..<length).map { _ in UInt8.random(in: 0...255, using: &random) })
    case 6: return .id(Int64.random(in: 0...(1 << 50), using: &random))
    case 7: return .stamp(Int64.random(in: -1_000_000...4_107_542_400_000, using: &random))
    default: return .list((0..<length / 8).map { _ in value(&random, depth: depth + 1) })
    }
  }

  /// Stored bytes that were tampered with, or damaged, are never read beyond their end.
  @Test func damagedBytesAreNoFacts() throws {
    let huge = [UInt8](repeating: 255, count: 8)
    try withWords { words in
      for bytes in [
        [0, 1], [255, 1], [1], [1, 0x18], [1, 0x1F, 0, 0], [1, 0x45, 65], [1, 0x5F] + huge, [1, 0x85, 1], [1, 0xA0],
        [1, 0xB8, 255], [2, 1, 1, 1], [1, 1, 1, 1], [1, 0x1F] + huge, [1] + [UInt8](repeating: 0x81, count: 30),
        [FactName.seq.rawValue, 1],
      ] as [[UInt8]] { #expect(try text(bytes, words) == nil, "\(bytes)") }
      var random = Seeded(seed: 7)
      for _ in 0..<20_000 {
        let bytes = (0..<Int.random(in: 0...24, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        let isWritten = try text(bytes, words) != nil
        let facts = try bytes.withUnsafeBytes { try Unpacker.facts($0, words) }
        if isWritten { #expect(facts != nil || !bytes.allSatisfy { $0 < 0x40 }) }
      }
    }
  }

  @Test func theNamesStandInTheOrderOfTheirCodes() {
    #expect(FactName.texts == FactName.texts.sorted())
    #expect(FactName.allCases.map { "\($0)" } == FactName.texts)
    #expect(FactName.allCases.map(\.rawValue) == Array(1...UInt8(FactName.texts.count)))
  }

  @Test func everyWordOfTheProgramHasItsNumber() {
    let words =
      InterchangeState.allCases.map(\.rawValue) + DocumentState.allCases.map(\.rawValue)
      + EntryKind.allCases.map(\.rawValue) + [IdentityKind.event, .state].map(\.rawValue)
      + [Request.Kind.reprocess, .resend].map(\.rawValue)
    for word in words { #expect(Word.number(word).flatMap(Word.fixed) == word) }
    #expect(Set(Word.fixed).count == Word.fixed.count && Word.fixed.count < Word.firstOfSite)
    #expect(Word.fixed[4] == "done" && Word.fixed[33] == "resend", "the numbers stand in every ledger")
  }
}
