import EDIModel
import TestSupport
import Testing

@testable import Formats
@testable import Layouts

@Suite("XML: what the writer writes")
struct XMLWriterTests {
  private func write(_ document: Document, schemaLocation: String? = nil) -> (text: String, findings: [Finding]) {
    let (layout, xml) = XMLOrder.layout(schemaLocation: schemaLocation)
    var output: [UInt8] = []
    let context = WriteContext(fileNumber: 1, environment: "P", identifier: "ID-1")
    let findings = XMLWriter(layout: layout, xml: xml).write(document, context: context, into: &output)
    return (String(decoding: output, as: UTF8.self), findings)
  }

  private func set(_ document: inout Document, _ path: String, _ value: String, _ index: Int = 0) {
    guard let ref = document.shape.field(at: path) else { return }
    document.set(ref, in: Row(group: ref.group, index: index), to: Array(value.utf8))
  }

  private func order() -> Document {
    var document = Document(shape: XMLOrder.shape)
    for (path, value) in [("company", "01"), ("stamp", "20260827120232"), ("number", "000123"), ("event", "G")] {
      set(&document, path, value)
    }
    return document
  }

  private let head = """
    <?xml version="1.0" encoding="UTF-8"?><Message><Head version="2.0"><Product name="PPI"/><Id>ID-1</Id>\
    <Company>01</Company><Stamp>2026-08-27T12:02:32</Stamp>
    """

  @Test func aTextThatItsReaderWouldTrimIsNotWritten() {
    var document = order()
    set(&document, "note", " a  b")
    let (_, findings) = write(document)
    #expect(findings.map(\.code) == [.targetCharacter])
    #expect(findings.first?.found == " " && findings.first?.field == "Note")
    set(&document, "note", "a  b")
    #expect(write(document).findings == [])
  }

  @Test func everyElementInTheLayoutsOrder() {
    var document = order()
    set(&document, "key", "K1")
    set(&document, "note", "a<b & \"c\"\r>")
    document.appendRow(group: 1, parent: 0, origin: 0, line: 1)
    document.appendRow(group: 1, parent: 0, origin: 0, line: 1)
    document.appendRow(group: 2, parent: 1, origin: 0, line: 1)
    set(&document, "lines/code", "A", 0)
    set(&document, "lines/quantity", "10.5", 0)
    set(&document, "lines/width", "1200", 0)
    set(&document, "lines/colour", "kraft", 0)
    set(&document, "lines/flag", "1", 0)
    set(&document, "lines/code", "B", 1)
    set(&document, "lines/due", "20260901", 1)
    set(&document, "lines/parts/serial", "S", 0)
    let (text, findings) = write(document)
    #expect(findings == [])
    #expect(
      text == head + """
        <Keys><key name="Own">K1</key></Keys></Head><Body><Purpose>2</Purpose><Event>upsert</Event>\
        <Number>000123</Number>\
        <Note>a&lt;b &amp; "c"&#13;&gt;</Note><Lines><Line flag="true"><Sequence>1</Sequence><Code>A</Code>\
        <Quantity>10.5</Quantity><Extras><Extra><field>WIDTH</field><value>1200</value></Extra>\
        <Extra><field>COLOUR</field><value>kraft</value></Extra></Extras></Line>\
        <Line><Sequence>2</Sequence><Code>B</Code>\
        <Due>2026-09-01</Due><Parts><Part><Serial>S</Serial></Part></Parts></Line></Lines></Body></Message>
        """)
  }

  @Test func emptyElementsAreNotWritten() {
    let (text, findings) = write(order())
    #expect(findings == [])
    #expect(
      text == head + "</Head><Body><Purpose>2</Purpose><Event>upsert</Event><Number>000123</Number></Body></Message>")
  }

  @Test func anEmptyListStandsWhereItMeansSomething() {
    var document = order()
    set(&document, "hasLines", "1")
    #expect(write(document).text.hasSuffix("<Number>000123</Number><Lines/></Body></Message>"))
    set(&document, "hasLines", "0")
    #expect(!write(document).text.contains("Lines"))
  }

  @Test func conditionsAndRequirements() {
    var document = order()
    set(&document, "event", "E")
    let missing = write(document)
    #expect(missing.findings.map(\.code) == [.targetMissing])
    #expect(missing.findings.first?.place.record == "/Message/Body/Cancel/Reason")
    #expect(missing.findings.first?.label == Bilingual(pt: "reason (pt)", en: "reason"))
    set(&document, "reason", "erro")
    #expect(write(document).text.contains("<Cancel><Reason>erro</Reason><Kind>1</Kind></Cancel>"))
  }

  @Test func valuesThatDoNotFitAreFindings() {
    var document = order()
    set(&document, "number", "1234567")
    set(&document, "note", "bell\u{7}")
    set(&document, "event", "X")
    document.appendRow(group: 1, parent: 0, origin: 0, line: 1)
    document.appendRow(group: 1, parent: 0, origin: 0, line: 1)
    set(&document, "lines/quantity", "0.125", 1)
    set(&document, "lines/colour", "a\u{FFFE}", 1)
    let findings = write(document).findings
    #expect(
      findings.map(\.code) == [.targetNoCode, .targetTooLong, .targetCharacter, .targetTooLong, .targetCharacter])
    #expect(
      findings.map(\.place.record) == [
        "/Message/Body/Event", "/Message/Body/Number", "/Message/Body/Note", "/Message/Body/Lines/Line[2]/Quantity",
        "/Message/Body/Lines/Line[2]/Extras/Extra",
      ])
    #expect(findings.map(\.found) == ["X", "1234567", "\\x07", "0.125", findings.last?.found])
  }

  @Test func schemaLocationIsWrittenOnTheRoot() {
    let text = write(order(), schemaLocation: "a&b\"\t.xsd").text
    #expect(
      text.contains(
        """
        <Message xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
        xsi:noNamespaceSchemaLocation="a&amp;b&quot;&#9;.xsd"><Head
        """
      ))
  }

  @Test func writingAppends() {
    let (layout, xml) = XMLOrder.layout()
    var output: [UInt8] = [1, 2]
    _ = XMLWriter(layout: layout, xml: xml).write(
      order(), context: WriteContext(fileNumber: 1, environment: "P", identifier: "I"), into: &output)
    #expect(output.starts(with: [1, 2, UInt8(ascii: "<")]))
  }

  @Test func whatIsWrittenReadsBackTheSame() throws {
    var random = Seeded(seed: 2026)
    let reader = try XMLReader.order()
    for _ in 0..<300 {
      let document = randomOrder(&random)
      let (text, findings) = write(document)
      try #require(findings == [])
      let outcome = try reader.outcome(text)
      try #require(outcome.findings == [])
      var original = XMLOutcome()
      original.documents = [ReadDocument(document: document)]
      try #require(outcome.values == original.values)
      let again = try #require(outcome.documents.first?.document)
      #expect(write(again).text == text)
    }
  }

  private func randomOrder(_ random: inout Seeded) -> Document {
    var document = order()
    let alphabet = Array("ABCxyz019 &<>\"'çãÉ€–😀\n.|").map(String.init)
    func text(_ size: Int) -> String {
      let middle = (0..<Int.random(in: 0...size - 2, using: &random)).map { _ in
        alphabet.randomElement(using: &random) ?? ""
      }
      return "a" + middle.joined() + "é"
    }
    func maybe() -> Bool { Bool.random(using: &random) }
    func decimal(_ integers: Int, _ decimals: Int) -> String {
      let unscaled = Int128(Int.random(in: 0..<1_000_000, using: &random))
      return ExactDecimal(unscaled: unscaled, scale: Int.random(in: 0...decimals, using: &random)).description
    }
    set(&document, "number", text(6))
    if maybe() { set(&document, "note", text(40)) }
    if maybe() { set(&document, "key", text(10)) }
    if maybe() {
      set(&document, "event", "E")
      set(&document, "reason", text(10))
    }
    let lines = Int.random(in: 0...4, using: &random)
    if lines > 0 || maybe() { set(&document, "hasLines", "1") }
    var parts = 0
    for line in 0..<lines {
      document.appendRow(group: 1, parent: 0, origin: 0, line: 1)
      set(&document, "lines/code", text(15), line)
      set(&document, "lines/quantity", (maybe() ? "-" : "") + "1" + decimal(7, 2), line)
      set(&document, "lines/unit", "é", line)
      if maybe() { set(&document, "lines/due", "20261130", line) }
      if maybe() { set(&document, "lines/width", "1200", line) }
      if maybe() { set(&document, "lines/colour", text(10), line) }
      if maybe() { set(&document, "lines/flag", maybe() ? "1" : "0", line) }
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        document.appendRow(group: 2, parent: line, origin: 0, line: 1)
        set(&document, "lines/parts/serial", text(8), parts)
        if maybe() { set(&document, "lines/parts/weight", decimal(6, 3), parts) }
        parts += 1
      }
    }
    return document
  }
}
