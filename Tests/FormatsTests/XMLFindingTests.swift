import EDIModel
import Foundation
import Testing

@testable import Formats
@testable import Layouts

@Suite("XML: findings and their places")
struct XMLFindingTests {
  let reader: XMLReader

  init() throws { reader = try XMLReader.order() }

  @Test func allPlantedErrorsAreFoundWithTheirPlaces() throws {
    let lines = """

      \(XMLOrder.line("A1", "1,5"))
      <Line><Code>A2</Code><Quantity>1.234</Quantity><Due>2026-02-30</Due></Line>
      <Line flag="talvez"><Quantity>3</Quantity><Strange>x</Strange><Code>A-code-that-is-far-too-long</Code></Line>
      """
    let text = XMLOrder.message(number: "<Number>1234567</Number>", lines: lines)
    let outcome = try reader.outcome(text)
    #expect(
      outcome.errors.map(\.code) == [
        .fieldTooLong, .fieldNotANumber, .fieldTooManyDecimals, .fieldNotADate, .fieldNotInList, .fieldTooLong,
      ])
    let body = "/Message/Body"
    #expect(
      outcome.errors.map(\.place.record) == [
        body + "/Number", body + "/Lines/Line[1]/Quantity", body + "/Lines/Line[2]/Quantity",
        body + "/Lines/Line[2]/Due",
        body + "/Lines/Line[3]/@flag", body + "/Lines/Line[3]/Code",
      ])
    #expect(outcome.errors.map(\.place.line) == [4, 6, 7, 7, 8, 8])
    let bytes = Array(text.utf8)
    for (finding, value) in zip(outcome.errors, ["1234567<", "1,5<", "1.234<", "2026-02-30<", "<Quantity>3", "A-code"])
    {
      let byte = try #require(finding.place.byte)
      #expect(bytes[byte...].starts(with: value.utf8))
      let lineStart = bytes[..<byte].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      #expect(finding.place.column == byte - lineStart + 1)
      #expect(finding.place.document == 1)
    }
    #expect(outcome.errors[1].found == "1,5")
    #expect(outcome.errors[1].label == Bilingual(pt: "quantity (pt)", en: "quantity"))
    #expect(outcome.errors[1].field == "Quantity")
    #expect(outcome.errors[1].expected?.pt.contains("decimais") == true)
    #expect(outcome.codes.count(where: { $0 == "xml.unknown-element" }) == 1)
    #expect(outcome.documents.first?.isRejected == true)
    #expect(outcome.text("lines/quantity", 0) == nil)
    #expect(outcome.text("lines/quantity", 2) == "3")
  }

  @Test(
    "A text with elements in it is no value, with or without the words around them",
    arguments: [
      ("<Quantity>1<b>9</b>0</Quantity>", nil), ("<Quantity>1<b/>0</Quantity>", "10"),
      ("<Quantity><b>9</b></Quantity>", nil), ("<Quantity>10<Code>B</Code></Quantity>", nil),
      ("<Quantity>10<b><c>x</c></b></Quantity>", nil),
    ])
  func elementsInAText(element: String, found: String?) throws {
    let outcome = try reader.outcome(XMLOrder.message(lines: "<Line><Code>A1</Code>\(element)</Line>"))
    #expect(outcome.codes == ["xml.structure"])
    #expect(outcome.findings.first?.place.record == "/Message/Body/Lines/Line[1]/Quantity")
    #expect(outcome.findings.first?.found == found)
    #expect(outcome.text("lines/quantity") == nil)
    #expect(outcome.text("lines/code") == "A1")
  }

  @Test("Elements without anything in them are as good as absent, in a text too")
  func emptyElementsInAnEmptyText() throws {
    let outcome = try reader.outcome(XMLOrder.message(body: "<Note><b/> <c></c></Note>"))
    #expect(outcome.findings == [])
    #expect(outcome.text("note") == nil)
  }

  @Test func missingFieldsAreFoundOncePerRow() throws {
    let outcome = try reader.outcome(
      XMLOrder.message(
        number: "", lines: XMLOrder.line() + "\n<Line><Code>B</Code></Line>\n<Line><Due>2026-01-01</Due></Line>"))
    #expect(outcome.errors.map(\.code) == Array(repeating: .fieldMissing, count: 4))
    #expect(
      outcome.errors.map(\.place.record) == [
        "/Message/Body/Number", "/Message/Body/Lines/Line[2]/Quantity", "/Message/Body/Lines/Line[3]/Code",
        "/Message/Body/Lines/Line[3]/Quantity",
      ])
    #expect(outcome.errors.map(\.place.line) == [4, 5 + 1, 5 + 2, 5 + 2])
    #expect(outcome.errors.first?.label == Bilingual(pt: "number (pt)", en: "number"))
  }

  @Test func conditionsDecideWhatIsMissing() throws {
    let upsert = try reader.outcome(XMLOrder.message())
    #expect(upsert.errors == [])
    let delete = try reader.outcome(XMLOrder.message().replacing("upsert", with: "delete"))
    #expect(delete.errors.map(\.place.record) == ["/Message/Body/Cancel/Reason"])
  }

  @Test func aWrongValueIsNotAlsoMissing() throws {
    let outcome = try reader.outcome(
      XMLOrder.message(lines: XMLOrder.line("A", "x")).replacing("upsert", with: "other"))
    #expect(outcome.errors.map(\.code) == [.fieldNotInList, .fieldNotANumber])
    #expect(outcome.errors.first?.expected == Bilingual(pt: "um destes: upsert, delete", en: "one of: upsert, delete"))
  }

  @Test func constantsThatAreCheckedMustBeThemselves() throws {
    let outcome = try reader.outcome(XMLOrder.message(body: "<Purpose>1</Purpose>"))
    #expect(outcome.codes == ["field.not-constant"])
    #expect(outcome.findings.first?.expected == Bilingual("2"))
  }

  @Test func repeatedElementsAreErrorsAndLeftOut() throws {
    let outcome = try reader.outcome(
      XMLOrder.message(
        number: "<Number>1</Number><Number/><Number>2</Number>",
        lines: XMLOrder.line(
          more:
            """
            <Extras><Extra><field>WIDTH</field><value>1</value></Extra>\
            <Extra><field>WIDTH</field><value>2</value></Extra>\
            </Extras><Extras><Extra><field>COLOUR</field><value>x</value></Extra></Extras>
            """
        )
      ))
    #expect(outcome.codes == ["xml.repeated-element", "xml.repeated-element", "xml.repeated-element"])
    #expect(
      outcome.findings.map(\.place.record) == [
        "/Message/Body/Number[3]", "/Message/Body/Lines/Line[1]/Extras/Extra[2]",
        "/Message/Body/Lines/Line[1]/Extras[2]",
      ])
    #expect(outcome.text("number") == "1")
    #expect(outcome.text("lines/width") == "1")
    #expect(outcome.text("lines/colour") == nil)
  }

  @Test func textBetweenElementsIsNotIgnored() throws {
    let outcome = try reader.outcome(XMLOrder.message(lines: XMLOrder.line() + "lost" + XMLOrder.line() + "lost"))
    #expect(outcome.codes == ["xml.structure"])
    #expect(outcome.findings.first?.place.record == "/Message/Body/Lines")
    #expect(outcome.findings.first?.found == "lost")
  }

  @Test func aRowWithNothingKnownInItIsStillARow() throws {
    let outcome = try reader.outcome(XMLOrder.message(lines: "<Line><Strange>x</Strange></Line>"))
    #expect(outcome.codes == ["field.missing", "field.missing", "xml.unknown-element"])
  }

  @Test func theWitnessSpeaksWhereTheLayoutDoesNot() throws {
    let narrow = XMLOrder.xsd.replacing(
      "<xs:element name=\"Note\" type=\"xs:string\" minOccurs=\"0\"/>", with: "<xs:element name=\"Note\" type=\"t2\"/>")
    let (layout, xml) = XMLOrder.layout()
    let strict = try XMLReader(layout: layout, xml: xml, witness: narrow)
    let long = try strict.outcome(XMLOrder.message(body: "<Note>abc</Note>"))
    #expect(long.codes == ["field.too-long"])
    #expect(long.findings.first?.place.record == "/Message/Body/Note")
    #expect(long.findings.first?.found == "abc")
    let missing = try strict.outcome(XMLOrder.message())
    #expect(missing.codes == ["xml.structure"])
    #expect(missing.findings.first?.place.record == "/Message/Body")
    #expect(missing.findings.first?.expected?.pt.contains("Note") == true)
    #expect(try strict.outcome(XMLOrder.message(number: "")).codes == ["field.missing"])
  }

  @Test func controlCharactersThatXMLAllowsAreFindings() throws {
    let outcome = try reader.outcome(XMLOrder.message(body: "<Note>a\u{85}b</Note>", lines: XMLOrder.line("x\u{7F}")))
    #expect(outcome.codes == ["text.control-character", "text.control-character"])
    #expect(outcome.findings.first?.found == "a\\x85b")
  }

  @Test func linesBeyond65535AreCounted() throws {
    let outcome = try reader.outcome(
      XMLOrder.message(body: String(repeating: "\n", count: 70_000), lines: XMLOrder.line("A", "x")))
    #expect(outcome.errors.first?.place.line == 70_005)
  }

  @Test func findingsAreLimitedAndCounted() throws {
    let lines = (0..<300).map { _ in XMLOrder.line("A", "x") }.joined()
    let outcome = try reader.outcome(XMLOrder.message(body: "<Strange>x</Strange>", lines: lines))
    #expect(outcome.findings.count == 100)
    #expect(outcome.findings.allSatisfy { $0.severity == .error })
    #expect(outcome.documents.first?.furtherFindings == 200)
  }

  @Test func manyUnknownElementsRejectNothing() throws {
    let strange = (0..<500).map { "<S\($0)>x</S\($0)>" }.joined()
    let outcome = try reader.outcome(XMLOrder.message(body: strange))
    #expect(outcome.findings.count == 100)
    #expect(outcome.documents.first?.isRejected == false)
  }
}
