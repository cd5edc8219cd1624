import EDIModel
import Foundation
import TestSupport
import Testing

@testable import Formats
@testable import Layouts

/// A message that something happened to is found out, or says the same, or says another value in the very element that
/// something happened to.
@Suite("Damaged messages")
struct XMLDamageTests {
  private let damages: [Damage]

  init() throws {
    let catalog = try Catalog.load(from: SharedFolders.schemas)
    damages = try [("ordem-producao", "op-completa.xml"), ("pedido-venda", "pedido-completo.xml")].map { flow, name in
      let layout = try #require(catalog.flow(named: flow)?.layout(named: "protheus-xml"))
      guard case .xml(let xml) = layout.format else { throw CocoaError(.featureUnsupported) }
      let reader = try XMLReader(layout: layout, xml: xml)
      let sample = SharedFolders.root + "/Samples/\(flow)/pass/\(name)"
      return try Damage([UInt8](try Data(contentsOf: URL(filePath: sample)))) { bytes in
        let outcome = try reader.outcome(bytes)
        return Damage.Outcome(
          documents: outcome.documents.map(\.document), findings: outcome.findings + outcome.reading.findings)
      }
    }
  }

  /// Whether the damage shows, or did no harm beyond the text that holds the byte at `index`.
  private func isHarmless(_ damage: Damage, _ damaged: [UInt8], at index: Int) throws -> Bool {
    let outcome = try damage.read(damaged)
    guard outcome.findings.isEmpty else { return true }
    guard let differences = damage.differences(outcome.documents) else { return false }
    return differences.allSatisfy { difference in
      // One more `>` behind a start tag is the first character of its text.
      difference.origin <= index + 1 && !damage.bytes[min(difference.origin, index)..<index].contains(UInt8(ascii: "<"))
    }
  }

  @Test("A byte becomes another, is lost, or is one too many")
  func bytes() throws {
    for damage in damages {
      try #require(damage.documents.count == 1)
      var random = Seeded(seed: 73)
      for index in damage.bytes.indices {
        let byte = UInt8.random(in: 0...255, using: &random)
        let mark = Array("<>/&\"= -x0".utf8).randomElement(using: &random) ?? 0
        for other in [byte, mark] where other != damage.bytes[index] {
          let changed = damage.bytes.replacing(at: index, with: other)
          #expect(try isHarmless(damage, changed, at: index), "\(index): \(other)")
        }
        let more = damage.bytes.inserting(mark, at: index)
        #expect(try isHarmless(damage, more, at: index), "\(index): \(mark) is new")
        #expect(try isHarmless(damage, damage.bytes.removing(at: index), at: index), "\(index) is lost")
      }
    }
  }

  @Test("It ends too early, at any byte")
  func truncations() throws {
    for damage in damages {
      let whole = damage.bytes.lastIndex(of: UInt8(ascii: ">")) ?? 0
      for count in 0...whole {
        let outcome = try damage.read(Array(damage.bytes[..<count]))
        #expect(outcome.findings.contains { $0.severity == .error }, "\(count)")
      }
    }
  }

  @Test("Pieces of it are torn out and put in elsewhere: nothing worse than findings")
  func pieces() throws {
    for damage in damages {
      var random = Seeded(seed: 74)
      for _ in 0..<1_000 {
        var bytes = damage.bytes
        for _ in 0..<Int.random(in: 1...3, using: &random) {
          let start = Int.random(in: 0..<bytes.count, using: &random)
          let piece = bytes[start..<min(bytes.count, start + .random(in: 1...200, using: &random))]
          bytes.insert(contentsOf: Array(piece), at: Int.random(in: 0...bytes.count, using: &random))
          if Bool.random(using: &random) { bytes.removeSubrange(piece.indices) }
        }
        let outcome = try damage.read(bytes)
        #expect(outcome.documents.count <= 1)
      }
    }
  }
}
