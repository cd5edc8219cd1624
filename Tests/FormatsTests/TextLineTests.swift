import EDIModel
import Testing

@testable import Formats
@testable import Layouts

/// Hands over a few bytes at a time.
struct DrippingSource: ByteSource {
  let bytes: [UInt8]
  let step: Int
  var position = 0

  init(_ bytes: [UInt8], step: Int = 1) { (self.bytes, self.step) = (bytes, step) }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(step, buffer.count, bytes.count - position)
    for index in 0..<count { buffer[index] = bytes[position + index] }
    position += count
    return count
  }
}

@Suite("Lines of text files")
struct TextLineTests {
  let layout = TextLayouts.posting

  private func lines(_ text: String, limit: Int = 100, chunk: Int = 16, step: Int = 1_000) -> [String] {
    var source = DrippingSource(Array(text.utf8), step: step)
    var lines = LineSource(limit: limit, skipsMark: true, chunk: chunk)
    var result: [String] = []
    while let line = try? lines.next(from: &source) {
      let bytes = String(decoding: lines.buffer[line.range], as: UTF8.self)
      result.append("\(line.number) \(line.offset)..<\(line.endOffset) \(line.length) \(line.end) \(bytes)")
    }
    return result
  }

  @Test("Both line ends are accepted, and the last line may lack its own", arguments: [1, 2, 3, 7, 1_000])
  func lineEnds(step: Int) {
    #expect(
      lines("ab\r\n\ncde\nf", step: step) == [
        "1 0..<4 2 crlf ab", "2 4..<5 0 lf ", "3 5..<9 3 lf cde", "4 9..<10 1 none f",
      ])
  }

  @Test("A byte order mark and a final end mark are no text", arguments: [1, 4, 1_000])
  func marks(step: Int) {
    #expect(lines("\u{FEFF}ab\n\u{1A}", step: step) == ["1 3..<6 2 lf ab"])
    #expect(lines("ab\u{1A}", step: step) == ["1 0..<3 2 none ab"])
    #expect(lines("a\u{1A}\nb", step: step) == ["1 0..<3 2 lf a\u{1A}", "2 3..<4 1 none b"])
  }

  @Test("Of an overlong line the start is kept and the rest is counted", arguments: [1, 5, 64, 100_000])
  func overlong(step: Int) {
    let long = String(repeating: "x", count: 5_000)
    #expect(
      lines(long + "\r\nab\n", limit: 10, step: step) == [
        "1 0..<5002 5000 crlf xxxxxxxxxx", "2 5002..<5005 2 lf ab",
      ])
    #expect(lines(long, limit: 10, step: step) == ["1 0..<5000 5000 none xxxxxxxxxx"])
    #expect(lines("0123456789\r\na\n", limit: 10, step: step).first == "1 0..<12 10 crlf 0123456789")
    #expect(lines("0123456789A\r\na\n", limit: 10, step: step).first == "1 0..<13 11 crlf 0123456789")
  }

  @Test("An overlong line is never held in memory")
  func bounded() throws {
    struct Endless: ByteSource {
      var left: Int
      mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, left)
        buffer[..<count].copyBytes(from: repeatElement(UInt8(ascii: "x"), count: count))
        left -= count
        return count
      }
    }
    var source = Endless(left: 20 << 20)
    var lines = LineSource(limit: 1_000, skipsMark: false, chunk: 4_096)
    let line = try #require(try lines.next(from: &source))
    #expect(line.length == 20 << 20)
    #expect(lines.buffer.count <= 8_192)
  }

  @Test("CR LF, LF and a missing last line end give the same document")
  func sameDocument() {
    let expected = layout.read(file(PostingLines.good))
    for bytes in [file(PostingLines.good, newline: "\n"), file(PostingLines.good, endsLast: false)] {
      let result = layout.read(bytes)
      #expect(result.codes == [])
      #expect(content(result.documents) == content(expected.documents))
    }
  }

  @Test("Mixed line ends are one warning, at the first that differs")
  func mixed() {
    let bytes =
      file([PostingLines.good[0]]) + file(Array(PostingLines.good[1..<3]), newline: "\n")
      + file(Array(PostingLines.good[3...]))
    let result = layout.read(bytes)
    #expect(result.codes == ["text.line-ends-mixed"])
    #expect(result.findings.first?.severity == .warning)
    #expect(result.findings.first?.place.line == 2)
    #expect(!result.reading.isRejected)
  }

  @Test("The end mark of old systems is tolerated at the end")
  func endMark() {
    #expect(layout.read(file(PostingLines.good) + [0x1A]).codes == [])
    #expect(layout.read(file(PostingLines.good, endsLast: false) + [0x1A]).codes == [])
  }

  @Test("A lone CR, a NUL and a tab are control characters", arguments: [UInt8(0x0D), 0x00, 0x09, 0x1B, 0x7F, 0x1A])
  func controlCharacters(byte: UInt8) throws {
    var bytes = file(PostingLines.good)
    let start = file([PostingLines.good[0]]).count
    bytes[start + 9] = byte
    let result = layout.read(bytes)
    #expect(result.codes == ["text.control-character"])
    let finding = try #require(result.findings.first)
    #expect(finding.place == Place(line: 2, column: 10, byte: start + 9, document: 1, record: "70"))
    #expect(finding.field == "registro")
    #expect(finding.found == "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true))
    #expect(result.documents.first?.text("registro") == nil)
  }

  @Test("A line beyond the limit is a finding and does not stop the others")
  func lineLimit() {
    var limits = Limits()
    limits.token = 1_000
    var lines = PostingLines.good
    lines[2] += String(repeating: "x", count: 100_000)
    let result = layout.read(file(lines), limits: limits)
    #expect(result.codes == ["record.length"])
    #expect(result.findings.first?.found == String(lines[2].utf8.count))
    #expect(result.documents.first?.document.count(of: 1) == 2)
  }

  private func content(_ documents: [ReadDocument]) -> [[UInt8]] {
    documents.map { read in
      var bytes: [UInt8] = []
      read.document.updateContent { bytes += $0 }
      return bytes
    }
  }
}
