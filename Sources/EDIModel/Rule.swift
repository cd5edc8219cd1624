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
    /// The first value is not after, or greater than, the second (`rule.ordered`).
    case ordered(FieldRef, FieldRef)
    /// No two rows of a document hold the same value (`rule.unique`).
    case unique(FieldRef)
    /// The two values differ (`rule.different`).
    case different(FieldRef, FieldRef)
    /// Each field has a value, each list a row (`rule.required`).
    case required(fields: [FieldRef], groups: [Int])
    /// No field has a value, no list a row (`rule.forbidden`).
    case forbidden(fields: [FieldRef], groups: [Int])
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
