import EDIModel
import Testing

@testable import Formats
@testable import Layouts

@Suite("Writing text files")
struct TextWritingTests {
  let layout = TextLayouts.posting

  private func posting(_ changes: [String: String] = [:]) -> Document {
    layout.document(
      [
        "empresa": "01", "gerado_em": "20261123060000", "registro": "R1", "acao": "I", "boa": "1250.5",
        "inicio": "20261122220000", "dia": "20261122", "hora": "060000", "operador": "JOSÉ", "encerra": "1",
      ].merging(changes) { $1 },
      rows: [
        ("bobinas", ["numero": "B1", "peso": "625.25", "gramatura": "75.5"]),
        ("bobinas", ["numero": "B2", "peso": "625.25", "gramatura": "75.5"]),
        ("refugos", ["motivo": "18", "quantidade": "1"]),
      ])
  }

  @Test("The whole file, byte by byte")
  func golden() {
    let (bytes, findings) = layout.write(posting(), fileNumber: 42)
    #expect(findings == [])
    #expect(bytes == file(PostingLines.good))
  }

  @Test("Nothing is cut, and every value that does not fit is a finding")
  func tooLong() throws {
    let changes = ["empresa": "012", "boa": "12345678901", "operador": "ABCDEFGHIJK"]
    let (_, findings) = layout.write(posting(changes))
    #expect(findings.map(\.code) == [.targetTooLong, .targetTooLong, .targetTooLong])
    #expect(findings.map(\.field) == ["empresa", "boa", "operador"])
    #expect(findings.map(\.place.record) == ["00", "70", "70"])
    #expect(findings.last?.found == "ABCDEFGHIJK")
    #expect(findings.last?.expected?.pt == "no máximo 10 caracteres")
    #expect(findings.allSatisfy { $0.severity == .error })
  }

  @Test("Decimals beyond the column's are not rounded away", arguments: ["0.001", "-1", "1250.555"])
  func decimals(value: String) {
    #expect(layout.write(posting(["boa": value])).findings.map(\.code) == [.targetTooLong])
  }

  @Test("A character that the code page does not have is named", arguments: ["≥", "😀", "\u{81}", "\n", "\t", "\u{7F}"])
  func characters(character: String) throws {
    let (bytes, findings) = layout.write(posting(["operador": "AB" + character]))
    let finding = try #require(findings.first)
    #expect(findings.map(\.code) == [.targetCharacter])
    #expect(finding.found == Finding.printable(character.utf8))
    #expect(finding.expected?.en.contains("windows-1252") == true)
    #expect(!bytes.contains(UInt8(ascii: "?")))
  }

  @Test("A text that begins with a blank cannot be told from a shifted one")
  func leadingBlank() { #expect(layout.write(posting(["operador": " X"])).findings.map(\.code) == [.targetCharacter]) }

  @Test("A target finding says where the value came from")
  func origin() throws {
    var document = posting()
    document.ordinal = 3
    document.set(layout.ref("operador"), in: .root, to: Array("ABCDEFGHIJK".utf8), origin: 512, line: 9)
    let finding = try #require(layout.write(document).findings.first)
    #expect(finding.place == Place(line: 9, byte: 512, document: 3, record: "70"))
  }

  @Test("A file number with too many digits is a finding")
  func fileNumber() {
    #expect(layout.write(posting(), fileNumber: 999_999_999).findings == [])
    let findings = layout.write(posting(), fileNumber: 1_000_000_000).findings
    #expect(findings.map(\.code) == [.targetTooLong])
    #expect(findings.first?.field == "sequencia")
  }

  @Test("Absent values are blanks, in numbers too")
  func absent() {
    let document = layout.document(["empresa": "01", "registro": "R1"])
    let text = String(decoding: layout.write(document).bytes, as: UTF8.self)
    #expect(text.split(separator: "\r\n")[1] == "70000002R1        " + left("", 62))
  }

  @Test("Records are nested in declared order")
  func nested() {
    let layout = TextLayouts.nested()
    var document = layout.document([
      "numero": "1", "cliente": "CLIENTE", "valor": "1.5", "frete": "2", "nota": "frágil",
    ])
    for index in 0..<2 {
      let pallet = document.appendRow(group: 1, parent: 0, origin: 0, line: 0)
      document.set(layout.ref("paletes/palete"), in: pallet, to: Array("L\(index)".utf8))
      let reel = document.appendRow(group: 2, parent: index, origin: 0, line: 0)
      document.set(layout.ref("paletes/bobinas/bobina"), in: reel, to: Array("B\(index)".utf8))
    }
    let (bytes, findings) = layout.write(document)
    #expect(findings == [])
    #expect(
      bytes
        == file(
          [
            "HCARGA0007", "P1     CLIENTE     00000150F", "N" + left("frágil", 20), "LL0        ", "BB0           ",
            "LL1        ", "BB1           ", "T00000008000000000000000150",
          ], newline: "\n"))
  }

  @Test("A single detail is written when its condition holds")
  func condition() {
    let layout = TextLayouts.nested()
    let document = layout.document(["numero": "1"], rows: [("paletes", ["palete": "L1"])])
    let text = String(decoding: layout.write(document).bytes, as: UTF8.self)
    #expect(text.split(separator: "\n").map { $0.prefix(1) } == ["H", "P", "L", "T"])
  }

  @Test("Too few and too many rows")
  func occurrences() {
    let layout = TextLayouts.nested()
    #expect(layout.write(layout.document(["numero": "1"])).findings.map(\.code) == [.targetMissing])
    let many = layout.document(["numero": "1"], rows: (0..<4).map { _ in ("paletes", ["palete": "L1"]) })
    let finding = layout.write(many).findings
    #expect(finding.map(\.code) == [.targetTooMany])
    #expect(finding.first?.found == "4")
    #expect(finding.first?.place.record == "L")
  }

  @Test("What the layout requires beyond the flow is missed when written")
  func requirement() {
    let shape = DocumentShape(groups: [.root([.of("a", .text(size: 4)), .of("b", .text(size: 4))])])
    let layout = Layout.text(
      "exige", shape: shape,
      [
        RecordSketch(
          id: "1", role: .document, columns: [.constant("1", 1), .field("a", requirement: .always), .field("b")])
      ])
    #expect(layout.write(layout.document(["b": "x"])).findings.map(\.code) == [.targetMissing])
    #expect(layout.write(layout.document(["a": "x"])).findings == [])
  }

  @Test("Row numbers, templates and identifiers fill their columns")
  func templates() {
    let shape = DocumentShape(groups: [.root([.of("a", .text(size: 4))]), .list("itens", [.of("b", .text(size: 2))])])
    let a = FieldRef(group: 0, slot: 0)
    let layout = Layout.text(
      "modelo", shape: shape, newline: .lf,
      [
        RecordSketch(
          id: "1", role: .document,
          columns: [
            .constant("1", 1),
            .field("", form: .text(size: 8), size: 8, output: .template([.field(a), .literal("|X")])),
            .field("", form: .text(size: 6), size: 6, output: .identifier),
          ]),
        RecordSketch(
          id: "2", role: .detail, group: "itens", repeats: true,
          columns: [
            .constant("2", 1), .field("", form: .impliedDecimal(digits: 3, decimals: 0), size: 3, output: .rowNumber),
            .field("itens/b"),
          ]),
      ])
    let document = layout.document(["a": "AB"], rows: [("itens", ["b": "x"]), ("itens", ["b": "y"])])
    let (bytes, findings) = layout.write(document)
    #expect(findings == [])
    #expect(String(decoding: bytes, as: UTF8.self) == "1AB|X    ID-1  \n2001x \n2002y \n")
  }

  @Test("In UTF-8 a column's width is counted in characters")
  func utf8() {
    let layout = Layout.text("ap", shape: TextLayouts.postingShape, encoding: .utf8, TextLayouts.postingRecords)
    let (bytes, findings) = layout.write(posting(["operador": "≥É😀"]), fileNumber: 42)
    #expect(findings == [])
    #expect(String(decoding: bytes, as: UTF8.self).contains("060000≥É😀       T"))
    #expect(layout.read(bytes).documents.first?.text("operador") == "≥É😀")
  }
}
