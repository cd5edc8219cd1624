import EDIModel
@testable import Layouts
import TestSupport
import Testing

@Suite("Shipped declarations")
struct ShippedTests {
  let catalog: Catalog

  init() throws { catalog = try Catalog.load(from: SharedFolders.schemas) }

  @Test("Each flow has a layout that is read and one that is written")
  func flows() {
    let names = catalog.flows.map(\.name)
    #expect(names == names.sorted())
    #expect(Set(names).isSuperset(of: ["apontamento-producao", "ordem-producao", "pedido-venda"]))
    for flow in catalog.flows {
      #expect(flow.layouts(of: flow.from).contains { $0.canRead })
      #expect(flow.layouts(of: flow.to).contains { $0.canWrite && $0.fileName != nil })
    }
  }

  @Test("The configuration's fingerprint is taken of every declaration, in the order of the paths")
  func sources() {
    let paths = catalog.sources.map(\.path)
    #expect(paths == paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    #expect(paths.contains("common/dictionary.yaml") && paths.contains("common/totvs-envelope.fragment.yaml"))
    #expect(paths.contains("ordem-producao/flow.yaml") && paths.contains("ordem-producao/protheus-xml.layout.yaml"))
    #expect(catalog.sources.allSatisfy { !$0.bytes.isEmpty })
  }

  @Test("A production order's fields, identity and lists")
  func flow() throws {
    let flow = try #require(catalog.flow(named: "ordem-producao"))
    let shape = flow.shape
    #expect(shape.groups.map(\.name) == ["", "componentes", "operacoes"])
    #expect(flow.identity.kind == .state)
    #expect(flow.identity.key.map(shape.path(of:)) == ["empresa", "filial", "numero"])
    #expect(shape.path(of: flow.identity.stamp) == "gerado_em")
    #expect(flow.lanes.map(\.name) == ["op"])
    #expect(flow.company.map(shape.path(of:)) == "empresa")
    let number = try #require(shape.field(at: "numero"))
    #expect(shape[number].type == .text(size: 14))
    #expect(shape[number].label == Bilingual(pt: "Ordem de produção", en: "Production order"))
    let stamp = try #require(shape.field(at: "gerado_em"))
    #expect(shape[stamp].isEnvelope && shape[stamp].label.pt == "Gerada em")
    guard case .when(.equals(let ref, let values)) = shape[try #require(shape.field(at: "produto"))].requirement else {
      throw BrokenCase(reason: "produto is not required under a condition")
    }
    #expect(shape.path(of: ref) == "acao" && values == [Array("G".utf8)])
  }

  @Test("The columns of the positional production order follow each other")
  func columns() throws {
    let layout = try #require(catalog.flow(named: "ordem-producao")?.layout(named: "trimpaper-txt"))
    guard case .positional(let text) = layout.format else { throw BrokenCase(reason: "not positional") }
    #expect(text.records.map(\.id) == ["00", "60", "61", "62", "99"])
    let starts = text.records[0].columns.map(\.start)
    #expect(starts == [0, 2, 8, 10, 13, 23, 33, 35, 47, 61, 70])
    #expect(text.records[0].length == 71)
    #expect(text.records[2].group == layout.shape.group(at: "componentes") && text.records[2].repeats)
    guard case .sum(let columns, let decimals) = text.records[4].columns[6].content else {
      throw BrokenCase(reason: "not a sum")
    }
    #expect(decimals == 2 && columns == [.init(record: 1, column: 7)])
    guard case .binding(let last) = text.records[1].columns[16].content else { throw BrokenCase(reason: "not bound") }
    #expect(last.form == .boolean(yes: "S", no: "N"))
    #expect(
      layout.recogniser == [
        .init(source: .columns(0..<2), test: .equals("00"), ignoresCase: false),
        .init(source: .columns(8..<10), test: .equals("OP"), ignoresCase: false),
        .init(source: .columns(13..<23), test: .equals("PROTHEUS"), ignoresCase: false),
      ])
  }

  @Test("The elements of the XML production order, the envelope's first")
  func elements() throws {
    let layout = try #require(catalog.flow(named: "ordem-producao")?.layout(named: "protheus-xml"))
    guard case .xml(let xml) = layout.format else { throw BrokenCase(reason: "not XML") }
    let root = xml.elements[0]
    #expect(root.name == "TOTVSMessage" && root.parent == nil)
    #expect(root.children.map { xml.elements[$0].name } == ["MessageInformation", "BusinessMessage"])
    for (index, element) in xml.elements.enumerated() {
      #expect(element.children.allSatisfy { $0 > index && xml.elements[$0].parent == index })
    }
    let message = xml.elements[root.children[0]]
    #expect(message.attributes.map(\.name) == ["version"])
    guard case .constant(let version) = message.attributes[0].output else { throw BrokenCase(reason: "not a constant") }
    #expect(version == Array("2.004".utf8))
    let material = try #require(xml.elements.first { $0.name == "MaterialOrder" })
    #expect(material.group == layout.shape.group(at: "componentes") && material.ignoresOthers)
    let list = xml.elements[try #require(material.parent)]
    #expect(list.group == nil && list.presence?.field == layout.shape.field(at: "lista_empenhos"))
    #expect(list.presence?.emptyCounts == false)
    let start = try #require(xml.elements.first { $0.name == "StartOrderDateTime" })
    #expect(start.bindings.map(\.form) == [.dateOfDatetime])
    #expect(!layout.canWrite && layout.fileName == nil)
  }

  @Test("One text can hold several fields, and names can come as values")
  func partsAndPairs() throws {
    let layout = try #require(catalog.flow(named: "pedido-venda")?.layout(named: "protheus-xml"))
    guard case .xml(let xml) = layout.format else { throw BrokenCase(reason: "not XML") }
    let customer = try #require(xml.elements.first { $0.name == "CustomerInternalId" })
    #expect(customer.bindings.map { $0.part?.number } == [3, 4])
    let pairs = try #require(xml.elements.first { $0.name == "ADDFIELD" }?.pairs)
    #expect(pairs.nameElement == "field" && pairs.valueElement == "value")
    #expect(pairs.entries.first?.name == "GRAMATURA")
    let purpose = try #require(xml.elements.first { $0.name == "OrderPurpose" })
    #expect(purpose.bindings.first?.checked == Array("2".utf8))
    let event = try #require(xml.elements.last { $0.name == "Event" })
    #expect(event.bindings.first?.defaultValue == Array("G".utf8))
  }
}
