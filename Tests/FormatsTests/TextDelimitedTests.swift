import EDIModel
import Testing

@testable import Formats
@testable import Layouts

@Suite("Delimited files")
struct TextDelimitedTests {
  let layout = TextLayouts.nested(separator: UInt8(ascii: ";"))

  private let good = [
    "H;CARGA;0007", "P;1;CLIENTE Ç;00000150;F", "L;L1;000015", "B;B1;0012345", "B;B2;", "V;20260101;00000275",
    "T;00000007;000000000000000425",
  ]

  private func read(_ lines: [String]) -> ReadFile { layout.read(file(lines, newline: "\n")) }

  @Test("Fields between separators, of any length up to their size")
  func fields() throws {
    let result = read(good)
    #expect(result.codes == [])
    let read = try #require(result.documents.first)
    #expect(read.text("cliente") == "CLIENTE Ç")
    #expect(read.text("valor") == "1.5")
    #expect(read.text("frete") == "2")
    #expect(read.text("paletes/bobinas/peso") == "123.45")
    #expect(read.text("paletes/bobinas/peso", row: 1) == nil)
    #expect(result.reading.fileNumber == 7)
    let place = read.document.place(of: layout.ref("frete"), in: .root)
    #expect(file(good, newline: "\n")[place.origin] == UInt8(ascii: "F"))
  }

  @Test("Separators too many at the end are tolerated, fields are not")
  func trailingSeparators() {
    var lines = good
    lines[1] += ";;"
    #expect(read(lines).codes == [])
    lines[1] += "x"
    let result = read(lines)
    #expect(result.codes == ["record.length"])
    #expect(result.findings.first?.found == "7")
    #expect(result.findings.first?.expected?.pt == "5 campos")
  }

  @Test("A line with too few fields is a finding, and the rest of it is read")
  func tooFew() {
    var lines = good
    lines[1] = "P;1;CLIENTE;00000150"
    let result = read(lines)
    #expect(result.codes == ["record.length"])
    #expect(result.findings.first?.place.column == 21)
    #expect(result.documents.first?.text("valor") == "1.5")
  }

  @Test(
    "A column wider than its type, or with more decimals, holds no larger number",
    arguments: [
      ("0001234500", nil), ("1234500", nil), ("0012345678", "field.too-many-decimals"),
      ("1000000000", "field.too-many-digits"), ("0000000001", "field.too-many-decimals"), ("0999990000", nil),
    ])
  func widerColumns(number: String, code: String?) {
    let shape = DocumentShape(groups: [.root([.of("peso", .decimal(digits: 7, decimals: 2))])])
    let record = RecordSketch(
      id: "P", role: .document,
      columns: [
        .constant("P", 1, "tipo"), .field("peso", form: .impliedDecimal(digits: 10, decimals: 4), size: 10),
      ])
    let layout = Layout.text("largo", shape: shape, separator: UInt8(ascii: ";"), [record])
    let result = layout.read(file(["P;" + number], newline: "\n"))
    #expect(result.codes == [code].compactMap(\.self))
    #expect((result.documents.first?.text("peso") == nil) == (code != nil))
  }

  @Test("A field longer than its size, an unknown id, a required field that is empty")
  func findings() throws {
    var lines = good
    lines[1] = "P;1234567;CLIENTE;00000150;F"
    #expect(read(lines).codes == ["field.too-long"])
    lines[1] = "P;;CLIENTE;00000150;F"
    let finding = try #require(read(lines).findings.first)
    #expect(finding.code == .fieldMissing)
    #expect(finding.place == Place(line: 2, column: 3, byte: 15, document: 1, record: "P"))
    lines[1] = good[1]
    lines[3] = "BX;B1;0012345"
    #expect(read(lines).findings.first?.found == "BX")
  }

  @Test("What is written is read back, and its trailer counts it")
  func written() {
    let read = read(good)
    let (bytes, findings) = layout.write(read.documents[0].document)
    #expect(findings == [])
    #expect(bytes == file(good, newline: "\n"))
  }

  @Test("A separator inside a text is a finding: there is no quoting")
  func separator() {
    let document = layout.document(["numero": "1", "cliente": "A;B"], rows: [("paletes", ["palete": "L1"])])
    let findings = layout.write(document).findings
    #expect(findings.map(\.code) == [.targetCharacter])
    #expect(findings.first?.found == ";")
  }

  @Test("A blank at the start of a field is text")
  func blanks() {
    var lines = good
    lines[1] = "P; 1;CLIENTE  ;00000150;F"
    let result = read(lines)
    #expect(result.codes == [])
    #expect(result.documents.first?.text("numero") == " 1")
    #expect(result.documents.first?.text("cliente") == "CLIENTE")
  }
}
