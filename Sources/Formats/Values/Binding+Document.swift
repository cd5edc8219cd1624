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
      return writeSum(of: fields, document, row: row, into: &output)
    case .rowNumber:
      output.append(contentsOf: String(rowNumber).utf8)
      return .value
    case .identifier:
      output.append(contentsOf: context.identifier.utf8)
      return .value
    }
  }

  private func writeSum(
    of fields: [FieldRef], _ document: Document, row: Row, into output: inout [UInt8]
  ) -> Written {
    var total: ExactDecimal?
    for field in fields {
      guard let range = document.range(of: field, from: row) else { continue }
      guard let sum = ExactDecimal(document.arena.span.extracting(range))?.adding(total ?? .zero) else {
        return .fault(.tooLargeSum)
      }
      total = sum
    }
    guard let canonical = total?.canonical else { return .nothing }
    return spell(canonical.span, into: &output)
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
    return fill(parts, row: row, into: &result) ? result : nil
  }

  /// Appends a template's text to `output`; `false`, with the output as it was, when none of its fields has a value.
  public func fill(_ parts: [TemplatePart], row: Row = .root, into output: inout [UInt8]) -> Bool {
    let start = output.count
    var isFilled = false
    for part in parts {
      switch part {
      case .literal(let text): output.append(contentsOf: text.utf8)
      case .field(let ref):
        guard let range = range(of: ref, from: row) else { continue }
        output.append(arena.span.extracting(range))
        isFilled = true
      }
    }
    if !isFilled { output.removeLast(output.count - start) }
    return isFilled
  }
}
