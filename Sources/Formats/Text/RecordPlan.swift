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

/// What reading does with one column.
struct Step: Sendable {
  enum Action: Sendable {
    /// The value becomes the field's.
    case field
    case constant
    case lineNumber
    case fileNumber
    case environment
    case count
    case sum
    case filler
    /// Nothing is read here.
    case none
  }

  /// How the spelling of a value lies in its column.
  enum Alignment: Sendable {
    /// From the left, blanks behind it.
    case left
    /// Digits in the whole column.
    case digits
    /// Digits in the whole column; all zeros are no value.
    case date
  }

  /// When a missing value is a mistake.
  enum Need: Sendable {
    case never
    /// At once: nothing else can bring it.
    case always
    /// When the document is complete.
    case later
  }

  let action: Action
  let column: Int
  /// From where to where, in bytes, characters or fields; see ``TextLayout/Column``.
  let start: Int
  let size: Int
  let ref: FieldRef
  let alignment: Alignment
  /// How a value is read, where that takes no table.
  let form: StepForm?
  let need: Need

  init(_ record: TextLayout.Record, _ index: Int, shape: DocumentShape, homes: [FieldRef: [TextPlan.Home]]) {
    let declared = record.columns[index]
    column = index
    start = declared.start
    size = declared.size
    var action = Action.none
    var ref = FieldRef(group: 0, slot: 0)
    var alignment = Alignment.digits
    var form: StepForm?
    var need = Need.never
    switch declared.content {
    case .binding(let binding):
      alignment = binding.form.alignment
      form = binding.part == nil ? StepForm(binding.form) : nil
      if let field = binding.field, record.role != .trailer {
        action = .field
        ref = field
need = Self.need(binding, in: shape, isOnly: homes[field]?.count == 1)
      } else if binding.checked != nil {
        action = .constant
      }
    case .constant: action = .constant
    case .lineNumber: action = .lineNumber
    case .fileNumber: action = .fileNumber
    case .environment: action = .environment
    case .count: action = .count
    case .sum: action = .sum
    case .filler: action = .filler
    }
    (self.action, self.ref, self.alignment, self.form, self.need) = (action, ref, alignment, form, need)
  }

  private static func need(_ binding: Binding, in shape: DocumentShape, isOnly: Bool) -> Need {
    let requirements = binding.allRequirements(in: shape)
    guard binding.defaultValue == nil, !requirements.isEmpty else { return .never }
    let isAlways = requirements.contains { if case .always = $0 { true } else { false } }
    return isAlways && isOnly ? .always : .later
  }
}

/// The forms that most columns have, without the tables of the others: what the hot loop looks at.
enum StepForm: Sendable {
  case text(size: Int)
  case impliedDecimal(digits: Int, decimals: Int)
  case date
  case time
  case datetime

  /// `nil` for the others.
  init?(_ form: Form) {
    switch form {
    case .text(let size): self = .text(size: size)
    case .impliedDecimal(let digits, let decimals): self = .impliedDecimal(digits: digits, decimals: decimals)
    case .date(separated: false): self = .date
    case .time(separated: false): self = .time
    case .datetime(separated: false): self = .datetime
    default: return nil
    }
  }

  func read(_ raw: borrowing Span<UInt8>, into output: inout [UInt8]) -> ValueFault? {
    switch self {
    case .text(let size): Form.readText(raw, size: size, into: &output)
    case .impliedDecimal(let digits, let decimals):
      Form.readImplied(raw, digits: digits, decimals: decimals, into: &output)
    case .date: Form.readDate(raw, separated: false, into: &output)
    case .time: Form.readTime(raw, separated: false, into: &output)
    case .datetime: Form.readDatetime(raw, separated: false, into: &output)
    }
  }
}

extension Form {
  /// How this form lies in a positional column.
  var alignment: Step.Alignment {
    switch self {
    case .impliedDecimal, .pointDecimal, .time: .digits
    case .date, .datetime, .dateOfDatetime: .date
    case .text, .boolean, .code: .left
    }
  }
}
