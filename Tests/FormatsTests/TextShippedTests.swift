import EDIModel
import TestSupport
import Testing

@testable import Formats
@testable import Layouts

@Suite("The shipped text layouts")
struct TextShippedTests {
  /// Those that are written; what is only read has nothing to come back from.
  private static func layouts() throws -> [Layout] {
    try Catalog.load(from: SharedFolders.schemas).layouts.filter { !$0.isXML && $0.canWrite }
  }

  /// A document whose conditional fields are all there, so that only the bytes are judged and not the rules.
  private func document(of layout: Layout, _ generator: inout DocumentGenerator) -> Document {
    generator.document(of: layout.shape) { _ in 0...3 }
  }

  @Test("There is one for each flow")
  func flows() throws {
    let catalog = try Catalog.load(from: SharedFolders.schemas)
    #expect(try Self.layouts().map(\.flow).sorted() == catalog.flows.map(\.name))
  }

  @Test("Hundreds of documents are written, recognised, whole, read back the same and written the same again")
  func roundTrip() throws {
    let layouts = try Self.layouts()
    let recogniser = Recogniser(layouts: layouts)
    let check = WholenessCheck(layouts: layouts)
    for (number, layout) in layouts.enumerated() {
      var generator = DocumentGenerator(seed: UInt64(number))
      // The whole of Windows-1252: also what stands where Latin-1 has control characters.
      generator.alphabet += Array("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ".unicodeScalars)
      for index in 0..<150 {
        let document = document(of: layout, &generator)
        let (bytes, findings) = layout.write(document)
        try #require(findings == [], "\(layout.path) \(index)")
        let file = layout.read(bytes)
        try #require(file.codes.filter { $0 != "field.missing" } == [], "\(layout.path) \(index)")
        let back = try #require(file.documents.first).document
        try #require(back.content == document.content, "\(layout.path) \(index)")
        try #require(layout.write(back).bytes == bytes, "\(layout.path) \(index)")
        try #require(check.judge(size: bytes.count) { Array(bytes[$0..<$0 + $1]) } == .whole)
        guard case .layout(let found) = recogniser.recognise(head: bytes, isWholeFile: true) else {
          Issue.record("\(layout.path) \(index) is not recognised")
          continue
        }
        try #require(found.path == layout.path)
      }
    }
  }

  @Test("Any single byte changed to a letter is noticed, or changes the document it stands in")
  func damage() throws {
    for layout in try Self.layouts() {
      var generator = DocumentGenerator(seed: 99)
      let document = document(of: layout, &generator)
      let (bytes, _) = layout.write(document)
      for index in bytes.indices where bytes[index] != 0x0D && bytes[index] != 0x0A {
        var damaged = bytes
        damaged[index] = bytes[index] == UInt8(ascii: "J") ? UInt8(ascii: "K") : UInt8(ascii: "J")
        let file = layout.read(damaged)
        let isNoticed = file.findings.contains { $0.code != .fieldMissing }
        let isChanged = file.documents.first?.document.content != document.content || file.reading.environment == "J"
        let isEnvelope = file.documents.first.map { layout.write($0.document).bytes != bytes } ?? false
        #expect(isNoticed || isChanged || isEnvelope, "\(layout.path) byte \(index)")
      }
    }
  }
}
