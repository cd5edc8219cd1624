import EDIModel

@testable import Formats
@testable import Layouts

/// A good file and what was read from it, to be held against what is read when a byte of it is no longer the same.
struct Damage {
  /// What one file gave.
  struct Outcome {
    let documents: [Document]
    let findings: [Finding]
  }

  /// A value that is not the same in both readings.
  struct Difference: Hashable {
    let field: FieldRef
    /// Where it stands in the good file, or in the other if the good one has none.
    let origin: Int
  }

  let bytes: [UInt8]
  let documents: [Document]
  let read: ([UInt8]) throws -> Outcome

  init(_ bytes: [UInt8], read: @escaping ([UInt8]) throws -> Outcome) rethrows {
    self.bytes = bytes
    self.read = read
    documents = try read(bytes).documents
  }

  /// The values in which `others` differ from the good file's documents; `nil` when there are others, or other rows.
  func differences(_ others: [Document]) -> Set<Difference>? {
    guard documents.count == others.count else { return nil }
    var result: Set<Difference> = []
    for (good, other) in zip(documents, others) {
      for group in good.shape.groups.indices {
        guard good.count(of: group) == other.count(of: group) else { return nil }
        for index in 0..<good.count(of: group) {
          let row = Row(group: group, index: index)
          guard good.parent(of: row) == other.parent(of: row) else { return nil }
          for slot in good.shape.groups[group].fields.indices {
            let field = FieldRef(group: group, slot: slot)
            if good.bytes(of: field, in: row) == other.bytes(of: field, in: row) { continue }
            let place = (good.range(of: field, in: row) == nil ? other : good).place(of: field, in: row)
            result.insert(Difference(field: field, origin: place.origin))
          }
        }
      }
    }
    return result
  }
}

extension [UInt8] {
  func replacing(at index: Int, with byte: UInt8) -> [UInt8] {
    var copy = self
    copy[index] = byte
    return copy
  }

  func inserting(_ byte: UInt8, at index: Int) -> [UInt8] {
    var copy = self
    copy.insert(byte, at: index)
    return copy
  }

  func removing(at index: Int) -> [UInt8] {
    var copy = self
    copy.remove(at: index)
    return copy
  }
}
