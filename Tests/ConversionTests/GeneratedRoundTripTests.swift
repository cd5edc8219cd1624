import EDIModel
import Formats
import Foundation
import Layouts
import TestSupport
import Testing

@testable import Conversion

/// What is written in a layout that is also read comes back as the same document, whatever document it was.
@Suite("Generated documents")
struct GeneratedRoundTripTests {
  /// Thousands per layout for who proves, some for who tests.
  private static let count = ProcessInfo.processInfo.environment["MALOTE_PROOFS"] == "all" ? 3000 : 150
  private static let context = WriteContext(
    fileNumber: 7, environment: "P", identifier: "00000000-0000-8000-8000-000000000000")

  private static let layouts: [String] = {
    let catalog = try? SampleFiles.loaded.get().catalog
    return (catalog?.layouts ?? []).filter { $0.canRead && $0.canWrite }.map(\.path)
  }()

  /// Declarations that cannot be loaded would leave nothing to try.
  @Test func thereAreLayoutsToTry() throws {
    let catalog = try SampleFiles.loaded.get().catalog
    #expect(Self.layouts.count == catalog.layouts.count { $0.canRead && $0.canWrite } && !Self.layouts.isEmpty)
  }

  @Test("What is written reads back to the same document", arguments: layouts)
  func roundTrip(_ path: String) throws {
    let exchanges = try SampleFiles.loaded.get()
    let layout = try #require(exchanges.catalog.layouts.first { $0.path == path })
    let reader = try #require(exchanges.reader(for: layout))
    let writer = Format.writer(for: layout)
    let seed = UInt64.random(in: 1...9_999_999)
    var generator = DocumentGenerator(seed: seed)
    var (written, compared) = (0, 0)
    for number in 1...Self.count {
      let document = generator.document(of: layout.shape) { _ in 0...3 }
      var bytes: [UInt8] = []
      // What a layout has no spelling for is said, and not written.
      if writer.write(document, context: Self.context, into: &bytes).contains(where: { $0.severity == .error }) {
        continue
      }
      written += 1
      let (back, codes) = try read(bytes, by: reader)
      #expect(
        codes.allSatisfy { $0 == FindingCode.fieldMissing.rawValue }, "seed \(seed), document \(number): \(codes)")
      guard let copy = back, codes.isEmpty else { continue }
      var again: [UInt8] = []
      _ = writer.write(copy, context: Self.context, into: &again)
      #expect(again == bytes, "seed \(seed), document \(number)")
      compared += 1
    }
    #expect(written > Self.count / 4, "seed \(seed): \(written) of \(Self.count) could be written")
    // A place that a layout leaves out under a condition may be one that reading needs: not all of them come back.
    #expect(compared > written / 20, "seed \(seed): \(compared) of \(written) were read")
  }

  private func read(_ bytes: [UInt8], by reader: any DocumentReader) throws -> (Document?, [String]) {
    var documents: [ReadDocument] = []
    var source = MemorySource(bytes)
    let reading = try reader.read(&source, limits: Limits()) { documents.append($0) }
    let findings = reading.findings + documents.flatMap(\.findings)
    return (documents.first?.document, findings.filter { $0.severity == .error }.map(\.code.rawValue))
  }
}
