import EDIModel
import Layouts

/// The digits of a type where a column has room for more: a wider column, or one with more decimals, makes no larger
/// number of it.
struct DecimalLimit: Sendable {
  private let digits: Int
  private let decimals: Int

  /// `nil` where the form itself takes no more than the type holds.
  init?(of type: ValueType, in form: Form) {
    guard case .decimal(let digits, let decimals) = type, case .impliedDecimal(let width, let shown) = form,
      shown > decimals || width - shown > digits - decimals
    else { return nil }
    self.digits = digits
    self.decimals = decimals
  }

  /// What is wrong with a canonical value, or `nil`.
  func fault(in value: ArraySlice<UInt8>) -> ValueFault? {
    let point = value.firstIndex(of: UInt8(ascii: ".")) ?? value.endIndex
    let integers = value.first == UInt8(ascii: "0") ? 0 : point - value.startIndex
    let fraction = max(0, value.endIndex - point - 1)
    if fraction > decimals { return tooMany(.fieldTooManyDecimals) }
    return integers > digits - decimals ? tooMany(.fieldTooManyDigits) : nil
  }

  private func tooMany(_ code: FindingCode) -> ValueFault {
    let integers = digits - decimals
    return ValueFault(
      code: code,
      expected: Bilingual(
        pt: "número com até \(integers) dígitos inteiros e \(decimals) decimais",
        en: "a number of at most \(integers) integer digits and \(decimals) decimals"))
  }
}
