import EDIModel

extension RuleChecker {
  mutating func signs(
    of field: FieldRef, _ step: RulePlan.Step, _ plan: RulePlan, _ document: Document, code: FindingCode,
    expected: @autoclosure () -> Bilingual,
    _ isGood: (ExactDecimal) -> Bool
  ) {
    eachRow(of: field.group, step, plan, document) { row in
      guard let value = document.number(field, from: row), !isGood(value) else { return nil }
      return plan.rules[step.rule].finding(code, field, in: row, of: document, expected: expected())
    }
  }

  mutating func anyPositive(_ fields: Range<Int>, _ step: RulePlan.Step, _ plan: RulePlan, _ document: Document) {
    eachRow(of: innermost(fields, plan), step, plan, document) { row in
      for index in fields {
        // A value that could not be read has its own finding already.
        guard let value = document.number(plan.fields[index], from: row), !(value > .zero) else { return nil }
      }
      let all = fields.map { plan.fields[$0] }
      let names = Self.labels(of: all, in: document.shape)
      return plan.rules[step.rule].finding(
        .ruleAnyPositive, all[0], in: row, of: document,
        expected: Bilingual(
          pt: "um valor maior que zero em \(names.pt)", en: "a value greater than zero in \(names.en)"))
    }
  }

  mutating func sum(
    _ total: FieldRef, of part: FieldRef, ifAny: Bool, _ step: RulePlan.Step, _ plan: RulePlan, _ document: Document
  ) {
    eachRow(of: total.group, step, plan, document) { row in
      guard let wanted = document.number(total, from: row) else { return nil }
      var sum: ExactDecimal? = .zero
      var count = 0
      for index in 0..<document.count(of: part.group) {
        let item = Row(group: part.group, index: index)
        guard document.enclosing(item, group: row.group) == row else { continue }
        // A value that could not be read has its own finding already.
        guard let value = document.number(part, from: item) else { return nil }
        sum = sum?.adding(value)
        count += 1
      }
      if ifAny, count == 0 { return nil }
      guard sum != wanted else { return nil }
      let shown = sum.map(Spelling.forPeople) ?? "…"
      let label = document.shape[part].label
      let lines =
        count == 1 ? Bilingual(pt: "1 linha", en: "1 line") : Bilingual(pt: "\(count) linhas", en: "\(count) lines")
      return plan.rules[step.rule].finding(
        .ruleSum, total, in: row, of: document,
        expected: Bilingual(
          pt: "\(shown), a soma de “\(label.pt)” em \(lines.pt)",
          en: "\(shown), the sum of “\(label.en)” in \(lines.en)"))
    }
  }

  mutating func count(_ total: FieldRef, of group: Int, _ step: RulePlan.Step, _ plan: RulePlan, _ document: Document) {
    eachRow(of: total.group, step, plan, document) { row in
      guard let wanted = document.number(total, from: row) else { return nil }
      let count = (0..<document.count(of: group)).count {
        document.enclosing(Row(group: group, index: $0), group: row.group) == row
      }
      guard ExactDecimal(unscaled: Int128(count), scale: 0) != wanted else { return nil }
      let label = document.shape.groups[group].label
      return plan.rules[step.rule].finding(
        .ruleCount, total, in: row, of: document,
        expected: Bilingual(
          pt: "\(count), o número de linhas de “\(label.pt)”", en: "\(count), the number of rows of “\(label.en)”"))
    }
  }

  mutating func ordered(
    _ first: FieldRef, _ second: FieldRef, strictly: Bool, areNumbers: Bool, _ step: RulePlan.Step, _ plan: RulePlan,
    _ document: Document
  ) {
    eachRow(of: max(first.group, second.group), step, plan, document) { row in
      guard let one = document.range(of: first, from: row), let other = document.range(of: second, from: row),
        document.isAfter(one, other, areNumbers: areNumbers)
          || strictly && document.isSame(one, other)
      else { return nil }
      let declared = document.shape[first]
      let limit = Spelling.forPeople(document.arena[one], as: declared.type)
      let label = declared.label
      let relation = Self.relation(areNumbers: areNumbers, strictly: strictly)
      return plan.rules[step.rule].finding(
        .ruleOrdered, second, in: row, of: document,
        expected: Bilingual(
          pt: "\(relation.pt) “\(label.pt)” (\(limit))", en: "\(relation.en) “\(label.en)” (\(limit))"))
    }
  }

  private static func relation(areNumbers: Bool, strictly: Bool) -> Bilingual {
    switch (areNumbers, strictly) {
    case (true, false): Bilingual(pt: "não menor que", en: "not less than")
    case (true, true): Bilingual(pt: "maior que", en: "greater than")
    case (false, false): Bilingual(pt: "não antes de", en: "not before")
    case (false, true): Bilingual(pt: "depois de", en: "after")
    }
  }

  mutating func checkDigits(
    of field: FieldRef, _ kind: Rule.CheckDigits, _ step: RulePlan.Step, _ plan: RulePlan, _ document: Document
  ) {
    eachRow(of: field.group, step, plan, document) { row in
      guard let range = document.range(of: field, in: row), !kind.accepts(document.arena.span.extracting(range))
      else { return nil }
      return plan.rules[step.rule].finding(.ruleCheckDigit, field, in: row, of: document, expected: kind.wanted)
    }
  }

  mutating func unique(_ field: FieldRef, _ step: RulePlan.Step, _ plan: RulePlan, _ document: Document) {
    guard document.count(of: field.group) > 1 else { return }
    var seen = SeenValues()
    eachRow(of: field.group, step, plan, document) { row in
      guard let value = document.range(of: field, in: row), !seen.insert(value, of: document) else { return nil }
      return plan.rules[step.rule].finding(
        .ruleUnique, field, in: row, of: document,
        expected: Bilingual(pt: "um valor que ainda não apareceu no documento", en: "a value not yet in the document"))
    }
  }

  mutating func different(
    _ one: FieldRef, _ other: FieldRef, _ step: RulePlan.Step, _ plan: RulePlan, _ document: Document
  ) {
    eachRow(of: max(one.group, other.group), step, plan, document) { row in
      guard let a = document.range(of: one, from: row), let b = document.range(of: other, from: row),
        document.isSame(a, b)
      else { return nil }
      let label = document.shape[other].label
      return plan.rules[step.rule].finding(
        .ruleDifferent, one, in: row, of: document,
        expected: Bilingual(pt: "um valor diferente de “\(label.pt)”", en: "a value other than “\(label.en)”"))
    }
  }

  mutating func required(_ field: FieldRef, _ step: RulePlan.Step, _ plan: RulePlan, _ document: Document) {
    eachRow(of: field.group, step, plan, document) { row in
      guard document.range(of: field, in: row) == nil else { return nil }
      return plan.rules[step.rule].finding(
        .ruleRequired, field, in: row, of: document, expected: Bilingual(pt: "um valor", en: "a value"))
    }
  }

  mutating func required(list group: Int, _ step: RulePlan.Step, _ plan: RulePlan, _ document: Document) {
    guard document.count(of: group) == 0, plan.questions.holds(step.question, in: document, row: .root) else { return }
    let expected = Bilingual(pt: "ao menos uma linha", en: "at least one line")
    add(plan.rules[step.rule].finding(.ruleRequired, group: group, of: document, expected: expected))
  }

  mutating func forbidden(_ field: FieldRef, _ step: RulePlan.Step, _ plan: RulePlan, _ document: Document) {
    eachRow(of: field.group, step, plan, document) { row in
      guard document.range(of: field, in: row) != nil else { return nil }
      return plan.rules[step.rule].finding(
        .ruleForbidden, field, in: row, of: document, expected: Bilingual(pt: "em branco", en: "blank"))
    }
  }

  mutating func forbidden(list group: Int, _ step: RulePlan.Step, _ plan: RulePlan, _ document: Document) {
    guard document.count(of: group) > 0, plan.questions.holds(step.question, in: document, row: .root) else { return }
    let expected = Bilingual(pt: "nenhuma linha", en: "no line")
    add(plan.rules[step.rule].finding(.ruleForbidden, group: group, of: document, expected: expected))
  }

  /// The innermost group of fields that lie on one path of groups.
  private func innermost(_ fields: Range<Int>, _ plan: RulePlan) -> Int {
    var group = 0
    for index in fields { group = max(group, plan.fields[index].group) }
    return group
  }

  private static func labels(of fields: [FieldRef], in shape: DocumentShape) -> Bilingual {
    let all = fields.map { shape[$0].label }
    return Bilingual(
      pt: all.map { "“\($0.pt)”" }.joined(separator: " ou "), en: all.map { "“\($0.en)”" }.joined(separator: " or "))
  }
}

/// The values of a field that a document's rows had so far.
private struct SeenValues {
  /// Up to so many are looked through; beyond that there is a table.
  private static let few = 16

  private var ranges: [Range<Int>] = []
  private var table: Set<ArraySlice<UInt8>> = []

  /// Takes a value in; `false` when it was there before.
  mutating func insert(_ range: Range<Int>, of document: Document) -> Bool {
    guard ranges.count >= Self.few else {
      if ranges.contains(where: { document.isSame($0, range) }) { return false }
      ranges.append(range)
      return true
    }
    if table.isEmpty { table = Set(ranges.map { document.arena[$0] }) }
    return table.insert(document.arena[range]).inserted
  }
}

extension Document {
  /// Whether the same bytes lie at two places of the arena.
  fileprivate func isSame(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
    guard one.count == other.count else { return false }
    let (one, other) = (arena.span.extracting(one), arena.span.extracting(other))
    for index in 0..<one.count where one[index] != other[index] { return false }
    return true
  }

  fileprivate func isAfter(_ one: Range<Int>, _ other: Range<Int>, areNumbers: Bool) -> Bool {
    let (one, other) = (arena.span.extracting(one), arena.span.extracting(other))
    if areNumbers, let a = ExactDecimal(one), let b = ExactDecimal(other) { return a > b }
    let common = min(one.count, other.count)
    for index in 0..<common where one[index] != other[index] { return one[index] > other[index] }
    return one.count > other.count
  }
}
