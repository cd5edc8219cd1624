import EDIModel
import Testing

@testable import Formats
@testable import Layouts

@Suite("XML: what the reader takes and leaves")
struct XMLReaderTests {
  let reader: XMLReader

  init() throws { reader = try XMLReader.order() }

  @Test func readsEveryKindOfPlace() throws {
    let line = """
      <Line flag="true"><Code>A&amp;1</Code><Quantity>010.50</Quantity><Due>2026-09-01</Due><Unit>T</Unit>\
      <Extras><Extra><value>1200</value><field>WIDTH</field></Extra>\
      <Extra><field>COLOUR</field><value><![CDATA[<kraft>]]></value></Extra></Extras>\
      <Parts><Part><Serial>S1</Serial><Weight>1.250</Weight></Part><Part><Serial>S2</Serial></Part></Parts></Line>
      """
    let outcome = try reader.outcome(
      XMLOrder.message(
        body: "<Purpose>2</Purpose><Customer>000007|01</Customer><Note>  duas\n linhas </Note>",
        lines: line + XMLOrder.line("B", "2")))
    #expect(outcome.findings == [])
    #expect(outcome.reading.documents == 1)
    #expect(
      outcome.values == [
        "company[0]=01", "stamp[0]=20260827120232", "number[0]=000123", "event[0]=G", "customer[0]=000007",
        "store[0]=01",
        "note[0]=duas\n linhas", "hasLines[0]=1", "lines/code[0]=A&1", "lines/quantity[0]=10.5",
        "lines/due[0]=20260901",
        "lines/width[0]=1200", "lines/colour[0]=<kraft>", "lines/unit[0]=T", "lines/flag[0]=1", "lines/code[1]=B",
        "lines/quantity[1]=2", "lines/unit[1]=KG", "lines/parts/serial[0]=S1", "lines/parts/weight[0]=1.25",
        "lines/parts/serial[1]=S2",
      ])
    let document = try #require(outcome.documents.first?.document)
    #expect(document.indices(of: 2, under: Row(group: 1, index: 0)) == 0..<2)
    #expect(document.indices(of: 2, under: Row(group: 1, index: 1)).isEmpty)
  }

  @Test func extentIsTheWholeFile() throws {
    let text = XMLOrder.message()
    let document = try #require(try reader.outcome(text).documents.first?.document)
    #expect(document.extent == Extent(bytes: 0..<text.utf8.count, lines: 1...7))
    #expect(document.ordinal == 1)
    let number = document.place(of: XMLOrder.ref(0, 2), in: .root)
    #expect(number.line == 4)
    #expect(Array(text.utf8)[number.origin...].starts(with: "000123<".utf8))
  }

  @Test func emptyIsAbsentAlsoInChains() throws {
    let outcome = try reader.outcome(
      XMLOrder.message(
        body: "<Note/><Customer> \n </Customer><Cancel><Reason></Reason></Cancel><Rest><X/></Rest><Strange/>",
        lines: XMLOrder.line() + "<Line/><Line flag=''><Code/><Extras><Extra><field/><value/></Extra></Extras></Line>"))
    #expect(outcome.findings == [])
    #expect(outcome.documents.first?.document.count(of: 1) == 1)
    #expect(outcome.text("note") == nil)
  }

  @Test func emptyListCountsWhereTheLayoutSaysSo() throws {
    #expect(try reader.outcome(XMLOrder.message(lines: "")).text("hasLines") == "1")
    #expect(try reader.outcome(XMLOrder.message(lines: "<Line/>")).text("hasLines") == "1")
    let without = XMLOrder.message(lines: "").replacing("<Lines></Lines>", with: "")
    #expect(try reader.outcome(without).text("hasLines") == nil)
    let absent = XMLDraft(
      name: "Message",
      children: XMLOrder.root.children.map { child in
        var child = child
        for index in child.children.indices where child.children[index].name == "Lines" {
          child.children[index].presence = XMLLayout.Presence(field: XMLOrder.ref(0, 7), emptyCounts: false)
        }
        return child
      })
    let (layout, xml) = XMLOrder.layout(root: absent)
    let other = try XMLReader(layout: layout, xml: xml)
    #expect(try other.outcome(XMLOrder.message(lines: "<Line/>")).text("hasLines") == nil)
    #expect(try other.outcome(XMLOrder.message()).text("hasLines") == "1")
  }

  @Test func orderOfElementsIsFree() throws {
    let text = """
      <Message><Body><Lines><Line><Quantity>1</Quantity><Code>A</Code></Line></Lines>\
      <Number>1</Number><Event>DELETE</Event>\
      <Cancel><Reason>erro</Reason></Cancel></Body>\
      <Head><Stamp>2026-08-27T12:02:32</Stamp><Company>01</Company></Head></Message>
      """
    let outcome = try reader.outcome(text)
    #expect(outcome.findings == [])
    #expect(outcome.text("event") == "E")
    #expect(outcome.text("reason") == "erro")
  }

  @Test func unknownIsLeftOutWithOneNoticePerPath() throws {
    let strange = "<Strange a='1'><Deep>x</Deep></Strange>"
    let outcome = try reader.outcome(
      XMLOrder.message(
        body: strange + "<Rest><Anything>x</Anything></Rest>",
        lines: XMLOrder.line(more: strange) + XMLOrder.line(more: strange)
      ).replacing("</Head>", with: "<User>x</User><Keys><key name='Other'>o</key><key name='Own'>k</key></Keys></Head>")
    )
    #expect(outcome.codes == ["xml.unknown-element", "xml.unknown-element"])
    #expect(outcome.findings.map(\.place.record) == ["/Message/Body/Strange", "/Message/Body/Lines/Line/Strange"])
    #expect(outcome.findings.allSatisfy { $0.severity == .notice })
    #expect(outcome.text("key") == "k")
    #expect(outcome.documents.first?.isRejected == false)
  }

  @Test func otherNamespacesAreUnknown() throws {
    let outcome = try reader.outcome(
      XMLOrder.message(body: "<Note xmlns='urn:x'>no</Note><y:Note xmlns:y='urn:y'>no</y:Note>")
        .replacing(
          "<Message>",
          with:
            """
            <Message xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' \
            xsi:noNamespaceSchemaLocation='http://localhost/x.xsd'>
            """
        ))
    #expect(outcome.codes == ["xml.unknown-element"])
    #expect(outcome.text("note") == nil)
  }

  @Test func unknownPairNamesAreNoticed() throws {
    let pair = "<Extra><field>SPEED</field><value>9</value></Extra>"
    let outcome = try reader.outcome(XMLOrder.message(lines: XMLOrder.line(more: "<Extras>\(pair)\(pair)</Extras>")))
    #expect(outcome.codes == ["xml.unknown-element"])
    #expect(outcome.findings.first?.found == "SPEED")
  }

  @Test func commentsAndInstructionsDoNotInterruptText() throws {
    let outcome = try reader.outcome(XMLOrder.message(number: "<Number>00<!-- x -->01<?pi y?>23</Number>"))
    #expect(outcome.findings == [])
    #expect(outcome.text("number") == "000123")
  }

  @Test func singleByteEncodingsAreTranscoded() throws {
    for (name, byte) in [("ISO-8859-1", UInt8(0xE7)), ("windows-1252", 0xE7)] {
      var bytes = Array(
        XMLOrder.message(body: "<Note>pe#a</Note>", lines: XMLOrder.line("A", "x")).replacing("UTF-8", with: name).utf8)
      bytes[bytes.firstIndex(of: UInt8(ascii: "#")) ?? 0] = byte
      let outcome = try reader.outcome(bytes)
      #expect(outcome.text("note") == "peça")
      // The place behind the accent still counts the file's own bytes.
      let place = try #require(outcome.errors.first?.place.byte)
      #expect(bytes[place...].starts(with: "x</Quantity".utf8))
    }
    var euro = Array(XMLOrder.message(body: "<Note>#</Note>").replacing("UTF-8", with: "windows-1252").utf8)
    euro[euro.firstIndex(of: UInt8(ascii: "#")) ?? 0] = 0x80
    #expect(try reader.outcome(euro).text("note") == "€")
  }

  @Test func byteOrderMarkIsSkipped() throws {
    let outcome = try reader.outcome([0xEF, 0xBB, 0xBF] + Array(XMLOrder.message(number: "").utf8))
    #expect(outcome.codes == ["field.missing"])
  }

  @Test(arguments: [1, 2, 3, 7, 64, 1000])
  func chunksMakeNoDifference(step: Int) throws {
    let text = XMLOrder.message(
      body: "<Note>ação – 😀</Note><Strange>x</Strange>",
      lines: (0..<50).map { XMLOrder.line("Ç\($0)", $0 == 7 ? "x" : "\($0)") }.joined(separator: "\n"))
    let whole = try reader.outcome(text)
    var source = DripSource(bytes: Array(text.utf8), step: step)
    let dripped = try reader.outcome(of: &source)
    #expect(dripped.values == whole.values)
    #expect(dripped.findings == whole.findings)
    #expect(whole.codes == ["xml.unknown-element", "field.not-a-number"])
  }

  @Test func excerptIsTheDocumentItself() {
    #expect(reader.excerpt(header: [1], documents: [[2, 3]]) == [2, 3])
  }

  @Test func oneReaderServesManyThreads() async throws {
    let text = XMLOrder.message(lines: (0..<200).map { XMLOrder.line("C\($0)", $0 == 100 ? "1,5" : "\($0)") }.joined())
    let expected = try reader.outcome(text)
    let reader = reader
    try await withThrowingTaskGroup(of: (values: [String], findings: [Finding]).self) { group in
      for _ in 0..<4 {
        group.addTask {
          var last = XMLOutcome()
          for _ in 0..<25 { last = try reader.outcome(text) }
          return (last.values, last.findings)
        }
      }
      for try await result in group {
        #expect(result.values == expected.values)
        #expect(result.findings == expected.findings)
      }
    }
  }

  @Test func aSchemaThatDoesNotCompileIsOurMistake() {
    for schema in [
      "<xs:schema",
      """
      <xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>
      <xs:import namespace='urn:x' schemaLocation='http://127.0.0.1:9/x.xsd'/><xs:element name='Message'/></xs:schema>
      """,
    ] {
      let (layout, xml) = XMLOrder.layout()
      #expect(throws: XMLSetupError.self) { try XMLReader(layout: layout, xml: xml, witness: schema) }
    }
  }

  @Test func errorsOfTheSourceAreThrown() {
    struct Broken: ByteSource {
      struct Failure: Error {}
      mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int { throw Failure() }
    }
    var source = Broken()
    #expect(throws: Broken.Failure.self) { try reader.outcome(of: &source) }
  }
}
