import EDIModel
@testable import Layouts
import TestSupport
import Testing

/// What the shipped flows do not use of the language.
@Suite("The whole language")
struct EverythingTests {
  let flow: Flow

  init() throws {
    let catalog = try Catalog.load(from: SharedFolders.root + "/Tests/LayoutsTests/Everything")
    flow = try #require(catalog.flow(named: "remessa"))
  }

  private func text(_ name: String) throws -> TextLayout {
    switch try #require(flow.layout(named: name)).format {
    case .positional(let layout), .delimited(let layout): return layout
    case .xml: throw BrokenCase(reason: "\(name) is XML")
    }
  }

  @Test("Lists within lists, parents first")
  func groups() throws {
    #expect(flow.shape.groups.indices.map(flow.shape.path(ofGroup:)) == ["", "cargas", "cargas/itens"])
    #expect(flow.shape.groups.map(\.parent) == [nil, 0, 1])
    #expect(flow.rejects == .interchange)
    #expect(flow.rules.map(\.severity) == [.warning, .error, .error, .error])
    guard case .all(let parts) = flow.rules[2].condition else { throw BrokenCase(reason: "not several conditions") }
    #expect(parts.count == 2)
  }

  @Test("`true` of a boolean is 1 in a document")
  func booleans() throws {
    let weight = try #require(flow.shape.field(at: "cargas/peso"))
    guard case .when(.equals(let ref, let values)) = flow.shape[weight].requirement else {
      throw BrokenCase(reason: "not conditional")
    }
    #expect(ref == flow.shape.field(at: "urgente") && values == [[UInt8(ascii: "1")]])
  }

  @Test("Delimited records: numbers of fields, forms, counts over several records")
  func delimited() throws {
    let layout = try text("usina-csv")
    #expect(layout.separator == UInt8(ascii: ";") && layout.newline == .lf && !layout.allowsBlankTotals)
    let document = layout.records[1]
    #expect(document.columns.map(\.start) == Array(0..<8))
    #expect(document.columns.map(\.size) == [1, 6, 14, 3, 5, 10, 6, 10])
    #expect(layout.records[2].minimum == 1 && layout.records[2].maximum == 20)
    guard case .binding(let weight) = layout.records[2].columns[2].content,
      case .binding(let mode) = document.columns[3].content
    else { throw BrokenCase(reason: "not bound") }
    #expect(weight.form == .impliedDecimal(digits: 14, decimals: 4))
    #expect(mode.defaultValue == Array("F".utf8))
    guard case .count(let records) = layout.records[4].columns[1].content,
      case .sum(_, let decimals) = layout.records[4].columns[2].content
    else { throw BrokenCase(reason: "no totals") }
    #expect(records == [2, 3] && decimals == 4)
    let layoutTests = try #require(flow.layout(named: "usina-csv")).recogniser
    #expect(layoutTests.map(\.source) == [.field(0, separator: 59), .field(1, separator: 59)])
  }

  @Test("Positional records: sizes from types, codes and templates; asserted starts")
  func positional() throws {
    let columns = try text("porto-txt").records[0].columns
    #expect(columns.map(\.start) == [0, 2, 10, 25, 26, 28, 32, 38])
    #expect(columns.map(\.size) == [2, 8, 15, 1, 2, 4, 6, 36])
    let detail = try text("porto-txt").records[1]
    #expect(detail.group == 0 && !detail.repeats && detail.condition != nil && detail.maximum == 1)
    guard case .binding(let sum) = try text("porto-txt").records[3].columns[1].content else {
      throw BrokenCase(reason: "not bound")
    }
    #expect(sum.form == .impliedDecimal(digits: 10, decimals: 3) && sum.field == nil)
  }

  @Test("XML: parameters, selectors, presence, pairs within rows")
  func xml() throws {
    guard case .xml(let xml) = try #require(flow.layout(named: "porto-xml")).format else {
      throw BrokenCase(reason: "not XML")
    }
    guard case .constant(let kind) = xml.elements[0].attributes[0].output else {
      throw BrokenCase(reason: "not a constant")
    }
    #expect(kind == Array("[A]".utf8))
    #expect(xml.elements[0].ignoresOthers && xml.schemaLocation == "remessa.xsd")
    #expect(xml.elements.filter { $0.name == "Ref" }.map(\.selector?.value) == ["motorista", "chave"])
    let loads = try #require(xml.elements.first { $0.name == "Cargas" })
    #expect(loads.presence?.emptyCounts == true && loads.condition != nil && loads.group == nil)
    let extra = try #require(xml.elements.first { $0.name == "Extra" })
    #expect(extra.pairs?.entries.map(\.name) == ["CODIGO", "ORIGEM", "ANTIGO"])
  }
}
