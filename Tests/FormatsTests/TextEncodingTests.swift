import EDIModel
import Testing

@testable import Formats
@testable import Layouts

@Suite("Code pages")
struct TextEncodingTests {
  private func posting(_ encoding: TextLayout.Encoding) -> Layout {
    Layout.text("apontamento", shape: TextLayouts.postingShape, encoding: encoding, TextLayouts.postingRecords)
  }

  /// The good file with other bytes in the operator's column (10 bytes).
  private func fileWith(_ operatorBytes: [UInt8]) -> [UInt8] {
    var bytes = file(PostingLines.good)
    let start = file([PostingLines.good[0]]).count + 59
    bytes.replaceSubrange(
      start..<start + 10, with: operatorBytes + [UInt8](repeating: 0x20, count: 10 - operatorBytes.count))
    return bytes
  }

  @Test(
    "The five bytes that Windows-1252 leaves undefined are refused, with their place",
    arguments: [UInt8(0x81), 0x8D, 0x8F, 0x90, 0x9D])
  func undefined(byte: UInt8) throws {
    let result = posting(.windows1252).read(fileWith([0x41, byte, 0x42]))
    let start = file([PostingLines.good[0]]).count
    let finding = try #require(result.findings.first)
    #expect(result.codes == ["text.invalid-byte"])
    #expect(finding.place == Place(line: 2, column: 61, byte: start + 60, document: 1, record: "70"))
    #expect(finding.found == "\\x" + String(byte, radix: 16, uppercase: true))
    #expect(finding.field == "operador")
    #expect(result.documents.first?.text("operador") == nil)
  }

  @Test("Every other byte of Windows-1252 is read and written back as it was")
  func windows1252() {
    let page = CodePage(encoding: .windows1252)
    let undefined: Set<UInt8> = [0x81, 0x8D, 0x8F, 0x90, 0x9D]
    for byte in UInt8(0x20)...0xFF where byte != 0x7F {
      var text: [UInt8] = []
      var back: [UInt8] = []
      let bytes = [byte]
      let defect = page.firstDefect(in: bytes.span, 0..<1)
      page.appendUTF8(bytes.span, 0..<1, to: &text)
      #expect((defect == nil) == !undefined.contains(byte), "byte \(byte)")
      guard defect == nil else { continue }
      #expect(page.encode(text[...], into: &back) == nil)
      #expect(back == bytes, "byte \(byte)")
    }
    var euro: [UInt8] = []
    let bytes: [UInt8] = [0x80, 0x99, 0xE7]
    page.appendUTF8(bytes.span, 0..<3, to: &euro)
    #expect(String(decoding: euro, as: UTF8.self) == "€™ç")
  }

  @Test("ISO-8859-1 has control characters where Windows-1252 has letters")
  func latin1() {
    #expect(posting(.latin1).read(fileWith([0x80])).codes == ["text.control-character"])
    let result = posting(.latin1).read(fileWith([0xA0, 0xFF].reversed()))
    #expect(result.documents.first?.text("operador") == "ÿ\u{A0}")
  }

  @Test("An accent at either edge of a column belongs to that column alone")
  func edges() {
    let result = posting(.windows1252).read(fileWith([0xC7] + Array("ABCDEFGH".utf8) + [0xE3]))
    #expect(result.codes == [])
    #expect(result.documents.first?.text("operador") == "ÇABCDEFGHã")
    #expect(result.documents.first?.text("hora") == "060000")
    #expect(result.documents.first?.text("encerra") == "1")
  }

  @Test("In UTF-8 columns are characters, and places are still bytes")
  func utf8Columns() throws {
    let layout = posting(.utf8)
    var lines = PostingLines.good
    lines[1] = PostingLines.posting(2, registro: "ÇÉ€😀", dia: "20269999", operador: "JOÃO DA SÉ")
    let bytes = Array(lines.map { $0 + "\r\n" }.joined().utf8)
    let result = layout.read(bytes)
    #expect(result.codes == ["field.not-a-date"])
    let finding = try #require(result.findings.first)
    let text = Array("20269999".utf8)
    let offset = try #require(bytes.indices.first { bytes[$0...].starts(with: text) })
    #expect(finding.place.byte == offset)
    #expect(finding.place.column == offset - Array((lines[0] + "\r\n").utf8).count + 1)
    #expect(result.documents.first?.text("registro") == "ÇÉ€😀")
    #expect(result.documents.first?.text("operador") == "JOÃO DA SÉ")
    #expect(result.documents.first?.text("encerra") == "1")
  }

  @Test(
    "Bytes that are no UTF-8 are refused",
    arguments: [
      [0xC3], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0x80], [0xE9],
    ] as [[UInt8]])
  func invalidUTF8(bytes: [UInt8]) {
    let text = fileWith(bytes).filter { _ in true }
    let result = posting(.utf8).read(text)
    #expect(result.codes == ["text.invalid-byte"])
    #expect(result.findings.first?.place.column == 60)
  }

  @Test("A byte order mark is tolerated in UTF-8 and counts as bytes")
  func byteOrderMark() {
    let bytes = [0xEF, 0xBB, 0xBF] + Array(PostingLines.good.map { $0 + "\n" }.joined().utf8)
    let utf8 = posting(.utf8).read(bytes)
    #expect(utf8.codes == [])
    #expect(utf8.reading.header?.bytes.lowerBound == 3)
    #expect(posting(.windows1252).read(bytes).codes.contains("record.unknown"))
  }

  @Test("What a finding shows is decoded, and what cannot be is escaped")
  func printable() {
    let bytes: [UInt8] = [0xC7, 0x81, 0x00, 0x41]
    #expect(CodePage(encoding: .windows1252).printable(bytes.span, 0..<4) == "Ç\\x81\\x00A")
    #expect(CodePage(encoding: .utf8).printable(bytes.span, 1..<4) == "\\x81\\x00A")
    let long = [UInt8](repeating: 0x81, count: 400)
    #expect(CodePage(encoding: .windows1252).printable(long.span, 0..<400).unicodeScalars.count == 121)
  }

  @Test(
    "Characters that a code page does not have are named and never replaced",
    arguments: [("≥", "≥"), ("ab😀", "😀"), ("ß\u{80}", "\u{80}"), ("a\nb", "\n")])
  func encoding(text: String, refused: String) {
    var output: [UInt8] = []
    let scalar = CodePage(encoding: .windows1252).encode(Array(text.utf8)[...], into: &output)
    #expect(scalar.map { String($0) } == refused)
  }
}
