import EDIModel
import Layouts

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
  /// What the field's type holds, where the column has room for more.
  let limit: DecimalLimit?
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
    var limit: DecimalLimit?
    var need = Need.never
    switch declared.content {
    case .binding(let binding):
      alignment = binding.form.alignment
      form = binding.part == nil ? StepForm(binding.form) : nil
      if let field = binding.field, record.role != .trailer {
        action = .field
        ref = field
        limit = DecimalLimit(of: shape[field].type, in: binding.form)
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
    (self.action, self.ref, self.alignment) = (action, ref, alignment)
    (self.form, self.limit, self.need) = (form, limit, need)
  }

  private static func need(_ binding: Binding, in shape: DocumentShape, isOnly: Bool) -> Need {
    let requirements = binding.allRequirements(in: shape)
    guard binding.defaultValue == nil, !requirements.isEmpty else { return .never }
    let isAlways = requirements.contains { if case .always = $0 { true } else { false } }
    return isAlways && isOnly ? .always : .later
  }
}

/// The forms that most values have, without the tables of the others: what the hot loops look at.
enum StepForm: Sendable {
  case text(size: Int)
  case impliedDecimal(digits: Int, decimals: Int)
  case pointDecimal(digits: Int, decimals: Int)
  case date(separated: Bool)
  case time(separated: Bool)
  case datetime(separated: Bool)

  /// `nil` for the others.
  init?(_ form: Form) {
    switch form {
    case .text(let size): self = .text(size: size)
    case .impliedDecimal(let digits, let decimals): self = .impliedDecimal(digits: digits, decimals: decimals)
    case .pointDecimal(let digits, let decimals): self = .pointDecimal(digits: digits, decimals: decimals)
    case .date(let separated): self = .date(separated: separated)
    case .time(let separated): self = .time(separated: separated)
    case .datetime(let separated): self = .datetime(separated: separated)
    default: return nil
    }
  }

  func read(_ raw: borrowing Span<UInt8>, into output: inout [UInt8]) -> ValueFault? {
    switch self {
    case .text(let size): Form.readText(raw, size: size, into: &output)
    case .impliedDecimal(let digits, let decimals):
      Form.readImplied(raw, digits: digits, decimals: decimals, into: &output)
    case .pointDecimal(let digits, let decimals):
      Form.readPoint(raw, digits: digits, decimals: decimals, into: &output)
    case .date(let separated): Form.readDate(raw, separated: separated, into: &output)
    case .time(let separated): Form.readTime(raw, separated: separated, into: &output)
    case .datetime(let separated): Form.readDatetime(raw, separated: separated, into: &output)
    }
  }
}

extension Form {
  /// How this form lies in a positional column.
  var alignment: Step.Alignment {
    switch self {
    case .impliedDecimal, .pointDecimal, .time: .digits
    case .date, .datetime, .dateOfDatetime, .datetimeOfDate: .date
    case .text, .oneLine, .boolean, .code: .left
    }
  }
}
