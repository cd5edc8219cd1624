import EDIModel
import Foundation
import TestSupport
import Testing

@testable import Formats
@testable import Layouts

@Suite("XML: files that mean harm, or met it")
struct XMLHostileTests {
  let reader: XMLReader

  init() throws { reader = try XMLReader.order() }

  /// Reads, and insists that it took less than a second.
  private func quickly(_ bytes: [UInt8], limits: Limits = Limits()) throws -> XMLOutcome {
    var outcome = XMLOutcome()
    let took = try ContinuousClock().measure { outcome = try reader.outcome(bytes, limits: limits) }
    #expect(took < .seconds(1))
    return outcome
  }

  private func quickly(_ text: String) throws -> XMLOutcome { try quickly(Array(text.utf8)) }

  @Test(arguments: [
    "<!DOCTYPE Message>", "<!DOCTYPE Message SYSTEM 'http://127.0.0.1:9/x.dtd'>",
    "<!DOCTYPE Message [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>",
    "<!DOCTYPE Message [<!ENTITY % p SYSTEM 'file:///etc/hostname'>%p;]>",
    "<!DOCTYPE Message [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>",
  ])
  func doctypeIsRefusedAtSight(doctype: String) throws {
    let outcome = try quickly(
      XMLOrder.message(body: "<Note>&x;&c;</Note>").replacing("<Message>", with: doctype + "\n<Message>"))
    #expect(outcome.codes == ["xml.doctype"])
    #expect(outcome.documents.isEmpty)
    #expect(outcome.reading.isRejected)
  }

  @Test func entitiesOfItsOwnAreMalformed() throws {
    let outcome = try quickly(XMLOrder.message(body: "<Note>&x;</Note>"))
    #expect(outcome.codes == ["xml.malformed"])
    #expect(outcome.findings.first?.found == "&x;")
    #expect(outcome.findings.first?.place.line == 4)
    #expect(
      try reader.outcome(XMLOrder.message(body: "<Note>&lt;&gt;&amp;&quot;&apos;&#65;&#xE7;</Note>")).text("note")
        == "<>&\"'Aç")
  }

  @Test func depthIsLimited() throws {
    let deep = String(repeating: "<a>", count: 100_000)
    let outcome = try quickly(XMLOrder.message(body: deep))
    #expect(outcome.codes == ["xml.too-deep"])
    #expect(outcome.text("company") == "01")
  }

  @Test func attributesAreLimited() throws {
    let many = (0..<200_000).map { " a\($0)=\"1\"" }.joined()
    let outcome = try quickly(XMLOrder.message(body: "<Note\(many)>x</Note>"))
    #expect(outcome.codes == ["xml.too-many-attributes"])
    let some = (0..<300).map { " a\($0)=\"1\"" }.joined()
    #expect(try quickly(XMLOrder.message(body: "<Note\(some)>x</Note>")).codes == ["xml.too-many-attributes"])
    let namespaces = (0..<300).map { " xmlns:a\($0)=\"urn:\($0)\"" }.joined()
    #expect(try quickly(XMLOrder.message(body: "<Note\(namespaces)>x</Note>")).codes == ["xml.too-many-attributes"])
  }

  @Test("Names are kept for the whole file, and a hundred thousand of them cost more than they are worth")
  func namesAreLimited() throws {
    let elements = (0..<100_000).map { "<a\($0)>1</a\($0)>" }.joined()
    #expect(try quickly(XMLOrder.message(body: elements)).codes.last == "xml.too-many-names")
    let attributes = (0..<100_000).map { "<Strange a\($0)='1'/>" }.joined()
    #expect(try quickly(XMLOrder.message(body: attributes)).codes.last == "xml.too-many-names")
  }

  @Test("What is found beyond the limit is counted and costs next to nothing")
  func findingsAreLimited() throws {
    let wrong = String(repeating: "<Line><Quantity>1,5</Quantity></Line>", count: 3_000)
    let outcome = try quickly(XMLOrder.message(lines: wrong))
    #expect(outcome.findings.count == 100)
    #expect(outcome.documents.first.map { $0.findings.count + $0.furtherFindings } == 6_000)
  }

  @Test func tokensAreLimited() throws {
    let long = String(repeating: "x", count: 11 << 20)
    for body in [
      "<Note>\(long)</Note>", "<Strange>\(long)</Strange>", "<Note><![CDATA[\(long)]]></Note>", "<!--\(long)-->",
      "<Note a='\(long)'/>", "<\(long)/>", "<?pi \(long)?>",
    ] {
      #expect(try quickly(XMLOrder.message(body: body)).codes.last == "xml.token-too-long")
    }
  }

  @Test func sizeIsLimited() throws {
    var limits = Limits()
    limits.document = 100_000
    let text = XMLOrder.message(lines: (0..<5000).map { XMLOrder.line("A", "\($0)") }.joined())
    let outcome = try reader.outcome(text, limits: limits)
    #expect(outcome.codes == ["file.too-large"])
    #expect(outcome.documents.first?.document.extent.bytes == 0..<text.utf8.count)
  }

  @Test(arguments: [
    ([0xFF], FindingCode.textInvalidByte), ([0xC0, 0xAF], .textInvalidByte), ([0xED, 0xA0, 0x80], .textInvalidByte),
    ([0xE2, 0x82], .textInvalidByte), ([0xF5, 0x80, 0x80, 0x80], .textInvalidByte), ([0x00], .textControlCharacter),
    ([0x01], .textControlCharacter),
    ([0x1A], .textControlCharacter), ([0x1B], .textControlCharacter),
  ])
  func badBytesAreNamedWithTheirPlace(bad: [UInt8], code: FindingCode) throws {
    let marker = Array("@@".utf8)
    for text in [
      XMLOrder.message(body: "<Note>ç@@</Note>"), XMLOrder.message(body: "\n<No@@te/>"),
      XMLOrder.message(body: "<Note a='@@'/>"),
    ] {
      var bytes = Array(text.utf8)
      let at = try #require(bytes.indices.first { bytes[$0...].starts(with: marker) })
      bytes.replaceSubrange(at..<at + 2, with: bad)
      let outcome = try quickly(bytes)
      #expect(outcome.codes == [code.rawValue])
      #expect(outcome.findings.first?.place.byte == at)
      let start = bytes[..<at].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      #expect(outcome.findings.first?.place.column == at - start + 1)
      #expect(outcome.findings.first?.place.line == 1 + bytes[..<at].count(where: { $0 == 0x0A }))
      #expect(outcome.documents.first?.isRejected == true)
      #expect(outcome.text("stamp") == "20260827120232")
    }
  }

  @Test func undefinedBytesOfWindows1252() throws {
    for byte: UInt8 in [0x81, 0x8D, 0x8F, 0x90, 0x9D] {
      var bytes = Array(XMLOrder.message(body: "<Note>é@</Note>").replacing("UTF-8", with: "Windows-1252").utf8)
      let at = try #require(bytes.firstIndex(of: UInt8(ascii: "@")))
      bytes[at] = byte
      let outcome = try quickly(bytes)
      #expect(outcome.codes == ["text.invalid-byte"])
      #expect(outcome.findings.first?.place.byte == at)
    }
  }

  @Test func encodingsThatAreNotAccepted() throws {
    for name in ["UTF-16", "EBCDIC-CP-US", "ISO-8859-15", "x'"] {
      let outcome = try quickly(XMLOrder.message().replacing("UTF-8", with: name))
      #expect(outcome.codes == ["text.encoding-unsupported"])
    }
    let wide = XMLOrder.message().utf16
    let little = wide.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    let big = wide.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    for bytes in [little, big, [0xFF, 0xFE] + little, [0xFE, 0xFF] + big] {
      let outcome = try quickly(bytes)
      #expect(outcome.codes == ["text.encoding-unsupported"])
      #expect(outcome.documents.isEmpty)
    }
    #expect(
      try quickly([0xEF, 0xBB, 0xBF] + Array(XMLOrder.message().replacing("UTF-8", with: "ISO-8859-1").utf8)).codes == [
        "text.encoding-unsupported"
      ])
    // Declared UTF-8, written in Windows-1252.
    var bytes = Array(XMLOrder.message(body: "<Note>S@o</Note>").utf8)
    bytes[bytes.firstIndex(of: UInt8(ascii: "@")) ?? 0] = 0xE3
    #expect(try quickly(bytes).codes == ["text.invalid-byte"])
  }

  @Test func everyCutIsFoundIncomplete() throws {
    let bytes = Array(
      XMLOrder.message(body: "<Note a='&amp;'>ção &lt; 1</Note><!-- c --><![CDATA[ ]]>", lines: XMLOrder.line("A", "x"))
        .utf8)
    let whole = try #require(bytes.lastIndex(of: UInt8(ascii: ">")))
    for length in 1...whole {
      let outcome = try reader.outcome(Array(bytes[..<length]))
      let isInCharacter = bytes[length] & 0xC0 == 0x80
      #expect(outcome.errors.last?.code == (isInCharacter ? .textInvalidByte : .fileIncomplete), "cut at \(length)")
      #expect(!outcome.errors.contains { $0.code == .fieldMissing })
    }
    #expect(try reader.outcome(Array(bytes[...whole])).codes == ["xml.unknown-element", "field.not-a-number"])
  }

  @Test func findingsBeforeTheCutAreKept() throws {
    let text = XMLOrder.message(lines: XMLOrder.line("A", "1,5") + XMLOrder.line("B", "2"))
    let outcome = try quickly(String(text.prefix(text.count - 30)))
    #expect(outcome.codes == ["field.not-a-number", "file.incomplete"])
    #expect(outcome.findings.last?.place.record?.hasPrefix("/Message/Body") == true)
    #expect(outcome.documents.count == 1)
    #expect(outcome.documents.first?.isRejected == true)
    #expect(outcome.text("number") == "000123")
  }

  @Test func emptyAndForeignFiles() throws {
    #expect(try quickly("").codes == ["file.empty"])
    #expect(try quickly(" \r\n ").codes == ["file.empty"])
    #expect(try quickly("00TRIMPAPER").codes == ["xml.malformed"])
    #expect(try quickly("{\"a\": 1}").codes == ["xml.malformed"])
    let other = try quickly("<Other><Number>1</Number></Other>")
    #expect(other.codes == ["xml.structure"])
    #expect(other.findings.first?.found == "Other")
    #expect(other.findings.first?.expected == Bilingual("Message"))
    #expect(other.documents.isEmpty)
    #expect(try quickly("<Message xmlns='urn:other'/>").codes == ["xml.structure"])
  }

  @Test func malformedFiles() throws {
    let mismatch = try quickly(XMLOrder.message(body: "<Note>x</Nota>"))
    #expect(mismatch.codes == ["xml.malformed"])
    #expect(mismatch.findings.first?.found == "</Nota>")
    #expect(mismatch.findings.first?.expected == Bilingual("</Note>"))
    let bare = try quickly(XMLOrder.message(body: "<Note>a & b</Note>")).codes
    #expect(bare == ["xml.malformed"])
    #expect(try quickly(XMLOrder.message(body: "<Note a='1' a='2'/>")).codes == ["xml.malformed"])
    #expect(try quickly(XMLOrder.message(body: "<y:Note>x</y:Note>")).codes == ["xml.malformed"])
    #expect(try quickly(XMLOrder.message(body: "<Note>&#0;</Note>")).codes == ["text.control-character"])
    #expect(try quickly(XMLOrder.message() + "garbage").codes == ["xml.malformed"])
    #expect(try quickly(XMLOrder.message() + "<Message/>").codes == ["xml.malformed"])
    #expect(try quickly(XMLOrder.message() + "<!-- end -->\n<?pi?>\n").codes == [])
    #expect(try quickly(XMLOrder.message() + "\0").codes == ["text.control-character"])
  }

  @Test(arguments: ["<Note>", "<!--", "<Note a='", "<Strange><b>", "<Strange>&#65;"])
  func endlessTokensAreRefused(opening: String) throws {
    var source = EndlessSource(head: Array("<Message><Body>\(opening)".utf8), total: 100 << 20)
    let outcome = try reader.outcome(of: &source)
    #expect(outcome.errors.last?.code == .xmlTokenTooLong)
    // Nothing of the token was kept: refused after at most the limit and a chunk, whatever else runs in this process.
    #expect(outcome.documents.allSatisfy { $0.document.arena.count < 1 << 20 })
  }

  @Test func randomDamageNeverHurts() throws {
    var random = Seeded(seed: 11)
    let original = Array(XMLOrder.message(body: "<Note>ç</Note>", lines: XMLOrder.line() + XMLOrder.line()).utf8)
    for _ in 0..<3000 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      let outcome = try reader.outcome(bytes)
      #expect(outcome.documents.count == outcome.reading.documents)
      #expect(outcome.documents.count == 1 || outcome.reading.isRejected)
    }
  }
}

/// A file that goes on with the same letter for a long time.
private struct EndlessSource: ByteSource {
  let head: [UInt8]
  let total: Int
  private var position = 0

  init(head: [UInt8], total: Int) {
    self.head = head
    self.total = total
  }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, total - position)
    buffer.initializeMemory(as: UInt8.self, repeating: UInt8(ascii: "x"))
    if position < head.count {
      let first = min(count, head.count - position)
      head.withUnsafeBytes {
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<position + first]))
      }
    }
    position += count
    return count
  }
}
