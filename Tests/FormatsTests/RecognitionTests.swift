import EDIModel
import Testing

@testable import Formats
@testable import Layouts

@Suite("Recognising text files")
struct RecognitionTests {
  private static func layout(_ code: String) -> Layout {
    Layout.text(
      "posicional-" + code.lowercased(), shape: TextLayouts.postingShape,
      recogniser: [
        Recognition(source: .columns(0..<2), test: .equals("00"), ignoresCase: false),
        Recognition(source: .columns(8..<10), test: .equals(code), ignoresCase: false),
      ], TextLayouts.postingRecords)
  }

  private static let delimited = Layout.text(
    "separado", shape: TextLayouts.postingShape, separator: UInt8(ascii: ";"),
    recogniser: [
      Recognition(source: .field(0, separator: UInt8(ascii: ";")), test: .equals("H"), ignoresCase: false),
      Recognition(source: .field(1, separator: UInt8(ascii: ";")), test: .starts("carga"), ignoresCase: true),
    ], TextLayouts.postingRecords)

  let recogniser = Recogniser(layouts: [layout("AP"), layout("PV"), delimited])

  private func path(_ text: String) -> String {
    switch recogniser.recognise(head: Array(text.utf8), isWholeFile: true) {
    case .layout(let layout): layout.name
    case .refused(let finding): "refused " + finding.code.rawValue
    case .unknown(let nearest, let finding): "unknown " + (nearest?.name ?? "-") + " " + (finding.found ?? "-")
    }
  }

  @Test("By columns of the first line, with or without its end")
  func columns() {
    #expect(path("00000001AP001\r\n70") == "posicional-ap")
    #expect(path("00000001PV") == "posicional-pv")
    #expect(path("\u{FEFF}00000001AP001\n") == "posicional-ap")
  }

  @Test("By separated fields, in either case where the layout says so")
  func fields() {
    #expect(path("H;CARGA001;7\n") == "separado")
    #expect(path("H;cargas\n") == "separado")
  }

  @Test("A line that does not reach a recognised column is wrong at its end", arguments: ["00\r\n", "\u{FEFF}00\n"])
  func placeWithinTheFile(text: String) throws {
    guard case .unknown(_, let finding) = recogniser.recognise(head: Array(text.utf8), isWholeFile: true) else {
      throw Unrecognised()
    }
    #expect(finding.place == Place(line: 1, column: 3, byte: text.hasPrefix("\u{FEFF}") ? 5 : 2))
  }

  private struct Unrecognised: Error {}

  @Test("An unknown file says what was seen and which test failed")
  func unknown() throws {
    #expect(path("00000001XX001\n") == "unknown - [1-2]=00; [9-10]=XX")
    #expect(path("H;OUTRA\n") == "unknown separado [1]=H; [2]=OUTRA")
    #expect(path("00") == "unknown - [1-2]=00; [9-10]=—")
    guard case .unknown(_, let finding) = recogniser.recognise(head: Array("00000001XX001\n".utf8), isWholeFile: true)
    else {
      Issue.record("recognised")
      return
    }
    #expect(finding.code == .layoutUnknown)
    #expect(finding.place == Place(line: 1, column: 9, byte: 8))
    #expect(finding.expected?.pt == "colunas 9-10 = AP, PV")
  }

  @Test("An empty file is refused; garbage is unknown")
  func garbage() {
    #expect(path("") == "refused file.empty")
    #expect(path("\u{0}\u{1}\u{2}").hasPrefix("unknown - "))
    #expect(path("\n\n").hasPrefix("unknown - "))
  }

  @Test("XML is never taken for text")
  func xml() {
    #expect(path("<a/>").hasPrefix("unknown - "))
    #expect(path("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>") == "refused xml.doctype")
  }
}

@Suite("Whether a text file is whole")
struct WholenessTests {
  let check = WholenessCheck(layouts: [TextLayouts.posting, TextLayouts.nested(separator: UInt8(ascii: ";"))])

  private func judge(_ bytes: [UInt8]) -> Wholeness {
    check.judge(size: bytes.count) { offset, count in Array(bytes[offset..<offset + count]) }
  }

  @Test("A file is whole with its trailer, whatever blank stands behind it")
  func whole() {
    let bytes = file(PostingLines.good)
    #expect(judge(bytes) == .whole)
    #expect(judge(file(PostingLines.good, endsLast: false)) == .whole)
    #expect(judge(bytes + [0x0D, 0x0A, 0x20, 0x0A, 0x1A]) == .whole)
    #expect(judge(file(PostingLines.good, newline: "\n")) == .whole)
  }

  @Test("Cut at any byte it is partial, from the first", arguments: [[], [0xEF, 0xBB, 0xBF]])
  func cutAnywhere(mark: [UInt8]) {
    let bytes = mark + file(PostingLines.good)
    for length in 0..<bytes.count - 2 {
      #expect(judge(Array(bytes[..<length])) == .partial, "cut at byte \(length)")
    }
  }

  @Test("Cut within its last line end it is partial")
  func cutInTheLastLineEnd() {
    #expect(judge(Array(file(PostingLines.good).dropLast())) == .partial)
  }

  @Test("A trailer that counts other lines does not tell")
  func wrongCount() {
    var lines = PostingLines.good
    lines.remove(at: 3)
    #expect(judge(file(lines)) == .unrecognisable)
    lines = PostingLines.good
    lines[5] += "x"
    #expect(judge(file(lines)) == .unrecognisable)
  }

  @Test("Other files do not tell")
  func others() {
    #expect(judge(Array("qualquer coisa\n".utf8)) == .unrecognisable)
    #expect(judge(Array("q".utf8)) == .unrecognisable)
    #expect(judge(Array("0\n".utf8)) == .unrecognisable)
    #expect(judge(file([PostingLines.header(layout: "XX")] + PostingLines.good.dropFirst())) == .unrecognisable)
    #expect(judge(file(Array(PostingLines.good.dropFirst()))) == .unrecognisable)
    #expect(judge([UInt8](repeating: UInt8(ascii: "0"), count: 200_000)) == .unrecognisable)
  }

  @Test("Delimited files are told by their fields")
  func delimited() {
    let lines = ["H;CARGA;0007", "P;1;X;;", "L;L1;", "T;00000004;000000000000000000"]
    #expect(judge(file(lines, newline: "\n")) == .whole)
    #expect(judge(file(Array(lines.dropLast()), newline: "\n")) == .partial)
    #expect(judge(Array("H;CAR".utf8)) == .partial)
    #expect(judge(Array("H;CAX".utf8)) == .unrecognisable)
    #expect(judge(file(lines.map { $0 + ";" }, newline: "\n")) == .whole)
  }

  @Test("XML is told by its root's end")
  func xml() {
    #expect(judge(Array("<a><b/></a>\n".utf8)) == .whole)
    #expect(judge(Array("<a><b/></".utf8)) == .partial)
    #expect(judge(Array("<?xml vers".utf8)) == .partial)
    #expect(judge([]) == .partial)
  }

  @Test("Only the first and last bytes and each byte once are read")
  func bounded() {
    let reels = (0..<20_000).map { PostingLines.reel($0 + 3) }
    let lines =
      [PostingLines.header(), PostingLines.posting(2)] + reels + [
        PostingLines.trailer(20_003, all: 20_003, [1, 20_000, 0], boa: "", peso: "")
      ]
    let bytes = file(lines)
    var read = 0
    var largest = 0
    let result = check.judge(size: bytes.count) { offset, count in
      read += count
      largest = max(largest, count)
      return Array(bytes[offset..<offset + count])
    }
    #expect(result == .whole)
    #expect(read < bytes.count + (128 << 10))
    #expect(largest <= 1 << 20)
  }
}
