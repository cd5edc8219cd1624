import EDIModel
import Layouts

/// One kind of record made ready for reading and writing.
final class RecordPlan: Sendable {
  let record: TextLayout.Record
  /// The id in the bytes of the file.
  let id: [UInt8]
  /// What a line begins with; in positional records the id with its padding.
  let key: [UInt8]
  /// Length of the line in bytes (positional; in UTF-8 in characters), or the number of its fields (delimited).
  let extent: Int
  /// The group under whose rows these records are counted.
  let parentGroup: Int
  /// One step per column, in order.
  let steps: [Step]
  /// The same for writing.
  let writeSteps: [WriteStep]
  /// Per column what it always holds, in the bytes of the file; empty for all that is not constant.
  let constants: [[UInt8]]
  /// Per column its form and, where it takes only a piece of the text, which; stand-ins for all that is not bound.
  let forms: [Form]
  let parts: [Binding.Part?]
  /// Per column all that may require a value.
  let requirements: [[DocumentShape.Requirement]]

  init(
    _ record: TextLayout.Record, text: TextLayout, page: CodePage, shape: DocumentShape,
    homes: [FieldRef: [TextPlan.Home]]
  ) {
    self.record = record
    var id: [UInt8] = []
    _ = page.encode(Array(record.id.utf8)[...], into: &id)
    self.id = id
    let width = record.columns.first?.size ?? id.count
    let padding = text.separator == nil ? max(0, width - id.count) : 0
    key = id + [UInt8](repeating: 0x20, count: padding)
    extent = text.separator == nil ? record.length : record.columns.count
    parentGroup = record.repeats ? shape.groups[record.group].parent ?? 0 : record.group
    constants = record.columns.map { Self.constant($0, page) }
    let bindings = record.columns.map(\.binding)
    forms = bindings.map { $0?.form ?? .text(size: 0) }
    parts = bindings.map { $0?.part }
    requirements = bindings.map { $0?.allRequirements(in: shape) ?? [] }
    steps = record.columns.indices.map { Step(record, $0, shape: shape, homes: homes) }
    let constants = constants
    writeSteps = record.columns.enumerated().map { WriteStep($1, at: $0, constant: constants[$0]) }
  }

  private static func constant(_ column: TextLayout.Column, _ page: CodePage) -> [UInt8] {
    var bytes: [UInt8] = []
    switch column.content {
    case .constant(let text): _ = page.encode(Array(text.utf8)[...], into: &bytes)
    case .binding(let binding): _ = page.encode((binding.checked ?? [])[...], into: &bytes)
    default: break
    }
    while bytes.last == 0x20 { bytes.removeLast() }
    return bytes
  }

  func isIdentified(_ bytes: borrowing Span<UInt8>, separator: UInt8?) -> Bool {
    guard bytes.count >= key.count else { return false }
    for index in key.indices where bytes[index] != key[index] { return false }
    guard let separator else { return true }
    return bytes.count == key.count || bytes[key.count] == separator
  }

  /// In how many bytes the beginning of a line differs from the key; `nil` when their lengths do.
  func differences(_ bytes: borrowing Span<UInt8>, separator: UInt8?) -> Int? {
    var length = 0
    while length < bytes.count, separator == nil ? length < key.count : bytes[length] != separator { length += 1 }
    guard length == key.count else { return nil }
    var result = 0
    for index in key.indices where bytes[index] != key[index] { result += 1 }
    return result
  }
}

extension TextLayout.Column {
  /// Its binding, if it has one.
  var binding: Binding? {
    if case .binding(let binding) = content { binding } else { nil }
  }
}

extension Binding {
  /// What requires a value here: the flow, and this layout where it says more.
  func allRequirements(in shape: DocumentShape) -> [DocumentShape.Requirement] {
    var result: [DocumentShape.Requirement] = []
    if let field { result.append(shape[field].requirement) }
    if case .always = requirement, let condition {
      result.append(.when(condition))
    } else {
      result.append(requirement)
    }
    return result.filter { if case .optional = $0 { false } else { true } }
  }
}
