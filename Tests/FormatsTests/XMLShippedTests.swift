import EDIModel
import Foundation
import TestSupport
import Testing

@testable import Formats
@testable import Layouts

@Suite("XML: the shipped layouts")
struct XMLShippedTests {
  let catalog: Catalog

  init() throws { catalog = try Catalog.load(from: SharedFolders.schemas) }

  private func xml(_ flow: String) throws -> (layout: Layout, xml: XMLLayout) {
    let layout = try #require(catalog.flow(named: flow)?.layout(named: "protheus-xml"))
    guard case .xml(let xml) = layout.format else { throw CocoaError(.featureUnsupported) }
    return (layout, xml)
  }

  private static let realMessages = ProcessInfo.processInfo.environment["MALOTE_REAL_MESSAGES"]

  @Test(.enabled(if: realMessages != nil, "MALOTE_REAL_MESSAGES names no folder of real messages"))
  func realMessagesAreRead() throws {
    let folder = URL(filePath: Self.realMessages ?? "")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    let messages = files.filter { $0.pathExtension == "xml" }
    #expect(!messages.isEmpty)
    for file in messages {
      let bytes = [UInt8](try Data(contentsOf: file))
      let (layout, xml) = try xml("ordem-producao")
      guard case .layout = Recogniser(layouts: [layout]).recognise(head: bytes, isWholeFile: true)
      else { continue }
      let outcome = try XMLReader(layout: layout, xml: xml).outcome(bytes)
      #expect(outcome.errors == [], "\(file.lastPathComponent)")
      #expect(outcome.documents.count == 1)
      #expect(file.lastPathComponent.contains(outcome.text("numero") ?? "?"))
      #expect(outcome.text("acao") == "G")
      #expect((outcome.documents.first?.document.count(of: layout.shape.group(at: "operacoes") ?? 0) ?? 0) >= 2)
      // Present and empty: the allocations do not change.
      #expect(outcome.text("lista_empenhos") == nil)
      #expect(XMLTail.isClosed(rootName: Array("TOTVSMessage".utf8), tail: Array(bytes.suffix(4096))))
    }
  }

  @Test(.enabled(if: realMessages != nil, "MALOTE_REAL_MESSAGES names no folder of real messages"))
  func plantedErrorsInARealMessage() throws {
    let folder = URL(filePath: Self.realMessages ?? "")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    let file = try #require(files.first { $0.lastPathComponent.contains("PRODUCTIONORDER") })
    var text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    for (right, wrong) in [
      ("<Quantity>10<", "<Quantity>10,5<"), ("<Type>1<", "<Type>X<"),
      ("<StartOrderDateTime>2026-08-27", "<StartOrderDateTime>2026-08-32"),
      ("<UnitOfMeasureCode>UN<", "<UnitOfMeasureCode>UNIT<"), ("<ActivityCode>99</ActivityCode>", ""),
    ] {
      #expect(text.contains(right))
      text = text.replacing(right, with: wrong)
    }
    let (layout, xml) = try xml("ordem-producao")
    let errors = try XMLReader(layout: layout, xml: xml).outcome(text).errors
    let body = "/TOTVSMessage/BusinessMessage/BusinessContent"
    #expect(
      errors.map { "\($0.code.rawValue) \($0.place.record ?? "")" } == [
        "field.not-in-list \(body)/Type", "field.not-a-number \(body)/Quantity",
        "field.too-long \(body)/UnitOfMeasureCode",
        "field.not-a-date \(body)/StartOrderDateTime",
        "field.missing \(body)/ListOfActivityOrders/ActivityOrder[2]/ActivityCode",
      ])
  }

  @Test func everyWrittenLayoutReadsBack() throws {
    let written = catalog.layouts.filter { layout in
      if case .xml = layout.format { layout.canWrite && layout.canRead } else { false }
    }
    #expect(!written.isEmpty)
    for layout in written {
      guard case .xml(let xml) = layout.format else { continue }
      let reader = try XMLReader(layout: layout, xml: xml)
      let writer = XMLWriter(layout: layout, xml: xml)
      var maker = DocumentMaker(plan: ReadPlan(layout: layout, xml: xml), seed: 42)
      for _ in 0..<300 {
        let document = maker.document()
        var bytes: [UInt8] = []
        let context = WriteContext(fileNumber: 1, environment: "P", identifier: "M-1")
        try #require(writer.write(document, context: context, into: &bytes) == [], "\(layout.path)")
        let outcome = try reader.outcome(bytes)
        try #require(outcome.findings == [], "\(String(decoding: bytes, as: UTF8.self))")
        var original = XMLOutcome()
        original.documents = [ReadDocument(document: document)]
        try #require(outcome.values == original.values)
      }
    }
  }
}

/// Makes documents that an XML layout can hold: every field that it binds, where its conditions hold.
struct DocumentMaker {
  let plan: ReadPlan
  private var random: Seeded

  init(plan: ReadPlan, seed: UInt64) {
    self.plan = plan
    random = Seeded(seed: seed)
  }

  mutating func document() -> Document {
    var document = Document(shape: plan.shape)
    for (group, declared) in plan.shape.groups.enumerated()
    where plan.nodes.contains(where: { $0.group == group && group > 0 }) {
      for parent in 0..<document.count(of: declared.parent ?? 0) {
        for _ in 0..<Int.random(in: 0...3, using: &random) {
          document.appendRow(group: group, parent: parent, origin: 0, line: 1)
        }
      }
    }
    for isCode in [true, false] {
      for place in plan.places where place.field != nil { fill(&document, place, codes: isCode) }
    }
    return document
  }

  private mutating func fill(_ document: inout Document, _ place: ReadPlan.Place, codes: Bool) {
    guard let field = place.field, case .field = place.binding.output else { return }
    if case .code = place.form { guard codes else { return } } else if codes { return }
    for index in 0..<document.count(of: field.group) {
      let row = Row(group: field.group, index: index)
      let holds = (place.binding.condition.map { [$0] } ?? []) + plan.conditions[place.node]
      guard holds.allSatisfy({ $0.holds(in: document, row: row) }) else { continue }
      let isRequired =
        plan.shape[field].requirement.holds(in: document, row: row) || place.binding.isRequired(document, row: row)
      // Something must be in a row, or it is not written at all.
      guard isRequired || field.group > 0 || Bool.random(using: &random) else { continue }
      document.set(field, in: row, to: value(of: place.form))
    }
  }

  private mutating func value(of form: Form) -> [UInt8] {
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    switch form {
    case .text(let size), .oneLine(let size):
      let count = [1, size, number(1...size)].randomElement(using: &random) ?? 1
      let alphabet = Array("AB1ç&<>\"'é|];€😀\u{A0} \r\n\t".unicodeScalars)
      var letters = (0..<count).map { _ in alphabet.randomElement(using: &random) ?? "x" }
      // White space at the ends of a text is none of it, and a value is never empty.
      for index in [0, count - 1] where letters[index].properties.isWhitespace { letters[index] = "x" }
      return Array(String(String.UnicodeScalarView(letters)).utf8)
    case .pointDecimal(let digits, let decimals), .impliedDecimal(let digits, let decimals):
      let most = (0..<digits).reduce(Int128(1)) { product, _ in product * 10 } - 1
      // Half of what it holds, so that the sum of two fits as well.
      let value = [0, 1, most / 2, Int128.random(in: 0...most / 2, using: &random)].randomElement(using: &random) ?? 0
      return ExactDecimal(unscaled: value, scale: decimals).canonical
    case .date, .dateOfDatetime: return Array("202611\(number(10...30))".utf8)
    case .datetimeOfDate: return Array("202611\(number(10...30))000000".utf8)
    case .time: return Array("10\(number(10...59))00".utf8)
    case .datetime: return Array("202611\(number(10...30))10\(number(10...59))00".utf8)
    case .boolean: return [Bool.random(using: &random) ? 49 : 48]
    case .code(let entries, _): return Array((entries.randomElement(using: &random)?.inner ?? "").utf8)
    }
  }
}
