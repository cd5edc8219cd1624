import EDIModel
import TestSupport
import Testing

@testable import Formats
@testable import Layouts

/// Values that are plain and fit are written the quick way, all others the long way: with the quick way closed, the same
/// bytes and findings come out, whatever a document holds.
@Suite("The quick way of writing and the long one lead to the same place")
struct QuickWritingTests {
  private static let context = WriteContext(fileNumber: 7, environment: "P", identifier: "M-1")

  /// Documents of good values, and documents in which some do not fit anything.
  private func documents(_ shape: DocumentShape, seed: UInt64) -> [Document] {
    var generator = DocumentGenerator(seed: seed)
    generator.alphabet += Array("&<>\"'\u{7F}\u{85}\r\n\t;€≥😀\u{FFFE}".unicodeScalars)
    return (0..<200).map { number in
      var document = generator.document(of: shape) { _ in 0...3 }
      for _ in 0..<(number % 2 == 0 ? 0 : 4) {
        let group = Int.random(in: shape.groups.indices, using: &generator.random)
        guard document.count(of: group) > 0, !shape.groups[group].fields.isEmpty else { continue }
        let slot = Int.random(in: shape.groups[group].fields.indices, using: &generator.random)
        let row = Row(group: group, index: Int.random(in: 0..<document.count(of: group), using: &generator.random))
        let odd = ["", " ", " A", "-1", "-0.5", "0", "000", "1.23456789", "9999999999999999999999", "x.y", "20261"]
        let value = odd.randomElement(using: &generator.random) ?? ""
        document.set(FieldRef(group: group, slot: slot), in: row, to: value.utf8)
      }
      return document
    }
  }

  @Test func ofRecords() throws {
    let shipped = try Catalog.load(from: SharedFolders.schemas).layouts
    for (index, layout) in (TextRoundTripTests.layouts + shipped).enumerated() {
      guard case .positional(let text) = layout.format, layout.fileName != nil || index < 6 else { continue }
      let plan = TextPlan(layout: layout, text: text)
      for document in documents(layout.shape, seed: UInt64(300 + index)) {
        let ways = [true, false].map { isQuick in
          var bytes: [UInt8] = []
          let findings = RecordWriting.write(
            document, plan: plan, context: Self.context, into: &bytes, isQuick: isQuick)
          return (bytes, findings)
        }
        try #require(ways[0].0 == ways[1].0)
        try #require(ways[0].1 == ways[1].1)
      }
    }
  }

  @Test func ofElements() throws {
    let shipped = try Catalog.load(from: SharedFolders.schemas).layouts.filter(\.canWrite)
    let layouts = shipped.compactMap { layout in
      if case .xml(let xml) = layout.format { (layout, xml) } else { nil }
    }
    try #require(!layouts.isEmpty)
    for (index, (layout, xml)) in (layouts + [XMLOrder.layout()]).enumerated() {
      let plan = XMLWritePlan(xml, shape: layout.shape)
      for document in documents(layout.shape, seed: UInt64(400 + index)) {
        let ways = [true, false].map { isQuick in
          var writing = XMLWriting(plan, context: Self.context, isQuick: isQuick)
          writing.elements(0, plan, of: document, row: .root, rowNumber: 1)
          var bytes: [UInt8] = []
          writing.output.swapBytes(with: &bytes)
          return (bytes, writing.findings)
        }
        try #require(ways[0].0 == ways[1].0)
        try #require(ways[0].1 == ways[1].1)
      }
    }
  }
}
