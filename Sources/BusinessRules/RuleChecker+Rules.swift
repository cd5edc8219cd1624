import EDIModel

extension RuleChecker {
  func signs(
    of field: FieldRef, code: FindingCode, expected: Bilingual, _ isGood: (ExactDecimal) -> Bool
  ) -> [Finding] {
    eachRow(of: field.group) { row in
      guard let value = number(field, from: row), !isGood(value) else { return nil }
      return finding(code, field, in: row, expected: expected)
    }
  }

  func anyPositive(_ fields: [FieldRef]) -> [Finding] {
    guard let first = fields.first else { return [] }
    return eachRow(of: innermost(fields)) { row in
      for field in fields {
        // A value that could not be read has its own finding already.
        guard let value = number(field, from: row), !(value > .zero) else { return nil }
      }
      let names = labels(of: fields)
      return finding(
        .ruleAnyPositive, first, in: row,
        expected: Bilingual(
          pt: "um valor maior que zero em \(names.pt)", en: "a value greater than zero in \(names.en)"))
    }
  }

  func sum(_ total: FieldRef, of part: FieldRef, ifAny: Bool) -> [Finding] {
    eachRow(of: total.group) { row in
      guard let wanted = number(total, from: row) else { return nil }
      var sum: ExactDecimal? = .zero
      var count = 0
      for index in 0..<document.count(of: part.group) {
        let item = Row(group: part.group, index: index)
        guard document.enclosing(item, group: row.group) == row else { continue }
        // A value that could not be read has its own finding already.
        guard let value = number(part, from: item) else { return nil }
        sum = sum?.adding(value)
        count += 1
      }
      if ifAny, count == 0 { return nil }
      guard sum != wanted else { return nil }
      let shown = sum.map(Spelling.forPeople) ?? "…"
      let label = document.shape[part].label
      let lines =
        count == 1 ? Bilingual(pt: "1 linha", en: "1 line") : Bilingual(pt: "\(count) linhas", en: "\(count) lines")
      return finding(
        .ruleSum, total, in: row,
        expected: Bilingual(
          pt: "\(shown), a soma de “\(label.pt)” em \(lines.pt)",
          en: "\(shown), the sum of “\(label.en)” in \(lines.en)"))
    }
  }

  func ordered(_ first: FieldRef, _ second: FieldRef) -> [Finding] {
    eachRow(of: innermost([first, second])) { row in
      guard let one = document.range(of: first, from: row), let other = document.range(of: second, from: row),
        isAfter(one, other, areNumbers: document.shape.isDecimal(first))
      else { return nil }
      let type = document.shape[first].type
      let limit = Spelling.forPeople(document.arena[one], as: type)
      let label = document.shape[first].label
      let relation =
        if case .decimal = type { Bilingual(pt: "não menor que", en: "not less than") } else {
          Bilingual(pt: "não antes de", en: "not before")
        }
      return finding(
        .ruleOrdered, second, in: row,
        expected: Bilingual(
          pt: "\(relation.pt) “\(label.pt)” (\(limit))", en: "\(relation.en) “\(label.en)” (\(limit))"))
    }
  }

  func unique(_ field: FieldRef) -> [Finding] {
    var seen = SeenValues(document)
    return eachRow(of: field.group) { row in
      guard let value = document.range(of: field, in: row), !seen.insert(value) else { return nil }
      return finding(
        .ruleUnique, field, in: row,
        expected: Bilingual(pt: "um valor que ainda não apareceu no documento", en: "a value not yet in the document"))
    }
  }

  func different(_ one: FieldRef, _ other: FieldRef) -> [Finding] {
    eachRow(of: innermost([one, other])) { row in
      guard let a = document.range(of: one, from: row), let b = document.range(of: other, from: row),
        document.isSame(a, b)
      else { return nil }
      let label = document.shape[other].label
      return finding(
        .ruleDifferent, one, in: row,
        expected: Bilingual(pt: "um valor diferente de “\(label.pt)”", en: "a value other than “\(label.en)”"))
    }
  }

  func required(_ fields: [FieldRef], _ groups: [Int]) -> [Finding] {
    let missing = fields.flatMap { field in
      eachRow(of: field.group) { row in
        guard document.range(of: field, in: row) == nil else { return nil }
        return finding(.ruleRequired, field, in: row, expected: Bilingual(pt: "um valor", en: "a value"))
      }
    }
    let empty = groups.filter { document.count(of: $0) == 0 && isAsked }.map { group in
      finding(.ruleRequired, group: group, expected: Bilingual(pt: "ao menos uma linha", en: "at least one line"))
    }
    return missing + empty
  }

  func forbidden(_ fields: [FieldRef], _ groups: [Int]) -> [Finding] {
    let present = fields.flatMap { field in
      eachRow(of: field.group) { row in
        guard document.range(of: field, in: row) != nil else { return nil }
        return finding(.ruleForbidden, field, in: row, expected: Bilingual(pt: "em branco", en: "blank"))
      }
    }
    let filled = groups.filter { document.count(of: $0) > 0 && isAsked }.map { group in
      finding(.ruleForbidden, group: group, expected: Bilingual(pt: "nenhuma linha", en: "no line"))
    }
    return present + filled
  }

  /// Whether the rule holds for the document as a whole.
  private var isAsked: Bool { condition?.holds(in: document, row: .root) ?? true }

  /// The innermost group of fields that lie on one path of groups.
  private func innermost(_ fields: [FieldRef]) -> Int { fields.map(\.group).max() ?? 0 }

  private func labels(of fields: [FieldRef]) -> Bilingual {
    let all = fields.map { document.shape[$0].label }
    return Bilingual(
      pt: all.map { "“\($0.pt)”" }.joined(separator: " ou "), en: all.map { "“\($0.en)”" }.joined(separator: " or "))
  }

  private func isAfter(_ one: Range<Int>, _ other: Range<Int>, areNumbers: Bool) -> Bool {
    let (one, other) = (document.arena.span.extracting(one), document.arena.span.extracting(other))
    if areNumbers, let a = ExactDecimal(one), let b = ExactDecimal(other) { return a > b }
    let common = min(one.count, other.count)
    for index in 0..<common where one[index] != other[index] { return one[index] > other[index] }
    return one.count > other.count
  }
}

/// The values of a field that a document's rows had so far.
private struct SeenValues {
  /// Up to so many are looked through; beyond that there is a table.
  private static let few = 16

  private let document: Document
  private var ranges: [Range<Int>] = []
  private var table: Set<ArraySlice<UInt8>> = []

  init(_ document: Document) { self.document = document }

  /// Takes a value in; `false` when it was there before.
  mutating func insert(_ range: Range<Int>) -> Bool {
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
}
