public import EDIModel

/// Checks the rules that the two systems must agree on, over the fields of a document and never over a layout.
public enum RuleCheck {
  /// All findings of `rules` in `document`, in the order of the rules.
  public static func findings(of rules: [Rule], in document: Document) -> [Finding] {
    var findings: [Finding] = []
    var checker = RuleChecker(document: document)
    for rule in rules {
      (checker.severity, checker.condition) = (rule.severity, rule.condition)
      findings += checker.findings(of: rule.check)
    }
    return findings
  }
}

/// One rule after the other over one document.
struct RuleChecker {
  let document: Document
  var severity = Severity.error
  var condition: Condition?

  func findings(of check: Rule.Check) -> [Finding] {
    switch check {
    case .positive(let fields):
      fields.flatMap { signs(of: $0, code: .rulePositive, expected: .positive) { $0 > .zero } }
    case .zero(let fields): fields.flatMap { signs(of: $0, code: .ruleZero, expected: .zero) { $0 == .zero } }
    case .anyPositive(let fields): anyPositive(fields)
    case .sum(let total, let part, let ifAny): sum(total, of: part, ifAny: ifAny)
    case .ordered(let first, let second): ordered(first, second)
    case .unique(let field): unique(field)
    case .different(let one, let other): different(one, other)
    case .required(let fields, let groups): required(fields, groups)
    case .forbidden(let fields, let groups): forbidden(fields, groups)
    }
  }

  /// What is found in the rows of a group for which the rule holds.
  func eachRow(of group: Int, _ find: (Row) -> Finding?) -> [Finding] {
    var findings: [Finding] = []
    for index in 0..<document.count(of: group) {
      let row = Row(group: group, index: index)
      if let condition, !condition.holds(in: document, row: row) { continue }
      if let finding = find(row) { findings.append(finding) }
    }
    return findings
  }

  func number(_ field: FieldRef, from row: Row) -> ExactDecimal? {
    guard let range = document.range(of: field, from: row) else { return nil }
    return ExactDecimal(document.arena.span.extracting(range))
  }

  /// A finding about one field of one row.
  func finding(_ code: FindingCode, _ field: FieldRef, in row: Row, expected: Bilingual) -> Finding {
    let owner = document.enclosing(row, group: field.group) ?? row
    let place = document.place(of: field, in: owner)
    let declared = document.shape[field]
    return Finding(
      code, severity: severity,
      place: Place(line: place.line == 0 ? nil : place.line, byte: place.origin, document: document.ordinal),
      label: declared.label, field: document.shape.path(of: field),
      found: document.bytes(of: field, in: owner).map { Spelling.forPeople($0, as: declared.type) }, expected: expected)
  }

  /// A finding about a list of one row.
  func finding(_ code: FindingCode, group: Int, expected: Bilingual) -> Finding {
    let declared = document.shape.groups[group]
    return Finding(
      code, severity: severity, place: Place(line: document.extent.lines.lowerBound, document: document.ordinal),
      label: declared.label, field: document.shape.path(ofGroup: group), expected: expected)
  }
}

extension Bilingual {
  static let positive = Bilingual(pt: "um valor maior que zero", en: "a value greater than zero")
  static let zero = Bilingual(pt: "zero ou em branco", en: "zero or blank")
}
