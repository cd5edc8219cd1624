import EDIModel
import Testing

@testable import Formats
@testable import Layouts

@Suite("Reading positional files")
struct TextReadingTests {
  let layout = TextLayouts.posting

  @Test("A posting is read field by field, with where each stood")
  func goodFile() throws {
    let bytes = file(PostingLines.good)
    let result = layout.read(bytes)
    #expect(result.codes == [])
    let read = try #require(result.documents.first)
    #expect(result.documents.count == 1)
    let values = [
      "empresa", "gerado_em", "registro", "acao", "boa", "inicio", "dia", "hora", "operador", "encerra", "recno",
    ]
    .map { read.text($0) }
    #expect(
      values == [
        "01", "20261123060000", "R1", "I", "1250.5", "20261122220000", "20261122", "060000", "JOSÉ", "1", nil,
      ])
    #expect(read.text("bobinas/numero", row: 1) == "B2")
    #expect(read.text("bobinas/peso") == "625.25")
    #expect(read.text("bobinas/gramatura") == "75.5")
    #expect(read.text("refugos/quantidade") == "1")
    let place = read.document.place(of: layout.ref("bobinas/peso"), in: Row(group: 1, index: 1))
    #expect(place.line == 4)
    #expect(String(decoding: bytes[place.origin..<place.origin + 13], as: UTF8.self) == "0000000625250")
  }

  @Test("The reading knows the header, the sequence and the environment")
  func header() {
    let bytes = file(PostingLines.good)
    let reading = layout.read(bytes).reading
    #expect(reading.documents == 1)
    #expect(reading.fileNumber == 42)
    #expect(reading.environment == "P")
    #expect(reading.header == Extent(bytes: 0..<PostingLines.header().count + 2, lines: 1...1))
  }

  @Test("A document's extent is its records, line ends and all")
  func extents() {
    let lines = [
      PostingLines.header(), PostingLines.posting(2), PostingLines.reel(3), PostingLines.posting(4, registro: "R2"),
      PostingLines.trailer(5, all: 5, [2, 1, 0], boa: zeros(250_100, 18), peso: zeros(625_250, 18)),
    ]
    let bytes = file(lines)
    let result = layout.read(bytes)
    #expect(result.codes == [])
    #expect(result.documents.map(\.document.extent.lines) == [2...3, 4...4])
    #expect(result.documents.map(\.document.ordinal) == [1, 2])
    let first = result.documents[0].document.extent.bytes
    #expect(Array(bytes[first]) == file(Array(lines[1...2])))
    #expect(Array(bytes[result.documents[1].document.extent.bytes]) == file([lines[3]]))
  }

  @Test("Header fields hold for every document; rows of one do not leak into the next")
  func independentDocuments() {
    let lines = [
      PostingLines.header(), PostingLines.posting(2), PostingLines.reel(3),
      PostingLines.posting(4, registro: "R2", operador: ""),
      PostingLines.trailer(5, all: 5, [2, 1, 0], boa: zeros(250_100, 18), peso: zeros(625_250, 18)),
    ]
    let documents = layout.read(file(lines)).documents
    #expect(documents.map { $0.text("empresa") } == ["01", "01"])
    #expect(documents.map { $0.document.count(of: 1) } == [1, 0])
    #expect(documents.map { $0.text("operador") } == ["JOSÉ", nil])
  }

  @Test(
    "Blanks are no value in every form, and so are dates of zeros",
    arguments: [("inicio", 14), ("dia", 8), ("hora", 6), ("operador", 10), ("encerra", 1), ("boa", 12)])
  func blanks(field: String, size: Int) throws {
    var line = Array(PostingLines.posting(2).unicodeScalars)
    let start = ["boa": 19, "inicio": 31, "dia": 45, "hora": 53, "operador": 59, "encerra": 69][field] ?? 0
    for index in start..<start + size { line[index] = " " }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: line)
    let lines = [
      PostingLines.header(), String(text), PostingLines.trailer(3, all: 3, [1, 0, 0], boa: "", peso: ""),
    ]
    let read = try #require(layout.read(file(lines)).documents.first)
    #expect(read.text(field) == nil)
    #expect(read.findings.map(\.code) == (field == "boa" ? [.fieldMissing] : []))
  }

  @Test("Dates of zeros are no value; midnight is one")
  func zeroDates() throws {
    let lines = [
      PostingLines.header(),
      PostingLines.posting(2, inicio: "00000000000000", dia: "00000000", hora: "000000"),
      PostingLines.trailer(3, all: 3, [1, 0, 0], boa: zeros(125_050, 18), peso: zeros(0, 18)),
    ]
    let result = layout.read(file(lines))
    #expect(result.codes == [])
    let read = try #require(result.documents.first)
    #expect(read.text("inicio") == nil)
    #expect(read.text("dia") == nil)
    #expect(read.text("hora") == "000000")
  }
}
