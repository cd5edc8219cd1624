public import EDIModel

/// Checks the rules that the two systems must agree on, over the fields of a document and never over a layout.
public enum RuleCheck {
  /// All findings of `rules` in `document`, in the order of the rules.
  public static func findings(of rules: [Rule], in document: Document) -> [Finding] {
    var checker = RuleChecker()
    // By span: a copy of a rule counts references that every thread counts.
    let rules = rules.span
    for index in rules.indices { checker.check(rules[index], in: document) }
    return checker.findings
  }
}

/// One rule after the other over one document, which is handed down and not kept.
///
/// Most documents keep every rule: that has to cost no memory.
struct RuleChecker {
  private(set) var findings: [Finding] = []

  mutating func check(_ rule: Rule, in document: Document) {
    switch rule.check {
    case .positive(let fields):
      for field in fields { signs(of: field, rule, document, code: .rulePositive, expected: .positive) { $0 > .zero } }
    case .zero(let fields):
      for field in fields { signs(of: field, rule, document, code: .ruleZero, expected: .zero) { $0 == .zero } }
    case .anyPositive(let fields): anyPositive(fields, rule, document)
    case .sum(let total, let part, let ifAny): sum(total, of: part, ifAny: ifAny, rule, document)
    case .count(let total, let group): count(total, of: group, rule, document)
    case .ordered(let first, let second, let strictly): ordered(first, second, strictly: strictly, rule, document)
    case .unique(let field): unique(field, rule, document)
    case .different(let one, let other): different(one, other, rule, document)
    case .checkDigits(let fields, let kind):
      for field in fields { checkDigits(of: field, kind, rule, document) }
    case .required(let fields, let groups): required(fields, groups, rule, document)
    case .forbidden(let fields, let groups): forbidden(fields, groups, rule, document)
    }
  }

  /// Adds what is found in the rows of a group for which the rule holds.
  mutating func eachRow(of group: Int, _ rule: Rule, _ document: Document, _ find: (Row) -> Finding?) {
    for index in 0..<document.count(of: group) {
      let row = Row(group: group, index: index)
      if let condition = rule.condition, !condition.holds(in: document, row: row) { continue }
      if let finding = find(row) { findings.append(finding) }
    }
  }

  mutating func add(_ finding: Finding) { findings.append(finding) }
}

extension Document {
  func number(_ field: FieldRef, from row: Row) -> ExactDecimal? {
    guard let range = range(of: field, from: row) else { return nil }
    return ExactDecimal(arena.span.extracting(range))
  }
}

extension Rule {
  /// A finding about one field of one row.
  func finding(
    _ code: FindingCode, _ field: FieldRef, in row: Row, of document: Document, expected: Bilingual
  ) -> Finding {
    let owner = document.enclosing(row, group: field.group) ?? row
    let place = document.place(of: field, in: owner)
    let declared = document.shape[field]
    return Finding(
      code, severity: severity,
      place: Place(line: place.line == 0 ? nil : place.line, byte: place.origin, document: document.ordinal),
      label: declared.label, field: document.shape.path(of: field),
      found: document.bytes(of: field, in: owner).map { Spelling.forPeople($0, as: declared.type) }, expected: expected)
  }

  /// A finding about a list of a document.
  func finding(_ code: FindingCode, group: Int, of document: Document, expected: Bilingual) -> Finding {
    let declared = document.shape.groups[group]
    return Finding(
      code, severity: severity, place: Place(line: document.extent.lines.lowerBound, document: document.ordinal),
      label: declared.label, field: document.shape.path(ofGroup: group), expected: expected)
  }

  /// Whether it holds for the document as a whole.
  func isAsked(of document: Document) -> Bool { condition?.holds(in: document, row: .root) ?? true }
}

extension Bilingual {
  static let positive = Bilingual(pt: "um valor maior que zero", en: "a value greater than zero")
  static let zero = Bilingual(pt: "zero ou em branco", en: "zero or blank")
}
