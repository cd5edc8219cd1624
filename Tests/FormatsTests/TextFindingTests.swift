import EDIModel
import Testing

@testable import Formats
@testable import Layouts

/// What one finding says, shortened to what a test compares.
private func shown(_ finding: Finding) -> String {
  let place = finding.place
  return [
    finding.code.rawValue, "\(place.line ?? -1):\(place.column ?? -1)", "@\(place.byte ?? -1)",
    "doc \(place.document.map(String.init) ?? "-")", place.record ?? "-", finding.field ?? "-", finding.found ?? "-",
  ].joined(separator: " ")
}

@Suite("Findings of text files")
struct TextFindingTests {
  let layout = TextLayouts.posting

  private func read(_ lines: [String]) -> ReadFile { layout.read(file(lines)) }

  /// A file of one posting line, with a trailer whose totals are blank so that only the line itself is judged.
  private func readPosting(_ line: String) throws -> ReadDocument {
    let lines = [PostingLines.header(), line, PostingLines.trailer(3, all: 3, [1, 0, 0], boa: "", peso: "")]
    return try #require(read(lines).documents.first)
  }

  @Test("Five planted errors are five findings, each at its exact place")
  func fivePlantedErrors() throws {
    let lines = [
      PostingLines.header(),
      PostingLines.posting(2, acao: "X", dia: "20260230"),
      PostingLines.reel(3, numero: "", peso: "00000006A5250"),
      PostingLines.reel(4, numero: " B2"),
      PostingLines.trailer(5, all: 5, [1, 2, 0], boa: zeros(125_050, 18), peso: zeros(1_250_500, 18)),
    ]
    let result = read(lines)
    let starts = lines.indices.map { file(Array(lines[..<$0])).count }
    #expect(
      result.findings.map(shown) == [
        "field.not-in-list 2:19 @\(starts[1] + 18) doc 1 70 acao X",
        "field.not-a-date 2:46 @\(starts[1] + 45) doc 1 70 dia 20260230",
        "field.missing 3:9 @\(starts[2] + 8) doc 1 71 numero -",
        "field.not-a-number 3:29 @\(starts[2] + 28) doc 1 71 peso 00000006A5250",
        "field.misaligned 4:9 @\(starts[3] + 8) doc 1 71 numero  B2" + String(repeating: " ", count: 17),
      ])
    #expect(result.findings.allSatisfy { $0.severity == .error && $0.label != nil })
    #expect(result.findings[0].expected?.pt == "um destes: I, E")
    #expect(!result.reading.isRejected)
    #expect(result.documents.first?.isRejected == true)
    #expect(result.documents.first?.text("bobinas/gramatura", row: 1) == "75.5")
  }

  @Test(
    "Numbers hold digits in their whole column",
    arguments: [
      "00000012505A", "       12505", "12505       ", "0000001250,5", "0000001250.5", "-00000125050", "000001250 50",
    ])
  func numbers(text: String) throws {
    let read = try readPosting(PostingLines.posting(2, boa: left(text, 12)))
    #expect(read.findings.map(\.code) == [.fieldNotANumber])
    #expect(read.findings.first?.found == text)
    #expect(read.text("boa") == nil)
  }

  @Test(
    "Boundary numbers are read exactly",
    arguments: [
      ("000000000000", "0"), ("000000000001", "0.01"), ("000000000100", "1"), ("999999999999", "9999999999.99"),
      ("000000000010", "0.1"), ("100000000000", "1000000000"),
    ])
  func boundaries(text: String, expected: String) throws {
    let read = try readPosting(PostingLines.posting(2, boa: text))
    #expect(read.findings == [])
    #expect(read.text("boa") == expected)
  }

  @Test(
    "Dates and times must be real", arguments: ["20260231", "20261301", "31122026", "2026-1-1", "18991231", "2026112 "])
  func dates(text: String) throws {
    #expect(try readPosting(PostingLines.posting(2, dia: text)).findings.map(\.code) == [.fieldNotADate])
  }

  @Test("Times must be real", arguments: ["240000", "236000", "235960", "06:00 ", "0600  "])
  func times(text: String) throws {
    #expect(try readPosting(PostingLines.posting(2, hora: text)).findings.map(\.code) == [.fieldNotATime])
  }

  @Test("Codes and yes-no letters are compared exactly", arguments: ["t", "S", "0"])
  func codes(text: String) throws {
    let read = try readPosting(PostingLines.posting(2, encerra: text))
    #expect(read.findings.map(\.code) == [.fieldNotInList])
    #expect(read.findings.first?.expected?.en == "one of: T, P")
  }

  @Test("A field that the flow requires under a condition is missed where it should stand")
  func conditionalRequirement() throws {
    let read = try readPosting(PostingLines.posting(2, acao: "E", boa: "            "))
    let start = file([PostingLines.header()]).count
    #expect(read.findings.map(shown) == ["field.missing 2:71 @\(start + 70) doc 1 70 recno -"])
  }

  @Test("A constant that differs says what was found and what belongs there")
  func constants() {
    let lines = [
      PostingLines.header(layout: "PV"), PostingLines.posting(2),
      PostingLines.trailer(3, all: 3, [1, 0, 0], boa: zeros(125_050, 18), peso: zeros(0, 18)),
    ]
    let result = read(lines)
    #expect(result.findings.map(shown) == ["field.not-constant 1:9 @8 doc - 00 layout PV"])
    #expect(result.findings.first?.expected?.pt == "AP")
    #expect(result.reading.isRejected)
    #expect(result.documents.map(\.isRejected) == [false])
  }

  @Test("Something in a reserved column is a warning")
  func filler() {
    var lines = PostingLines.good
    lines[2] = String(lines[2].dropLast(3)) + " X "
    let result = read(lines)
    #expect(result.findings.map(\.code) == [.fieldNotConstant])
    #expect(result.findings.map(\.severity) == [.warning])
    #expect(result.documents.first?.isRejected == false)
  }

  @Test("A required header field is missed once, in the file and not in each document")
  func headerField() {
    var lines = PostingLines.good
    lines[0] = PostingLines.header(company: "")
    let result = read(lines)
    #expect(result.findings.map(shown) == ["field.missing 1:14 @13 doc - 00 empresa -"])
    #expect(result.reading.findings.count == 1)
  }

  @Test("A short line is read as far as it reaches; nothing is said twice")
  func shortLine() throws {
    let whole = PostingLines.posting(2)
    let read = try readPosting(String(whole.prefix(50)))
    #expect(
      read.findings.map(shown) == ["record.length 2:51 @\(file([PostingLines.header()]).count + 50) doc 1 70 - 50"])
    #expect(read.findings.first?.expected?.pt == "80 bytes")
    #expect(read.text("inicio") == "20261122220000")
    #expect(read.text("dia") == nil)
  }

  @Test("A long line is a finding and is read all the same")
  func longLine() throws {
    let read = try readPosting(PostingLines.posting(2) + "XY")
    #expect(read.findings.map(\.code) == [.recordLength])
    #expect(read.findings.first?.found == "82")
    #expect(read.text("registro") == "R1")
  }

  @Test("Trailing blanks that an editor took off make a line short")
  func strippedBlanks() throws {
    let read = try readPosting(PostingLines.posting(2).trimmingEnd())
    #expect(read.findings.map(\.code) == [.recordLength])
  }

  @Test("An unknown record id belongs to the open document and names the closest one")
  func unknownRecord() throws {
    var lines = PostingLines.good
    lines[3] = "7I" + lines[3].dropFirst(2)
    let result = read(lines)
    let finding = try #require(result.findings.first)
    #expect(result.codes == ["record.unknown"])
    #expect(finding.found == "7I")
    #expect(finding.place.document == 1)
    #expect(finding.expected?.pt.contains("00, 70, 71, 72, 99") == true)
    #expect(result.documents.first?.document.extent.lines == 2...5)
    lines[3] = "Z" + lines[3].dropFirst(1)
    #expect(read(lines).findings.first?.found == "ZI")
  }

  @Test("The closest id is named when there is only one")
  func nearestRecord() {
    var lines = PostingLines.good
    lines[3] = "8" + lines[3].dropFirst(1)
    #expect(read(lines).findings.first?.expected?.en.hasSuffix("the closest is 71") == true)
  }

  @Test("A blank line between records is a finding; blank lines at the end are not")
  func blankLines() {
    let lines = PostingLines.good
    #expect(read(Array(lines[..<3]) + [""] + Array(lines[3...])).codes == ["record.unknown"])
    #expect(read(lines + ["", "   ", ""]).codes == [])
  }

  @Test("Records out of their place")
  func misplaced() {
    let reel = PostingLines.reel(2)
    let early = read([
      PostingLines.header(), reel, PostingLines.posting(3),
      PostingLines.trailer(4, all: 4, [1, 1, 0], boa: zeros(125_050, 18), peso: zeros(625_250, 18)),
    ])
    #expect(early.findings.map(shown).map { $0.prefix(21) } == ["record.misplaced 2:1 "])
    #expect(early.reading.isRejected)
    let late = read(PostingLines.good + [PostingLines.reel(7)])
    #expect(late.findings.map(\.code) == [.recordMisplaced])
    #expect(late.reading.isRejected)
    let secondHeader = read(
      Array(PostingLines.good[..<2]) + [PostingLines.header(line: 3)] + [
        PostingLines.trailer(4, all: 4, [1, 0, 0], boa: zeros(125_050, 18), peso: zeros(0, 18))
      ])
    #expect(secondHeader.reading.findings.map(\.code) == [.recordMisplaced])
  }

  @Test("Line numbers ascend; one wrong number is one finding")
  func lineNumbers() {
    let lines = [
      PostingLines.header(), PostingLines.posting(2), PostingLines.reel(9), PostingLines.reel(4, numero: "B2"),
      PostingLines.trailer(5, all: 5, [1, 2, 0], boa: zeros(125_050, 18), peso: zeros(1_250_500, 18)),
    ]
    let result = read(lines)
    #expect(result.codes == ["record.number"])
    #expect(result.findings.first?.place.line == 4)
    #expect(result.findings.first?.expected?.en == "a number greater than 9")
    let repeated = read([
      PostingLines.header(), PostingLines.posting(1),
      PostingLines.trailer(3, all: 3, [1, 0, 0], boa: zeros(125_050, 18), peso: zeros(0, 18)),
    ])
    #expect(repeated.codes == ["record.number"])
  }

  @Test("Lines of no known kind by the hundred thousand are counted in no time")
  func unknownLines() {
    let lines = Array("XX\r\n".utf8)
    let bytes = file([PostingLines.header()]) + (0..<100_000).flatMap { _ in lines }
    var result = ReadFile()
    let took = ContinuousClock().measure { result = TextLayouts.posting.read(bytes) }
    #expect(took < .seconds(5))
    #expect(result.reading.findings.count == 100)
    // One per line, and the trailer that is not there.
    #expect(result.reading.findings.count + result.reading.furtherFindings == 100_001)
  }

  @Test("No more than the limit of findings are kept; the rest is counted and still rejects")
  func limit() throws {
    var limits = Limits()
    limits.findings = 3
    let reels = (0..<10).map { PostingLines.reel($0 + 3, peso: "X            ") }
    let lines =
      [PostingLines.header(), PostingLines.posting(2)] + reels + [
        PostingLines.trailer(13, all: 13, [1, 10, 0], boa: zeros(125_050, 18), peso: zeros(1, 18))
      ]
    let read = try #require(layout.read(file(lines), limits: limits).documents.first)
    #expect(read.findings.count == 3)
    #expect(read.furtherFindings == 7)
    #expect(read.isRejected)
  }

  @Test("A document beyond the limit is rejected, and the next one is read")
  func tooLarge() {
    var limits = Limits()
    limits.document = 400
    let reels = (0..<10).map { PostingLines.reel($0 + 3, numero: "B\($0)") }
    let lines =
      [PostingLines.header(), PostingLines.posting(2)] + reels + [
        PostingLines.posting(13, registro: "R2"),
        PostingLines.trailer(14, all: 14, [2, 10, 0], boa: zeros(250_100, 18), peso: zeros(6_252_500, 18)),
      ]
    let result = layout.read(file(lines), limits: limits)
    #expect(result.codes == ["file.too-large"])
    #expect(result.documents.map(\.isRejected) == [true, false])
    #expect(result.documents.first?.document.count(of: 1) ?? 99 < 8)
  }
}

extension String {
  fileprivate func trimmingEnd() -> String {
    var result = self
    while result.last == " " { result.removeLast() }
    return result
  }
}
