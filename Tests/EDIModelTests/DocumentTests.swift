import Testing

@testable import EDIModel

@Suite("Documents")
struct DocumentTests {
  private static let shape = DocumentShape(groups: [
    .init(
      name: "", label: Bilingual("pedido"), parent: nil,
      fields: [
        .init(name: "numero", label: Bilingual("número"), type: .text(size: 6)),
        .init(name: "gerado_em", label: Bilingual("gerado"), type: .datetime, isEnvelope: true),
      ]),
    .init(
      name: "itens", label: Bilingual("item"), parent: 0,
      fields: [.init(name: "produto", label: Bilingual("produto"), type: .text(size: 15))]),
    .init(
      name: "lotes", label: Bilingual("lote"), parent: 1,
      fields: [.init(name: "lote", label: Bilingual("lote"), type: .text(size: 10))]),
  ])

  private let number = FieldRef(group: 0, slot: 0)
  private let stamp = FieldRef(group: 0, slot: 1)
  private let product = FieldRef(group: 1, slot: 0)
  private let lot = FieldRef(group: 2, slot: 0)

  private func document(_ number: String, items: [(String, [String])], stamp: String? = nil) -> Document {
    var document = Document(shape: Self.shape)
    document.set(self.number, in: .root, to: Array(number.utf8), origin: 10, line: 2)
    if let stamp { document.set(self.stamp, in: .root, to: Array(stamp.utf8)) }
    for (index, (name, lots)) in items.enumerated() {
      let row = document.appendRow(group: 1, parent: 0, origin: 100 + index, line: 3 + index)
      document.set(product, in: row, to: Array(name.utf8), origin: 110 + index, line: 3 + index)
      for lot in lots {
        document.set(
          self.lot, in: document.appendRow(group: 2, parent: row.index, origin: 0, line: 0), to: Array(lot.utf8))
      }
    }
    return document
  }

  private func content(_ document: Document) -> [UInt8] {
    var bytes: [UInt8] = []
    document.updateContent { bytes += $0 }
    return bytes
  }

  @Test("Values are found by field and row, absent ones are nil")
  func values() {
    let order = document("1", items: [("PAPEL", ["A", "B"]), ("CARTÃO", [])])
    #expect(order.text(of: number) == "1")
    #expect(order.text(of: stamp) == nil)
    #expect(order.text(of: product, in: Row(group: 1, index: 1)) == "CARTÃO")
    #expect(order.count(of: 1) == 2)
    #expect(order.indices(of: 2, under: Row(group: 1, index: 0)) == 0..<2)
    #expect(order.indices(of: 2, under: Row(group: 1, index: 1)).isEmpty)
  }

  @Test("A row finds the values of the rows around it")
  func enclosing() {
    let order = document("7", items: [("A", []), ("B", ["L1"])])
    let row = Row(group: 2, index: 0)
    #expect(order.enclosing(row, group: 1) == Row(group: 1, index: 1))
    #expect(order.range(of: product, from: row).map { Array(order.arena[$0]) } == Array("B".utf8))
    #expect(order.range(of: number, from: row).map { Array(order.arena[$0]) } == Array("7".utf8))
    #expect(order.enclosing(.root, group: 1) == nil)
    #expect(order.parent(of: .root) == nil)
  }

  @Test("Setting a field again replaces its value")
  func replacing() {
    var order = document("1", items: [])
    order.set(number, in: .root, to: Array("22".utf8))
    #expect(order.text(of: number) == "22")
  }

  @Test("The place of a missing value is its row's")
  func places() {
    var order = document("1", items: [("A", [])])
    #expect(order.place(of: number, in: .root) == (10, 2))
    #expect(order.place(of: stamp, in: .root) == (0, 1))
    #expect(order.place(of: product, in: Row(group: 1, index: 0)) == (110, 3))
    order.setPlace(of: .root, origin: 77, line: 5)
    #expect(order.place(of: stamp, in: .root) == (77, 5))
    #expect(order.place(of: Row(group: 1, index: 0)) == (100, 3))
  }

  @Test("A value may be appended to the arena in place")
  func inPlace() {
    var order = document("1", items: [])
    let start = order.arena.count
    order.arena.append(contentsOf: Array("20261123060000".utf8))
    order.set(stamp, in: .root, toArenaFrom: start, origin: 5, line: 1)
    #expect(order.text(of: stamp) == "20261123060000")
    #expect(order.place(of: stamp, in: .root) == (5, 1))
  }

  @Test("Content is the same for the same values, whatever the envelope, the places and the order of setting")
  func sameContent() {
    let one = document("1", items: [("A", ["L"])], stamp: "20260101000000")
    let other = document("1", items: [("A", ["L"])], stamp: "20270101000000")
    #expect(content(one) == content(other))
  }

  @Test("Content differs when values move between fields, rows or lists")
  func otherContent() {
    let contents = [
      document("1", items: [("A", ["L"]), ("B", [])]), document("1", items: [("A", []), ("B", ["L"])]),
      document("1", items: [("B", ["L"]), ("A", [])]), document("1", items: [("AB", ["L"])]),
      document("1A", items: [("B", ["L"])]),
      document("1", items: []), document("", items: [("1", [])]),
    ].map(content)
    #expect(Set(contents).count == contents.count)
  }

  @Test("Paths name groups and fields, both ways")
  func paths() {
    let shape = Self.shape
    #expect(shape.path(ofGroup: 2) == "itens/lotes")
    #expect(shape.path(of: lot) == "itens/lotes/lote")
    #expect(shape.field(at: "itens/lotes/lote") == lot)
    #expect(shape.field(at: "numero") == number)
    #expect(shape.field(at: "itens") == nil)
    #expect(shape.group(at: "itens/lotes") == 2)
    #expect(shape.group(at: "") == 0)
    #expect(shape[product].name == "produto")
  }

  @Test("Conditions ask the row and the rows around it")
  func conditions() {
    let order = document("1", items: [("A", ["L"])])
    let row = Row(group: 2, index: 0)
    let isOne = Condition.equals(number, [Array("0".utf8), Array("1".utf8)])
    #expect(isOne.holds(in: order, row: row))
    #expect(!Condition.equals(number, [Array("11".utf8)]).holds(in: order, row: row))
    #expect(!Condition.equals(stamp, [[]]).holds(in: order, row: .root))
    #expect(Condition.present(product).holds(in: order, row: row))
    #expect(Condition.absent(stamp).holds(in: order, row: row))
    #expect(!Condition.all([isOne, .present(stamp)]).holds(in: order, row: row))
    #expect(Condition.all([]).holds(in: order, row: row))
  }
}
