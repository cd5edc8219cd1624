import EDIModel
import Glibc
import Testing

@testable import Formats
@testable import Layouts

/// A small generator with a seed, so that a failure can be repeated (SplitMix64).
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Makes documents of any shape: every type, every edge of its range, values that are not there.
struct DocumentGenerator {
  var random: SplitMix
  var alphabet = Array("ABCXYZ0189  -/.ÇãÉõüÿ\u{A0}¡ß".unicodeScalars)

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  mutating func document(of shape: DocumentShape, rows: (Int) -> ClosedRange<Int>) -> Document {
    var document = Document(shape: shape)
    fill(.root, of: &document)
    for (group, declared) in shape.groups.enumerated() where group > 0 {
      for parent in 0..<document.count(of: declared.parent ?? 0) {
        for _ in 0..<Int.random(in: rows(group), using: &random) {
          fill(document.appendRow(group: group, parent: parent, origin: 0, line: 0), of: &document)
        }
      }
    }
    return document
  }

  private mutating func fill(_ row: Row, of document: inout Document) {
    for (slot, field) in document.shape.groups[row.group].fields.enumerated() {
      let isNeeded = if case .optional = field.requirement { false } else { true }
      guard isNeeded || Bool.random(using: &random) else { continue }
      document.set(FieldRef(group: row.group, slot: slot), in: row, to: value(of: field.type))
    }
  }

  mutating func value(of type: ValueType) -> [UInt8] {
    switch type {
    case .text(let size): return text(size)
    case .decimal(let digits, let decimals): return decimal(digits, decimals)
    case .date: return date()
    case .time: return time()
    case .datetime: return date() + time()
    case .boolean: return [Bool.random(using: &random) ? 49 : 48]
    case .code(let values): return Array((values.randomElement(using: &random) ?? "").utf8)
    }
  }

  private mutating func text(_ size: Int) -> [UInt8] {
    let count = [1, size, Int.random(in: 1...size, using: &random)].randomElement(using: &random) ?? 1
    var scalars = (0..<count).map { _ in alphabet.randomElement(using: &random) ?? "A" }
    if scalars.first == " " { scalars[0] = "A" }
    if scalars.last == " " { scalars[count - 1] = "Z" }
    return Array(String(String.UnicodeScalarView(scalars)).utf8)
  }

  private mutating func decimal(_ digits: Int, _ decimals: Int) -> [UInt8] {
    let most = (0..<digits).reduce(Int128(1)) { value, _ in value * 10 } - 1
    let value = [0, 1, most, Int128.random(in: 0...most, using: &random)].randomElement(using: &random) ?? 0
    return ExactDecimal(unscaled: value, scale: decimals).canonical
  }

  private mutating func date() -> [UInt8] {
    let (year, month) = (Int.random(in: 1900...2199, using: &random), Int.random(in: 1...12, using: &random))
    let day = Int.random(in: 1...Calendar.length(of: month, in: year), using: &random)
    return Array((zeros(year, 4) + zeros(month, 2) + zeros(day, 2)).utf8)
  }

  private mutating func time() -> [UInt8] {
    let hour = zeros(Int.random(in: 0...23, using: &random), 2)
    let rest = (0..<2).map { _ in zeros(Int.random(in: 0...59, using: &random), 2) }
    return Array((hour + rest.joined()).utf8)
  }
}

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
