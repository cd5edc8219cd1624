import EDIModel
import Layouts

/// What writing does with one column as it nearly always is, without what only findings need to know.
struct WriteStep: Sendable {
  enum Action: Sendable {
    /// A field's value on no condition.
    case field
    /// The same printable ASCII always.
    case constant
    case lineNumber
    case filler
    /// Something that takes the long way.
    case other
  }

  let action: Action
  let column: Int
  let size: Int
  let ref: FieldRef
  /// How the value is spelled, where that takes no table.
  let form: StepForm?
  /// Whether the value fills its column, so that blanks behind it would be wrong.
  let isFilled: Bool
  /// Whether the column may be blank without anybody being asked.
  let mayBeBlank: Bool

  init(_ declared: TextLayout.Column, at column: Int, constant: [UInt8]) {
    self.column = column
    size = declared.size
    let binding = declared.binding
    ref = binding?.field ?? FieldRef(group: 0, slot: 0)
    form = binding.flatMap { StepForm($0.form) }
    isFilled = binding.map { $0.form.alignment != .left } ?? false
    if let binding, case .optional = binding.requirement { mayBeBlank = true } else { mayBeBlank = false }
    switch declared.content {
    case .binding(let binding): action = binding.isPlainField ? .field : .other
    case .constant: action = constant.isQuick(upTo: declared.size) ? .constant : .other
    case .lineNumber: action = .lineNumber
    case .filler: action = .filler
    default: action = .other
    }
  }
}

extension Binding {
  /// Whether nothing but a field's value is written, on no condition.
  fileprivate var isPlainField: Bool {
    if case .field = output { field != nil && condition == nil } else { false }
  }
}

extension [UInt8] {
  /// Whether a column of `size` bytes can hold it in every code page as it is.
  fileprivate func isQuick(upTo size: Int) -> Bool {
    count <= size && first != 0x20 && LineMap.isPrintableASCII(span)
  }
}

extension StepForm {
  /// As ``Form/write(_:into:)``.
  func write(_ value: borrowing Span<UInt8>, into output: inout [UInt8]) -> ValueFault? {
    switch self {
    case .text(let size): return Form.writeText(value, size: size, into: &output)
    case .impliedDecimal(let digits, let decimals): return Form.writeImplied(value, digits, decimals, into: &output)
    case .pointDecimal(let digits, let decimals): return Form.writePoint(value, digits, decimals, into: &output)
    case .date(let separated): return Form.writeDate(value, separated: separated, into: &output)
    case .time(let separated): return Form.writeTime(value, separated: separated, into: &output)
    case .datetime(let separated): return Form.writeDatetime(value, separated: separated, into: &output)
    }
  }
}

extension RecordWriting {
  /// Writes a column of printable ASCII that fits; `false`, with the output as it was, when there is anything to say or
  /// to think about: then the long way is taken.
  mutating func putQuickly(_ step: WriteStep, _ record: RecordPlan, _ row: Row) -> Bool {
    let start = output.count
    switch step.action {
    case .field:
      guard let range = document.range(of: step.ref, from: row) else {
        if step.mayBeBlank { output.append(0x20, count: step.size) }
        return step.mayBeBlank
      }
      if Self.spell(document, range, step, record, into: &output), fill(step, from: start) { return true }
    case .constant:
      output.append(contentsOf: record.constants[step.column])
      if fill(step, from: start) { return true }
    case .lineNumber:
      Digits.append(Int128(lineNumber), size: step.size, to: &output)
      if output.count - start == step.size { return true }
    case .filler:
      output.append(0x20, count: step.size)
      return true
    case .other: return false
    }
    output.removeLast(output.count - start)
    return false
  }

  private static func spell(
    _ document: Document, _ range: Range<Int>, _ step: WriteStep, _ record: RecordPlan, into output: inout [UInt8]
  ) -> Bool {
    let value = document.arena.span.extracting(range)
    if let form = step.form { return form.write(value, into: &output) == nil }
    return record.forms[step.column].write(value, into: &output) == nil
  }

  /// Puts the blanks behind a value that is plain, and fits; `false` for any other.
  private mutating func fill(_ step: WriteStep, from start: Int) -> Bool {
    let missing = step.size - (output.count - start)
    guard Self.isPlain(output.span.extracting(start..<output.count)), step.isFilled ? missing == 0 : missing >= 0 else {
      return false
    }
    output.append(0x20, count: missing)
    return true
  }

  private static func isPlain(_ written: borrowing Span<UInt8>) -> Bool {
    LineMap.isPrintableASCII(written) && (written.isEmpty || written[0] != 0x20)
  }
}
