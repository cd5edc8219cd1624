/// A question about one row of a document, compiled from `when:`. A field of an enclosing row may be asked too.
public indirect enum Condition: Sendable {
  /// The field's canonical value is one of these.
  case equals(FieldRef, [[UInt8]])
  /// The field has a value.
  case present(FieldRef)
  /// The field has no value.
  case absent(FieldRef)
  /// The list has exactly one row in the document.
  case single(group: Int)
  /// All of them hold.
  case all([Condition])

  /// Whether the condition holds for a row of `document`.
  public func holds(in document: Document, row: Row) -> Bool {
    switch self {
    case .equals(let ref, let values):
      guard let range = document.range(of: ref, from: row) else { return false }
      return values.contains { document.holds($0, at: range) }
    case .present(let ref): return document.range(of: ref, from: row) != nil
    case .absent(let ref): return document.range(of: ref, from: row) == nil
    case .single(let group): return document.count(of: group) == 1
    case .all(let conditions): return conditions.allSatisfy { $0.holds(in: document, row: row) }
    }
  }
}
