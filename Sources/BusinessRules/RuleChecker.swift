import EDIModel

/// One rule after the other over one document, which is handed down and not kept.
///
/// Most documents keep every rule: that has to cost no memory.
struct RuleChecker {
  private(set) var findings: [Finding] = []

  mutating func check(_ step: RulePlan.Step, of plan: RulePlan, in document: Document) {
    switch step.check {
    case .positive(let field):
      signs(of: field, step, plan, document, code: .rulePositive, expected: .positive) { $0 > .zero }
    case .zero(let field): signs(of: field, step, plan, document, code: .ruleZero, expected: .zero) { $0 == .zero }
    case .anyPositive(let fields): anyPositive(fields, step, plan, document)
    case .sum(let total, let part, let ifAny): sum(total, of: part, ifAny: ifAny, step, plan, document)
    case .count(let total, let group): count(total, of: group, step, plan, document)
    case .ordered(let first, let second, let strictly, let areNumbers):
      ordered(first, second, strictly: strictly, areNumbers: areNumbers, step, plan, document)
    case .unique(let field): unique(field, step, plan, document)
    case .different(let one, let other): different(one, other, step, plan, document)
    case .checkDigits(let field, let kind): checkDigits(of: field, kind, step, plan, document)
    case .required(let field): required(field, step, plan, document)
    case .requiredList(let group): required(list: group, step, plan, document)
    case .forbidden(let field): forbidden(field, step, plan, document)
    case .forbiddenList(let group): forbidden(list: group, step, plan, document)
    }
  }

  /// Adds what is found in the rows of a group for which the rule holds.
  mutating func eachRow(
    of group: Int, _ step: RulePlan.Step, _ plan: RulePlan, _ document: Document, _ find: (Row) -> Finding?
  ) {
    let isAskedPerRow = !step.question.isOfDocument
    guard isAskedPerRow || plan.questions.holds(step.question, in: document, row: .root) else { return }
    for index in 0..<document.count(of: group) {
      let row = Row(group: group, index: index)
      if isAskedPerRow, !plan.questions.holds(step.question, in: document, row: row) { continue }
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
}

extension Bilingual {
  static let positive = Bilingual(pt: "um valor maior que zero", en: "a value greater than zero")
  static let zero = Bilingual(pt: "zero ou em branco", en: "zero or blank")
}
