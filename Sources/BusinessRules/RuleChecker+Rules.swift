import EDIModel

extension RuleChecker {
  func signs(
    of field: FieldRef, code: FindingCode, expected: Bilingual, _ isGood: (ExactDecimal) -> Bool
  ) -> [Finding] {
    rows(of: field.group).compactMap { row in
      guard let value = number(field, from: row), !isGood(value) else { return nil }
      return finding(code, field, in: row, expected: expected)
    }
  }

  func anyPositive(_ fields: [FieldRef]) -> [Finding] {
    guard let first = fields.first else { return [] }
    return rows(of: innermost(fields)).compactMap { row in
      // A value that could not be read has its own finding already.
      let values = fields.compactMap { number($0, from: row) }
      guard values.count == fields.count, !values.contains(where: { $0 > .zero }) else { return nil }
      let names = labels(of: fields)
      return finding(
        .ruleAnyPositive, first, in: row,
        expected: Bilingual(
          pt: "um valor maior que zero em \(names.pt)", en: "a value greater than zero in \(names.en)"))
    }
  }

  func sum(_ total: FieldRef, of part: FieldRef, ifAny: Bool) -> [Finding] {
    rows(of: total.group).compactMap { row in
      guard let wanted = number(total, from: row) else { return nil }
      let below = rowsBelow(row, of: part.group)
      if ifAny, below.isEmpty { return nil }
      let values = below.compactMap { number(part, from: $0) }
      guard values.count == below.count else { return nil }
      let sum = values.reduce(ExactDecimal.zero as ExactDecimal?) { sum, value in sum?.adding(value) }
      guard sum != wanted else { return nil }
      let shown = sum.map(Spelling.forPeople) ?? "…"
      let label = document.shape[part].label
      let lines =
        below.count == 1
        ? Bilingual(pt: "1 linha", en: "1 line") : Bilingual(pt: "\(below.count) linhas", en: "\(below.count) lines")
      return finding(
        .ruleSum, total, in: row,
        expected: Bilingual(
          pt: "\(shown), a soma de “\(label.pt)” em \(lines.pt)",
          en: "\(shown), the sum of “\(label.en)” in \(lines.en)"))
    }
  }

  func ordered(_ first: FieldRef, _ second: FieldRef) -> [Finding] {
    rows(of: innermost([first, second])).compactMap { row in
      guard let one = document.range(of: first, from: row).map({ document.arena[$0] }),
        let other = document.range(of: second, from: row).map({ document.arena[$0] }),
        isAfter(one, other, type: document.shape[first].type)
      else { return nil }
      let type = document.shape[first].type
      let limit = Spelling.forPeople(one, as: type)
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
    var seen: Set<ArraySlice<UInt8>> = []
    return rows(of: field.group).compactMap { row in
      guard let value = document.bytes(of: field, in: row), !seen.insert(value).inserted else { return nil }
      return finding(
        .ruleUnique, field, in: row,
        expected: Bilingual(pt: "um valor que ainda não apareceu no documento", en: "a value not yet in the document"))
    }
  }

  func different(_ one: FieldRef, _ other: FieldRef) -> [Finding] {
    rows(of: innermost([one, other])).compactMap { row in
      guard let a = document.range(of: one, from: row), let b = document.range(of: other, from: row),
        document.arena[a] == document.arena[b]
      else { return nil }
      let label = document.shape[other].label
      return finding(
        .ruleDifferent, one, in: row,
        expected: Bilingual(pt: "um valor diferente de “\(label.pt)”", en: "a value other than “\(label.en)”"))
    }
  }

  func required(_ fields: [FieldRef], _ groups: [Int]) -> [Finding] {
    let missing = fields.flatMap { field in
      rows(of: field.group).filter { document.range(of: field, in: $0) == nil }.map { row in
        finding(.ruleRequired, field, in: row, expected: Bilingual(pt: "um valor", en: "a value"))
      }
    }
    let empty = groups.filter { document.count(of: $0) == 0 && !rows(of: 0).isEmpty }.map { group in
      finding(.ruleRequired, group: group, expected: Bilingual(pt: "ao menos uma linha", en: "at least one line"))
    }
    return missing + empty
  }

  func forbidden(_ fields: [FieldRef], _ groups: [Int]) -> [Finding] {
    let present = fields.flatMap { field in
      rows(of: field.group).filter { document.range(of: field, in: $0) != nil }.map { row in
        finding(.ruleForbidden, field, in: row, expected: Bilingual(pt: "em branco", en: "blank"))
      }
    }
    let filled = groups.filter { document.count(of: $0) > 0 && !rows(of: 0).isEmpty }.map { group in
      finding(.ruleForbidden, group: group, expected: Bilingual(pt: "nenhuma linha", en: "no line"))
    }
    return present + filled
  }

  /// The rows of `group` at any depth below `row`.
  private func rowsBelow(_ row: Row, of group: Int) -> [Row] {
    (0..<document.count(of: group)).map { Row(group: group, index: $0) }
      .filter { document.enclosing($0, group: row.group) == row }
  }

  /// The innermost group of fields that lie on one path of groups.
  private func innermost(_ fields: [FieldRef]) -> Int { fields.map(\.group).max() ?? 0 }

  private func labels(of fields: [FieldRef]) -> Bilingual {
    let all = fields.map { document.shape[$0].label }
    return Bilingual(
      pt: all.map { "“\($0.pt)”" }.joined(separator: " ou "), en: all.map { "“\($0.en)”" }.joined(separator: " or "))
  }

  private func isAfter(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>, type: ValueType) -> Bool {
    if case .decimal = type, let a = ExactDecimal(one), let b = ExactDecimal(other) { return a > b }
    return other.lexicographicallyPrecedes(one)
  }
}
