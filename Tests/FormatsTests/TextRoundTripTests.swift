import EDIModel
import Glibc
import TestSupport
import Testing

@testable import Formats
@testable import Layouts

extension Document {
  /// The bytes that decide whether two documents are the same.
  var content: [UInt8] {
    var bytes: [UInt8] = []
    updateContent { bytes += $0 }
    return bytes
  }
}

@Suite("What is written is read back")
struct TextRoundTripTests {
  static let layouts = [
    TextLayouts.posting, TextLayouts.nested(), TextLayouts.nested(encoding: .utf8),
    TextLayouts.nested(encoding: .latin1),
    TextLayouts.nested(separator: UInt8(ascii: ";")),
    TextLayouts.nested(encoding: .utf8, separator: UInt8(ascii: "\t")),
  ]

  @Test("Hundreds of documents survive the way out and back, byte by byte", arguments: layouts.indices)
  func property(index: Int) throws {
    let layout = Self.layouts[index]
    var generator = DocumentGenerator(seed: UInt64(2_026 + index))
    for number in 0..<300 {
      let document = generator.document(of: layout.shape) { group in
        layout.name == "carga" && group == 1 ? 1...3 : 0...2
      }
      let (bytes, findings) = layout.write(document)
      try #require(findings == [], "document \(number)")
      let result = layout.read(bytes)
      try #require(result.codes.filter { $0 != "field.missing" } == [], "document \(number)")
      let back = try #require(result.documents.first).document
      try #require(back.content == document.content, "document \(number)")
      try #require(layout.write(back).bytes == bytes, "document \(number)")
    }
  }

  @Test("A file that comes in single bytes, or in odd pieces, is the same file", arguments: [1, 2, 7, 61, 4_096])
  func drips(step: Int) {
    let lines =
      Array(PostingLines.good.dropLast()) + [
        PostingLines.posting(6, registro: "R2", dia: "20260230"), PostingLines.reel(7),
      ] + [
        PostingLines.trailer(8, all: 8, [2, 3, 1], boa: zeros(250_100, 18), peso: zeros(1_875_750, 18))
      ]
    let bytes = file(lines)
    let whole = TextLayouts.posting.read(bytes)
    var source = DrippingSource(bytes, step: step)
    let dripped = TextLayouts.posting.read(from: &source)
    #expect(whole.codes == ["field.not-a-date"])
    #expect(dripped.findings == whole.findings)
    #expect(dripped.documents.map(\.document.content) == whole.documents.map(\.document.content))
    #expect(dripped.documents.map(\.document.extent) == whole.documents.map(\.document.extent))
    #expect(dripped.reading.header == whole.reading.header)
  }

  @Test("Nothing of what is left in a document's place comes into the next one")
  func leftBehind() throws {
    let lines =
      PostingLines.good.dropLast() + [
        PostingLines.posting(6, registro: "R2", operador: "", recno: ""), PostingLines.reel(7),
        PostingLines.posting(8, registro: "R3", dia: "20260230"),
      ]
    let bytes = file(Array(lines))
    let kept = TextLayouts.posting.read(bytes).documents
    try #require(kept.count == 3)
    for leftovers in [kept, kept.reversed(), [kept[0], kept[0], kept[0]]] {
      var leftovers = leftovers[...]
      var others: [ReadDocument] = []
      var source = MemorySource(bytes)
      _ = try TextLayouts.posting.reader.read(&source, limits: Limits()) { read in
        others.append(read)
        read = leftovers.removeFirst()
      }
      #expect(others.map(\.document.content) == kept.map(\.document.content))
      #expect(others.map(\.document.extent) == kept.map(\.document.extent))
      #expect(others.map(\.findings) == kept.map(\.findings))
    }
  }

  @Test("A large file is read in the memory of one document")
  func largeFile() async {
    // In a process of its own: the memory of this one is also that of the tests beside this one.
    await #expect(processExitsWith: .success) {
      _ = try readPostings(1_000)
      let before = residentBytes()
      let (accepted, reading, produced) = try readPostings(60_000)
      let isRight = accepted == 60_000 && reading.findings.isEmpty && produced > 10 << 20
      exit(isRight && residentBytes() - before < 2 << 20 ? 0 : 1)
    }
  }
}

private func readPostings(_ count: Int) throws -> (accepted: Int, reading: Reading, produced: Int) {
  var source = PostingSource(documents: count)
  var accepted = 0
  let reading = try TextLayouts.posting.reader.read(&source, limits: Limits()) { read in
    accepted += read.isRejected ? 0 : 1
  }
  return (accepted, reading, source.produced)
}
