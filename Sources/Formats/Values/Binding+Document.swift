public import EDIModel
public import Layouts

extension Binding {
  /// Appends what this binding writes for a row, as UTF-8 in its form.
  ///
  /// Returns `.nothing` when the place stays empty (no value, or its condition does not hold).
  func write(
    _ document: Document, row: Row, rowNumber: Int, context: WriteContext, into output: inout [UInt8]
  ) -> Written {
    if let condition, !condition.holds(in: document, row: row) { return .nothing }
    switch self.output {
    case .none: return .nothing
    case .field:
      guard let field, let range = document.range(of: field, from: row) else { return .nothing }
      return spell(document.arena.span.extracting(range), into: &output)
    case .constant(let bytes):
      output.append(contentsOf: bytes)
      return .value
    case .template(let parts):
      guard let text = document.fill(parts, row: row) else { return .nothing }
      return spell(text.span, into: &output)
    case .sum(let fields):
      let values = fields.compactMap { field in document.range(of: field, from: row).map { document.arena[$0] } }
      guard !values.isEmpty else { return .nothing }
      let total = values.reduce(ExactDecimal.zero as ExactDecimal?) { sum, value in
        ExactDecimal(value).flatMap { sum?.adding($0) }
      }
      guard let total else { return .fault(.tooLargeSum) }
      let canonical = total.canonical
      return spell(canonical.span, into: &output)
    case .rowNumber:
      output.append(contentsOf: String(rowNumber).utf8)
      return .value
    case .identifier:
      output.append(contentsOf: context.identifier.utf8)
      return .value
    }
  }

  private func spell(_ value: borrowing Span<UInt8>, into output: inout [UInt8]) -> Written {
    if let fault = form.write(value, into: &output) { return .fault(fault) }
    return .value
  }

  /// Whether this layout needs a value here for the row.
  func isRequired(_ document: Document, row: Row) -> Bool {
    switch requirement {
    case .optional: false
    case .always: condition?.holds(in: document, row: row) ?? true
    case .when(let condition): condition.holds(in: document, row: row)
    }
  }

  /// What became of a place.
  enum Written {
    case value
    case nothing
    case fault(ValueFault)
  }
}

extension Document {
  /// A template's text: its literals and the canonical values of its fields; `nil` when none of its fields has a value.
  public func fill(_ parts: [TemplatePart], row: Row = .root) -> [UInt8]? {
    var result: [UInt8] = []
    var isFilled = false
    for part in parts {
      switch part {
      case .literal(let text): result.append(contentsOf: text.utf8)
      case .field(let ref):
        guard let range = range(of: ref, from: row) else { continue }
        result.append(contentsOf: arena[range])
        isFilled = true
      }
    }
    return isFilled ? result : nil
  }
}
