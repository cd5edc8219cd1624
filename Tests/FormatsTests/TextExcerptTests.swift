import EDIModel
import Testing

@testable import Formats
@testable import Layouts

@Suite("Files cut out for correction")
struct TextExcerptTests {
  let layout = TextLayouts.posting

  /// Two good postings around a bad one, cut out as the gateway does.
  private func cutOut(bad: [String], newline: String = "\r\n") -> [UInt8] {
    let lines =
      [PostingLines.header(), PostingLines.posting(2), PostingLines.reel(3)] + bad + [
        PostingLines.posting(8, registro: "R9"), PostingLines.trailer(9, all: 9, [3, 3, 0], boa: "", peso: ""),
      ]
    let bytes = file(lines, newline: newline)
    let result = layout.read(bytes)
    let rejected = result.documents.filter(\.isRejected).map { Array(bytes[$0.document.extent.bytes]) }
    let header = result.reading.header.map { Array(bytes[$0.bytes]) } ?? []
    return layout.reader.excerpt(header: header, documents: rejected)
  }

  private func replacing(_ wrong: String, with right: String, in bytes: [UInt8]) -> [UInt8] {
    let (old, new) = (Array(wrong.utf8), Array(right.utf8))
    guard let start = bytes.indices.first(where: { bytes[$0...].starts(with: old) }) else { return bytes }
    return Array(bytes[..<start]) + new + bytes[(start + old.count)...]
  }

  @Test("The excerpt is the header, the bad document as it stood, and a trailer that counts again")
  func golden() {
    let bad = [
      PostingLines.posting(4, registro: "R2"), PostingLines.reel(5, peso: "00000006X5250"),
      PostingLines.reel(6, numero: "B2"),
    ]
    let bytes = cutOut(bad: bad)
    #expect(
      bytes == file([PostingLines.header()] + bad + [PostingLines.trailer(7, all: 5, [1, 2, 0], boa: "", peso: "")]))
    #expect(layout.read(bytes).codes == ["field.not-a-number", "trailer.unchecked"])
  }

  @Test("Once corrected it reads clean", arguments: ["\r\n", "\n"])
  func corrected(newline: String) {
    let bad = [PostingLines.posting(4, registro: "R2"), PostingLines.reel(5, peso: "00000006X5250")]
    let result = layout.read(replacing("00000006X5250", with: "0000000625250", in: cutOut(bad: bad, newline: newline)))
    #expect(result.codes == ["trailer.unchecked"])
    #expect(!result.reading.isRejected)
    #expect(result.documents.map(\.isRejected) == [false])
    #expect(result.reading.fileNumber == 42)
  }

  @Test("A line with a wrong record id counts as what it was meant to be")
  func unknownRecord() {
    let bad = [
      PostingLines.posting(4, registro: "R2"), "81" + PostingLines.reel(5).dropFirst(2), PostingLines.scrap(6),
    ]
    let bytes = cutOut(bad: bad)
    #expect(layout.read(bytes).documents.first?.findings.map(\.code) == [.recordUnknown])
    let result = layout.read(replacing("81000005", with: "71000005", in: bytes))
    #expect(result.codes == ["trailer.unchecked"])
  }

  @Test("Several documents go into one file; a last line without its end gets one")
  func several() {
    let bytes = layout.reader.excerpt(
      header: file([PostingLines.header()], newline: "\n"),
      documents: [
        file([PostingLines.posting(2)], newline: "\n"),
        file([PostingLines.posting(5, registro: "R2")], endsLast: false),
      ])
    let result = layout.read(bytes)
    #expect(result.documents.count == 2)
    #expect(result.codes == ["trailer.unchecked"])
    #expect(!bytes.contains(0x0D))
  }

  @Test("A delimited excerpt keeps its separators")
  func delimited() {
    let layout = TextLayouts.nested(separator: UInt8(ascii: ";"))
    let bytes = layout.reader.excerpt(
      header: file(["H;CARGA;0007"], newline: "\n"), documents: [file(["P;1;X;;", "L;L1;"], newline: "\n")])
    #expect(String(decoding: bytes, as: UTF8.self) == "H;CARGA;0007\nP;1;X;;\nL;L1;\nT;00000004;\n")
    #expect(layout.read(bytes).codes == ["trailer.unchecked"])
  }
}
