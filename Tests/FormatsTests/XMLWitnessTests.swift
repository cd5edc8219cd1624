import EDIModel
import Foundation
import TestSupport
import Testing

@testable import Formats
@testable import Layouts

/// What a layout's XSD says is compiled into its reader. libxml2's validator, called as a witness behind it, must have
/// nothing to add: not for the samples, and not for thousands of messages made wrong from them.
@Suite("XML: the reader and libxml2's validator find the same")
struct XMLWitnessTests {
  /// The two readers of a layout, and messages to start from.
  struct Case {
    let alone: XMLReader
    let witnessed: XMLReader
    var messages: [[UInt8]]

    func expectAgreement(_ bytes: [UInt8], _ comment: @autoclosure () -> String = "") throws {
      let (one, other) = (try alone.outcome(bytes), try witnessed.outcome(bytes))
      let isSame =
        one.findings == other.findings && one.reading.findings == other.reading.findings && one.values == other.values
      guard !isSame else { return }
      let more = other.findings.filter { !one.findings.contains($0) }
      #expect(isSame, "\(comment()): \(more) in \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  let cases: [Case]

  init() throws {
    let catalog = try Catalog.load(from: SharedFolders.schemas)
    cases = try catalog.flows.flatMap { flow in
      try flow.layouts.compactMap { layout -> Case? in
        guard case .xml(let xml) = layout.format, layout.canRead else { return nil }
        let messages = try Self.messages(of: flow.name)
        return Case(
          alone: try XMLReader(layout: layout, xml: xml),
          witnessed: try XMLReader(layout: layout, xml: xml, witness: layout.schema), messages: messages)
      }
    }
  }

  private static func messages(of flow: String) throws -> [[UInt8]] {
    try ["pass", "fail"].flatMap { kind in
      let folder = URL(filePath: SharedFolders.samples + "/\(flow)/\(kind)")
      return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        .filter { $0.pathExtension == "xml" }.sorted { $0.path < $1.path }.map { [UInt8](try Data(contentsOf: $0)) }
        .filter { !$0.isEmpty }
    }
  }

  @Test func ofTheSamples() throws {
    try #require(cases.count >= 2)
    for example in cases {
      try #require(!example.messages.isEmpty)
      for message in example.messages { try example.expectAgreement(message) }
    }
  }

  /// Values at and beyond the edges of every type.
  private static let values = [
    "", " ", "0", "1", "2", "3", "-0", "+1", "-1", "00", "01", "1.", ".5", "1.0", "1.50", "0.001", "1e5", "1,5", "NaN",
    "999999999999", "9999999999999999999999.99", "0000000000000000000000000000000000000001", "true", "TRUE", "false",
    "2026-02-29", "2024-02-29", "1899-12-31", "2200-01-01", "2026-11-03Z", "2026-11-03+03:00", "-2026-11-03",
    "2026-11-03T24:00:00", "2026-11-03T10:00:00", "2026-11-03T10:00:00.5", "2026-11-03T10:00:00-03:00", "10:00:00",
    "24:00:00", "A", "KG", "UNIT", "upsert", "delete", "G", " A  B ", "A\nB", "A\tB", "x&amp;y", "&lt;", "é", "€😀",
    String(repeating: "X", count: 300), "<b>1</b>", "1<b/>2", "<!-- c -->1", "<![CDATA[1]]>",
  ]

  @Test func ofMessagesWithOtherValues() throws {
    var random = Seeded(seed: 91)
    for example in cases {
      for message in example.messages.filter({ $0.count < 8 << 10 }).shuffled(using: &random).prefix(20) {
        let leaves = Self.leaves(of: message)
        for _ in 0..<60 {
          var bytes = message
          // From the end, so that ranges in front stay right.
          let chosen = (0..<Int.random(in: 1...3, using: &random)).compactMap { _ in
            leaves.randomElement(using: &random)
          }
          for leaf in chosen.sorted(by: { $0.lowerBound > $1.lowerBound }) where leaf.upperBound <= bytes.count {
            bytes.replaceSubrange(leaf, with: Array((Self.values.randomElement(using: &random) ?? "").utf8))
          }
          try example.expectAgreement(bytes)
        }
      }
    }
  }

  @Test func ofMessagesWithElementsLostMovedAndDoubled() throws {
    var random = Seeded(seed: 92)
    for example in cases {
      for message in example.messages.filter({ $0.count < 8 << 10 }).shuffled(using: &random).prefix(20) {
        let elements = Self.elements(of: message)
        for _ in 0..<60 {
          guard let one = elements.randomElement(using: &random), let other = elements.randomElement(using: &random)
          else { continue }
          let piece = Array(message[one])
          var bytes = message
          if Bool.random(using: &random) { bytes.insert(contentsOf: piece, at: other.lowerBound) }
          if Bool.random(using: &random), other.lowerBound >= one.upperBound { bytes.removeSubrange(one) }
          try example.expectAgreement(bytes)
        }
      }
    }
  }

  @Test func ofMessagesWithOtherBytes() throws {
    var random = Seeded(seed: 93)
    for example in cases {
      for message in example.messages.filter({ $0.count < 8 << 10 }).shuffled(using: &random).prefix(20) {
        for _ in 0..<60 {
          let index = Int.random(in: message.indices, using: &random)
          let byte = Array("<>/&\"'= -x0A9.".utf8).randomElement(using: &random) ?? 0
          try example.expectAgreement(message.replacing(at: index, with: byte))
        }
      }
    }
  }

  /// Where text stands between a start tag and the end tag next to it.
  private static func leaves(of message: [UInt8]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start: Int?
    for (index, byte) in message.enumerated() {
      if byte == UInt8(ascii: ">") { start = index + 1 }
      guard byte == UInt8(ascii: "<"), let from = start else { continue }
      if index + 1 < message.count, message[index + 1] == UInt8(ascii: "/") { result.append(from..<index) }
      start = nil
    }
    return result
  }

  /// Where whole elements stand: the leaves, and all that holds them.
  private static func elements(of message: [UInt8]) -> [Range<Int>] {
    var open: [Int] = []
    var result: [Range<Int>] = []
    var index = 0
    while let start = message[index...].firstIndex(of: UInt8(ascii: "<")),
      let end = message[start...].firstIndex(of: UInt8(ascii: ">"))
    {
      index = end + 1
      let second = message[start + 1]
      if second == UInt8(ascii: "?") || second == UInt8(ascii: "!") { continue }
      if second == UInt8(ascii: "/") {
        if let from = open.popLast(), !open.isEmpty { result.append(from..<index) }
      } else if message[end - 1] != UInt8(ascii: "/") {
        open.append(start)
      }
    }
    return result
  }
}
