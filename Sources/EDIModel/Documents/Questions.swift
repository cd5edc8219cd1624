/// Conditions made ready to be asked of hundreds of thousands of documents by several threads: plain memory, in which
/// nobody counts references (see ``FixedTable``).
package final class Questions: Sendable {
  /// A condition among them.
  package struct Question: Sendable {
    /// All of these have to hold, in ``Questions/tests``; none is no condition.
    fileprivate let tests: Range<Int>
    /// Whether all of them look at the document itself, so that the answer is the same for each of its rows.
    package let isOfDocument: Bool

    /// Whether there is a condition at all.
    package var isAsked: Bool { !tests.isEmpty }
  }

  fileprivate enum Test: Sendable {
    /// The field's canonical value is one of these, in ``Questions/values``.
    case equals(FieldRef, Range<Int>)
    case present(FieldRef)
    case absent(FieldRef)
    case single(group: Int)

    var isOfDocument: Bool {
      switch self {
      case .equals(let ref, _), .present(let ref), .absent(let ref): ref.group == 0
      case .single: true
      }
    }
  }

  private let tests: FixedTable<Test>
  /// Where in ``text`` each value stands.
  private let values: FixedTable<Range<Int>>
  private let text: FixedTable<UInt8>

  private init(_ builder: Builder) {
    tests = FixedTable(builder.tests)
    values = FixedTable(builder.values)
    text = FixedTable(builder.text)
  }

  deinit {
    tests.free()
    values.free()
    text.free()
  }

  /// Whether a condition holds for a row of `document`, as ``Condition/holds(in:row:)`` says.
  package func holds(_ question: Question, in document: Document, row: Row) -> Bool {
    for index in question.tests where !holds(tests[index], document, row) { return false }
    return true
  }

  private func holds(_ test: Test, _ document: Document, _ row: Row) -> Bool {
    switch test {
    case .present(let ref): return document.range(of: ref, from: row) != nil
    case .absent(let ref): return document.range(of: ref, from: row) == nil
    case .single(let group): return document.count(of: group) == 1
    case .equals(let ref, let wanted):
      guard let range = document.range(of: ref, from: row) else { return false }
      let value = document.arena.span.extracting(range)
      for index in wanted where text.isSame(values[index], as: value) { return true }
      return false
    }
  }

  /// Takes conditions in, one after the other.
  package struct Builder {
    fileprivate var tests: [Test] = []
    fileprivate var values: [Range<Int>] = []
    fileprivate var text: [UInt8] = []

    /// Nothing to ask yet.
    package init() {}

    /// Adds a condition; `nil` is one that always holds.
    package mutating func add(_ condition: Condition?) -> Question {
      let first = tests.count
      if let condition { flatten(condition) }
      return Question(tests: first..<tests.count, isOfDocument: tests[first...].allSatisfy(\.isOfDocument))
    }

    private mutating func flatten(_ condition: Condition) {
      switch condition {
      case .present(let ref): tests.append(.present(ref))
      case .absent(let ref): tests.append(.absent(ref))
      case .single(let group): tests.append(.single(group: group))
      case .all(let conditions): for condition in conditions { flatten(condition) }
      case .equals(let ref, let wanted):
        let first = values.count
        for value in wanted {
          text += value
          values.append(text.count - value.count..<text.count)
        }
        tests.append(.equals(ref, first..<values.count))
      }
    }

    /// All that was added, ready to be asked.
    package func finish() -> Questions { Questions(self) }
  }
}
