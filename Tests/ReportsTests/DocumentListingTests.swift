import EDIModel
import Testing

@testable import Reports

@Suite struct DocumentListingTests {
  /// An order with two items, the second of which has reels; the first item has no quantity.
  private static func order() -> Document {
    func field(_ name: String, _ type: ValueType) -> DocumentShape.Field {
      DocumentShape.Field(name: name, label: Bilingual(name.uppercased()), type: type)
    }
    let shape = DocumentShape(groups: [
      .init(name: "", label: Bilingual(pt: "Pedido", en: "Order"), parent: nil, fields: [field("dia", .date)]),
      .init(
        name: "itens", label: Bilingual(pt: "Item", en: "Item"), parent: 0,
        fields: [field("produto", .text(size: 9)), field("quantidade", .decimal(digits: 9, decimals: 2))]),
      .init(
        name: "bobinas", label: Bilingual(pt: "Bobina", en: "Reel"), parent: 1,
        fields: [field("numero", .text(size: 9))]),
    ])
    var order = Document(shape: shape)
    order.extent = Extent(bytes: 10..<90, lines: 2...5)
    order.set(FieldRef(group: 0, slot: 0), in: .root, to: "20260827".utf8, origin: 12, line: 2)
    for (index, product) in ["A", "B"].enumerated() {
      let item = order.appendRow(group: 1, parent: 0, origin: 30 + index, line: 3 + index)
      order.set(FieldRef(group: 1, slot: 0), in: item, to: product.utf8, origin: 30 + index, line: 3 + index)
    }
    order.set(FieldRef(group: 1, slot: 1), in: Row(group: 1, index: 1), to: "12.5".utf8, origin: 40, line: 4)
    let reel = order.appendRow(group: 2, parent: 1, origin: 60, line: 5)
    order.set(FieldRef(group: 2, slot: 0), in: reel, to: "R1".utf8, origin: 62, line: 5)
    return order
  }

  @Test func rowsStandBelowTheRowThatHoldsThem() {
    let listing = DocumentListing(Self.order())
    #expect(listing.sections.map(\.group) == ["", "itens", "itens", "itens/bobinas"])
    #expect(listing.sections.map(\.number) == [1, 1, 2, 1])
    #expect(listing.sections.map(\.line) == [2, 3, 4, 5])
  }

  @Test func onlyFieldsWithAValueAreListedAndAsPeopleWriteThem() {
    let listing = DocumentListing(Self.order())
    #expect(listing.sections[1].fields.map(\.field) == ["itens/produto"])
    #expect(listing.sections[2].fields.map(\.shown) == ["B", "12,5"])
    #expect(listing.sections[2].fields.map(\.value) == ["B", "12.5"])
    #expect(listing.sections[0].fields.map(\.shown) == ["27/08/2026"])
  }

  @Test func theTextNamesEachRow() {
    let text = DocumentListing(Self.order()).text(Style(language: .en))
    #expect(text.hasPrefix("Document 1, lines 2–5\n"))
    #expect(text.contains("\nItem 2\n") && text.contains("\nReel 1\n"))
    #expect(text.contains("   4    40  itens/quantidade  QUANTIDADE  12,5\n"))
  }
}
