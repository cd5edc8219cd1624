import EDIModel
import Testing

@testable import Formats
@testable import Layouts

@Suite("Headers, trailers and control totals")
struct TextTrailerTests {
  let layout = TextLayouts.posting

  private func read(_ trailer: String?, body: [String] = Array(PostingLines.good.dropLast()), endsLast: Bool = true)
    -> ReadFile
  {
    layout.read(file(body + (trailer.map { [$0] } ?? []), endsLast: endsLast))
  }

  private func trailer(all: Int = 6, _ kinds: [Int] = [1, 2, 1], boa: Int? = 125_050, peso: Int? = 1_250_500) -> String
  {
    PostingLines.trailer(
      6, all: all, kinds, boa: boa.map { zeros($0, 18) } ?? "", peso: peso.map { zeros($0, 18) } ?? "")
  }

  @Test("A count that differs names both numbers")
  func counts() throws {
    let result = read(trailer(all: 7, [1, 1, 1]))
    #expect(result.codes == ["trailer.count", "trailer.count"])
    let finding = try #require(result.findings.last)
    #expect(finding.field == "registros_71")
    #expect(finding.found == "00000001")
    #expect(finding.expected?.pt == "00000002")
    #expect(finding.place.line == 6)
    #expect(finding.place.document == nil)
    #expect(result.reading.isRejected)
  }

  @Test("A total that differs by the last digit names both numbers")
  func totals() throws {
    let result = read(trailer(boa: 125_051))
    #expect(result.codes == ["trailer.total"])
    let finding = try #require(result.findings.first)
    #expect(finding.found == zeros(125_051, 18))
    #expect(finding.expected?.pt == "000000000000125050 (1250,50)")
    #expect(finding.expected?.en == "000000000000125050 (1250.50)")
  }

  @Test("Blank totals are one warning, or an error where the layout forbids them; counts may never be blank")
  func blankTotals() {
    let blank = trailer(boa: nil, peso: nil)
    let tolerant = read(blank)
    #expect(tolerant.codes == ["trailer.unchecked"])
    #expect(tolerant.findings.map(\.severity) == [.warning])
    #expect(!tolerant.reading.isRejected)
    let strict = Layout.text(
      "estrito", shape: TextLayouts.postingShape, allowsBlankTotals: false, TextLayouts.postingRecords)
    #expect(strict.read(file(PostingLines.good.dropLast() + [blank])).codes == ["trailer.total", "trailer.total"])
    let noCount = "99000006" + left("", 8) + trailer().dropFirst(16)
    #expect(read(noCount).codes == ["trailer.count"])
  }

  @Test("Totals that are no numbers")
  func notNumbers() {
    #expect(read(trailer().replacingLast("0000001250500", with: "00000012505,0")).codes == ["field.not-a-number"])
    #expect(read("99000006" + "0000000X" + trailer().dropFirst(16)).codes == ["field.not-a-number"])
  }

  @Test("A line that could not be read leaves its total unproved instead of wrong")
  func unreadableTerms() {
    var lines = PostingLines.good
    lines[2] = PostingLines.reel(3, peso: "00000006X5250")
    let result = layout.read(file(lines))
    #expect(result.codes == ["field.not-a-number"])
    #expect(!result.reading.isRejected)
  }

  @Test("A line of an unknown kind may be any kind for the counts, and is no excuse for two")
  func unknownLines() {
    var lines = PostingLines.good
    lines[2] = "X" + lines[2].dropFirst()
    #expect(layout.read(file(lines)).codes == ["record.unknown"])
    lines.remove(at: 3)
    #expect(layout.read(file(lines)).codes.contains("trailer.count"))
  }

  @Test("A missing header is one finding")
  func noHeader() {
    let result = layout.read(file(Array(PostingLines.good.dropFirst())))
    #expect(result.reading.findings.map(\.code) == [.headerMissing, .trailerCount])
    #expect(result.documents.first?.findings == [])
    #expect(result.reading.header == nil)
    #expect(result.reading.isRejected)
  }

  @Test("A missing trailer is a finding; a cut line says so as well")
  func noTrailer() {
    #expect(read(nil).reading.findings.map(\.code) == [.trailerMissing])
    let cut = Array(PostingLines.good.dropLast().dropLast()) + [String(PostingLines.scrap(5).prefix(11))]
    let result = layout.read(file(cut, endsLast: false))
    #expect(result.codes == ["record.length", "trailer.missing", "file.incomplete"])
    let inTrailer = read(String(trailer().prefix(30)), endsLast: false)
    #expect(inTrailer.reading.findings.map(\.code).contains(.fileIncomplete))
    #expect(inTrailer.reading.isRejected)
  }

  @Test("A file cut at any byte is rejected, until only its last line end is missing")
  func cutAnywhere() {
    let whole = file(PostingLines.good)
    for length in 1..<whole.count - 2 {
      let result = layout.read(Array(whole[..<length]))
      #expect(result.reading.isRejected, "cut at byte \(length)")
    }
    #expect(layout.read(Array(whole[..<(whole.count - 2)])).codes == [])
  }

  @Test("An empty file lacks header and trailer")
  func empty() {
    #expect(layout.read([]).reading.findings.map(\.code) == [.headerMissing, .trailerMissing])
    #expect(layout.read(file(["", ""])).reading.findings.map(\.code) == [.headerMissing, .trailerMissing])
  }

  @Test("Totals are exact beyond what binary numbers hold")
  func exactTotals() {
    let heavy = "9999999999999"
    let body = [
      PostingLines.header(), PostingLines.posting(2), PostingLines.reel(3, peso: heavy),
      PostingLines.reel(4, numero: "B2", peso: heavy),
      PostingLines.scrap(5),
    ]
    #expect(read(trailer(peso: 19_999_999_999_998), body: body).codes == [])
    #expect(read(trailer(peso: 19_999_999_999_999), body: body).codes == ["trailer.total"])
  }
}

extension String {
  fileprivate func replacingLast(_ part: String, with other: String) -> String {
    hasSuffix(part) ? String(dropLast(part.count)) + other : self
  }
}
