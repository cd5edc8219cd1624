import EDIModel
import Formats
public import Layouts

/// A layout that documents are written in.
public final class Target: Sendable {
  let writer: any DocumentWriter
  /// The layout.
  public let layout: Layout
  /// Whether its files carry a sequence number.
  public let isNumbered: Bool
  /// Whether its files carry the document's identifier, by which their receiver answers them.
  public let hasIdentifier: Bool

  /// Prepares the writer of a layout.
  init(_ layout: Layout) {
    self.layout = layout
    writer = Format.writer(for: layout)
    switch layout.format {
    case .xml(let xml):
      isNumbered = false
      hasIdentifier = xml.elements.contains { element in
        (element.bindings + element.attributes).contains { if case .identifier = $0.output { true } else { false } }
      }
    case .positional(let text), .delimited(let text):
      hasIdentifier = false
      isNumbered = text.records.contains { record in
        record.columns.contains { if case .fileNumber = $0.content { true } else { false } }
      }
    }
  }
}

/// How the documents of a flow are written: as the first case that fits says, else as the standard.
///
/// Several threads ask at every document: none of them counts a reference for it (see `FixedTable`).
final class Targets: Sendable {
  /// How documents are written that no case is for.
  let standard: Target
  private let cases: [Target]
  private let table: FixedTable<Unmanaged<Target>>
  private let asked: FixedTable<Questions.Question>
  private let questions: Questions

  init(cases: [(condition: Condition, target: Target)], standard: Target) {
    var builder = Questions.Builder()
    asked = FixedTable(cases.map { builder.add($0.condition) })
    questions = builder.finish()
    self.cases = cases.map(\.target)
    table = FixedTable(cases.map { Unmanaged.passUnretained($0.target) })
    self.standard = standard
  }

  deinit {
    table.free()
    asked.free()
  }

  /// Lends how a document is written.
  func use<Value>(for document: Document, _ body: (Target) throws -> Value) rethrows -> Value {
    for index in cases.indices where questions.holds(asked[index], in: document, row: .root) {
      return try table[index]._withUnsafeGuaranteedRef(body)
    }
    return try body(standard)
  }
}
