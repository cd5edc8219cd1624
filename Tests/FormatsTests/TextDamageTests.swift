import EDIModel
import Foundation
import TestSupport
import Testing

@testable import Formats
@testable import Layouts

/// A posting file that something happened to is found out, or says the same, or says another value in the very column
/// that something happened to: no value ever moves to another field, row or document.
@Suite("Damaged posting files")
struct TextDamageTests {
  private let layout: Layout
  private let damage: Damage

  init() throws {
    let flow = try Catalog.load(from: SharedFolders.schemas).flow(named: "apontamento-producao")
    let layout = try #require(flow?.layout(named: "trimpaper-txt"))
    let sample = SharedFolders.root + "/Samples/apontamento-producao/pass/varios-apontamentos.txt"
    self.layout = layout
    damage = Damage([UInt8](try Data(contentsOf: URL(filePath: sample)))) { bytes in
      let file = layout.read(bytes)
      return Damage.Outcome(documents: file.documents.map(\.document), findings: file.findings)
    }
    try #require(damage.documents.count > 1)
  }

  /// Whether the damage shows, or did no harm beyond the column that holds the byte at `index`.
  private func isHarmless(_ damaged: [UInt8], at index: Int) throws -> Bool {
    let outcome = try damage.read(damaged)
    guard outcome.findings.isEmpty else { return true }
    guard let differences = damage.differences(outcome.documents) else { return false }
    return differences.allSatisfy { difference in
      let width = width(of: difference.field)
      return difference.origin <= index && index < difference.origin + width
    }
  }

  private func width(of field: FieldRef) -> Int {
    let columns = layout.textLayout.records.flatMap(\.columns)
    return columns.first { $0.binding?.field == field }?.size ?? 0
  }

  @Test("A byte becomes another")
  func substitutions() throws {
    var random = Seeded(seed: 71)
    for index in damage.bytes.indices {
      let others: [UInt8] = [0x00, 0x0A, 0x0D, 0x20, 0x30, 0x39, 0x41, 0xC7, .random(in: 0...255, using: &random)]
      for byte in others where byte != damage.bytes[index] {
        #expect(try isHarmless(damage.bytes.replacing(at: index, with: byte), at: index), "\(index): \(byte)")
      }
    }
  }

  @Test("A byte is lost, or one too many")
  func lengths() throws {
    var random = Seeded(seed: 72)
    for index in damage.bytes.indices {
      #expect(try isHarmless(damage.bytes.removing(at: index), at: index), "\(index) is lost")
      for byte in [0x0A, 0x20, 0x30, UInt8.random(in: 0...255, using: &random)] {
        #expect(try isHarmless(damage.bytes.inserting(byte, at: index), at: index), "\(index): \(byte) is new")
      }
    }
  }

  @Test("It ends too early, at any byte")
  func truncations() throws {
    let last = damage.bytes.dropLast(2)
    for count in damage.bytes.indices {
      let outcome = try damage.read(Array(damage.bytes[..<count]))
      if count < last.count {
        #expect(outcome.findings.contains { $0.severity == .error }, "\(count)")
      } else {
        #expect(!outcome.findings.isEmpty || damage.differences(outcome.documents) == [], "\(count)")
      }
    }
  }

  @Test("Two lines change places, one is lost, one comes twice")
  func lines() throws {
    let lines = damage.bytes.split(separator: 0x0A, omittingEmptySubsequences: true).map { $0 + [0x0A] }
    for (first, line) in lines.enumerated() {
      var fewer = lines
      fewer.remove(at: first)
      #expect(try damage.read(Array(fewer.joined())).findings.contains { $0.severity == .error })
      for second in lines.indices {
        var more = lines
        more.insert(line, at: second)
        #expect(try damage.read(Array(more.joined())).findings.contains { $0.severity == .error })
        guard second > first else { continue }
        var swapped = lines
        swapped.swapAt(first, second)
        #expect(try damage.read(Array(swapped.joined())).findings.contains { $0.severity == .error })
      }
    }
  }
}
