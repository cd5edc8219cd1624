import EDIModel
import Testing

@testable import Formats
@testable import Layouts

@Suite("Nested records")
struct TextNestingTests {
  let layout = TextLayouts.nested()

  private func lines(_ body: [String], count: Int? = nil, total: Int = 0) -> [UInt8] {
    file(["HCARGA0001"] + body + ["T" + zeros(count ?? body.count + 2, 8) + zeros(total, 18)], newline: "\n")
  }

  private func load(_ number: String = "1") -> String {
    "P" + left(number, 6) + left("CLIENTE", 12) + zeros(0, 8) + "C"
  }
  private func pallet(_ id: String) -> String { "L" + left(id, 4) + zeros(15, 6) }
  private func reel(_ id: String) -> String { "B" + left(id, 6) + zeros(100, 7) }
  private func instalment(_ date: String) -> String { "V" + date + zeros(0, 8) }

  @Test("Rows open in the row of the list around them, whatever comes between")
  func rows() throws {
    let result = layout.read(
      lines([
        load(), pallet("L1"), reel("B1"), instalment("20260101"), reel("B2"), pallet("L2"), reel("B3"),
        "N" + left("frágil", 20),
      ]))
    #expect(result.codes == [])
    let document = try #require(result.documents.first).document
    let (pallets, reels) = (1, 2)
    #expect(document.count(of: pallets) == 2)
    #expect(document.indices(of: reels, under: Row(group: pallets, index: 0)) == 0..<2)
    #expect(document.indices(of: reels, under: Row(group: pallets, index: 1)) == 2..<3)
    #expect(document.count(of: 3) == 1)
    #expect(result.documents.first?.text("nota") == "frágil")
    #expect(result.documents.first?.text("paletes/tara") == "1.5")
    #expect(result.documents.first?.text("frete") == "1")
  }

  @Test("A nested record before the row that holds it is misplaced")
  func orphan() throws {
    let result = layout.read(lines([load(), reel("B1"), pallet("L1")]))
    let finding = try #require(result.findings.first)
    #expect(result.codes == ["record.misplaced"])
    #expect(finding.place == Place(line: 3, column: 1, byte: 11 + 29, document: 1, record: "B"))
    #expect(finding.expected?.en == "after a L record")
  }

  @Test("No row of one document is open for the next")
  func noLeak() {
    let result = layout.read(lines([load("1"), pallet("L1"), load("2"), reel("B1"), pallet("L2")]))
    #expect(result.codes == ["record.misplaced"])
    #expect(result.documents.map(\.isRejected) == [false, true])
  }

  @Test("Too few and too many records, counted under each row of their own")
  func occurrences() throws {
    let many = layout.read(
      lines([
        load(), pallet("L1"), reel("B1"), reel("B2"), pallet("L2"), reel("B3"), reel("B4"), reel("B5"), reel("B6"),
      ]))
    #expect(many.codes == ["record.too-many"])
    #expect(many.findings.first?.place.line == 9)
    #expect(many.findings.first?.expected?.pt == "no máximo 2")
    let none = layout.read(lines([load("1"), load("2"), pallet("L1")]))
    let finding = try #require(none.findings.first)
    #expect(none.codes == ["record.missing"])
    #expect(finding.place == Place(line: 2, byte: 11, document: 1, record: "L"))
    #expect(finding.found == "0")
    let notes = layout.read(lines([load(), "N" + left("a", 20), pallet("L1"), "N" + left("b", 20)]))
    #expect(notes.codes == ["record.too-many"])
    #expect(notes.documents.first?.text("nota") == "a")
  }

  @Test("Code tables ignore case where they say so")
  func codeTables() {
    let lower = String(load().dropLast()) + "f"
    #expect(layout.read(lines([lower, pallet("L1")])).documents.first?.text("frete") == "2")
  }

  @Test("Sums take in columns of several records")
  func sums() {
    let body = [String(load().dropLast(9)) + zeros(150, 8) + "C", pallet("L1"), "V20260101" + zeros(275, 8)]
    #expect(layout.read(lines(body, total: 425)).codes == [])
    #expect(layout.read(lines(body, total: 424)).codes == ["trailer.total"])
  }
}

@Suite("Defaults, parts and late requirements of text layouts")
struct TextBindingTests {
  private let shape = DocumentShape(groups: [
    .root([
      .of("chave", .text(size: 4), .always), .of("parte", .text(size: 8)), .of("moeda", .text(size: 3)),
      .of("nota", .text(size: 8), .when(.present(FieldRef(group: 0, slot: 1)))),
      .of("pedido", .text(size: 8)),
    ])
  ])

  private var layout: Layout {
    Layout.text(
      "partes", shape: shape, newline: .lf,
      [
        RecordSketch(
          id: "1", role: .document,
          columns: [
            .constant("1", 1), .field("chave", size: 4),
            .field("parte", size: 12, part: Binding.Part(separator: UInt8(ascii: "|"), number: 2)),
            .field("moeda", defaultValue: "BRL"),
            .field("pedido", requirement: .when(.equals(FieldRef(group: 0, slot: 0), [Array("PV".utf8)]))),
          ]),
        RecordSketch(id: "2", role: .detail, occurs: 0...1, columns: [.constant("2", 1), .field("nota")]),
      ])
  }

  private func read(_ key: String, _ part: String, _ rest: [String] = []) throws -> ReadDocument {
    let line = "1" + left(key, 4) + left(part, 12) + left("", 11)
    return try #require(layout.read(file([line] + rest, newline: "\n")).documents.first)
  }

  @Test(
    "Only the wanted piece of a text is taken",
    arguments: [("01|ABC|9", "ABC"), ("01|", nil), ("01", nil), ("|É|", "É")])
  func parts(text: String, expected: String?) throws { #expect(try read("K", text).text("parte") == expected) }

  @Test("A missing value is its default") func defaults() throws { #expect(try read("K", "").text("moeda") == "BRL") }

  @Test("What another field requires is missed when the document is complete")
  func late() throws {
    let missing = try read("K", "01|ABC")
    #expect(missing.findings.map(\.code) == [.fieldMissing])
    #expect(missing.findings.first?.place == Place(line: 1, byte: 0, document: 1, record: "2"))
    #expect(missing.findings.first?.field == "nota")
    #expect(try read("K", "01|ABC", ["2" + left("x", 8)]).findings == [])
    #expect(try read("K", "", ["2" + left("", 8)]).findings == [])
  }

  @Test("A layout may require more than the flow")
  func layoutRequirement() throws {
    let finding = try #require(try read("PV", "").findings.first)
    #expect(finding.code == .fieldMissing)
    #expect(finding.place == Place(line: 1, column: 21, byte: 20, document: 1, record: "1"))
    #expect(try read("PW", "").findings == [])
  }
}
