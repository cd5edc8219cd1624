/// One rule that a document must keep, compiled from `rules:` of its flow. The set of rules is closed; each has its own
/// finding code, and `BusinessRules` evaluates them.
public struct Rule: Sendable {
  /// What is checked. Fields may belong to any group; a rule is checked once per row of the innermost group it names.
  public enum Check: Sendable {
    /// Each value that is there is greater than zero (`rule.positive`).
    case positive([FieldRef])
    /// At least one of the fields of a row is greater than zero (`rule.any-positive`).
    case anyPositive([FieldRef])
    /// Each value that is there is zero (`rule.zero`).
    case zero([FieldRef])
    /// `total` equals the sum of `of` over the rows below it (`rule.sum`). `ifAny`: only when there are such rows.
    case sum(total: FieldRef, of: FieldRef, ifAny: Bool)
    /// `total` is the number of rows of a list below it (`rule.count`).
    case count(total: FieldRef, of: Int)
    /// The first value is not after, or greater than, the second (`rule.ordered`); `strictly`: nor are they the same.
    case ordered(FieldRef, FieldRef, strictly: Bool)
    /// No two rows of a document hold the same value (`rule.unique`).
    case unique(FieldRef)
    /// The two values differ (`rule.different`).
    case different(FieldRef, FieldRef)
    /// The check digits of each value that is there are right (`rule.check-digit`).
    case checkDigits([FieldRef], CheckDigits)
    /// Each field has a value, each list a row (`rule.required`).
    case required(fields: [FieldRef], groups: [Int])
    /// No field has a value, no list a row (`rule.forbidden`).
    case forbidden(fields: [FieldRef], groups: [Int])
  }

  /// A numbering whose last digits are computed from the others.
  public enum CheckDigits: String, Sendable, CaseIterable {
    /// The tax id of a company, 14 digits or, since July 2026, letters and digits (IN RFB 2.229/2024).
    case cnpj
    /// The tax id of a person, 11 digits.
    case cpf
    /// The access key of an NF-e, 44 digits; where its issuer's CNPJ has letters, so has the key.
    case accessKey = "access-key"
  }

  /// What is checked.
  public let check: Check
  /// When it is checked; `nil` is always.
  public let condition: Condition?
  /// The weight of its finding.
  public let severity: Severity

  /// Makes a rule.
  public init(_ check: Check, when condition: Condition? = nil, severity: Severity = .error) {
    self.check = check
    self.condition = condition
    self.severity = severity
  }
}
