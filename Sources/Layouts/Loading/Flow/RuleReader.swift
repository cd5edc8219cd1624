import EDIModel

/// Reads `rules:` of a flow and checks that each fits the types and lists of the fields that it names.
struct RuleReader {
  let fields: FieldTable
  let log: DeclarationLog

  /// The rules that exist; `BusinessRules` evaluates them.
  enum Name: String, CaseIterable {
    case positive, zero, sum, count, ordered, unique, different, required, forbidden
    case anyPositive = "any-positive"
    case checkDigit = "check-digit"
  }

  /// How much a broken rule may weigh.
  enum Weight: String, CaseIterable { case warning, error }

  func read(_ node: StrictNode?) -> [Rule] {
    (node?.items() ?? []).compactMap { item in
      guard let mapping = item.mapping("rule"), let name = mapping.required("rule")?.choice(Name.self) else {
        return nil
      }
      let weight = mapping.choice("severity", of: Weight.self)?.value
      let checked = check(name.value, mapping)
      let conditions = ConditionReader(fields: fields)
      let condition = mapping.node("when").flatMap { conditions.read($0, seenFrom: checked?.scope ?? 0) }
      mapping.finish()
      return checked.map { Rule($0.check, when: condition, severity: weight == .warning ? .warning : .error) }
    }
  }

  /// A check and the group whose rows its condition may ask about.
  private typealias Checked = (check: Rule.Check, scope: Int)

  private func check(_ name: Name, _ mapping: StrictMapping) -> Checked? {
    switch name {
    case .positive: decimals(mapping).map { (.positive($0), common(of: $0.map(\.group))) }
    case .zero: decimals(mapping).map { (.zero($0), common(of: $0.map(\.group))) }
    case .anyPositive: anyPositive(mapping)
    case .sum: sum(mapping)
    case .count: count(mapping)
    case .ordered: ordered(mapping)
    case .checkDigit: checkDigits(mapping)
    case .different: pair(mapping, sameType: Self.isSameKind).map { (.different($0, $1), innermost($0, $1)) }
    case .unique: unique(mapping)
    case .required: places(mapping).map { (.required(fields: $0.fields, groups: $0.groups), $0.scope) }
    case .forbidden: places(mapping).map { (.forbidden(fields: $0.fields, groups: $0.groups), $0.scope) }
    }
  }

  private func anyPositive(_ mapping: StrictMapping) -> Checked? {
    guard let refs = decimals(mapping), let first = refs.first else { return nil }
    if refs.allSatisfy({ $0.group == first.group }) { return (.anyPositive(refs), first.group) }
    return refuseGroups(
      mapping, Bilingual(pt: "os campos têm de ser da mesma lista", en: "the fields must be of the same list"))
  }

  private func sum(_ mapping: StrictMapping) -> Checked? {
    let total = mapping.required("field").flatMap { decimal($0) }
    let part = mapping.required("of").flatMap { decimal($0) }
    let ifAny = mapping.boolean("if_any")?.value ?? false
    guard let total, let part else { return nil }
    if total.group != part.group, fields.encloses(total.group, part.group) {
      return (.sum(total: total, of: part, ifAny: ifAny), total.group)
    }
    return refuseGroups(
      mapping,
      Bilingual(pt: "`of` tem de estar em uma lista abaixo de `field`", en: "`of` must be in a list below `field`"))
  }

  private func count(_ mapping: StrictMapping) -> Checked? {
    let total = mapping.required("field").flatMap { decimal($0) }
    let list = mapping.required("of")?.text().flatMap { fields.list($0) }
    guard let total, let list else { return nil }
    if total.group != list, fields.encloses(total.group, list) { return (.count(total: total, of: list), total.group) }
    return refuseGroups(
      mapping, Bilingual(pt: "`of` tem de ser uma lista abaixo de `field`", en: "`of` must be a list below `field`"))
  }

  private func ordered(_ mapping: StrictMapping) -> Checked? {
    let strictly = mapping.boolean("strict")?.value ?? false
    return pair(mapping, sameType: Self.isOrdered).map { (.ordered($0, $1, strictly: strictly), innermost($0, $1)) }
  }

  private func checkDigits(_ mapping: StrictMapping) -> Checked? {
    let kind = mapping.required("of")?.choice(Rule.CheckDigits.self)?.value
    guard let refs = texts(mapping), let kind else { return nil }
    return (.checkDigits(refs, kind), common(of: refs.map(\.group)))
  }

  private func unique(_ mapping: StrictMapping) -> Checked? {
    guard let refs = named(mapping)?.compactMap({ fields.field($0) }) else { return nil }
    if refs.count == 1, let ref = refs.first, ref.group > 0 { return (.unique(ref), ref.group) }
    return refs.isEmpty ? nil : refuseCount(mapping, Bilingual(pt: "um campo de uma lista", en: "one field of a list"))
  }

  /// Two fields of one row, or of a row and one around it.
  private func pair(
    _ mapping: StrictMapping, sameType: (ValueType, ValueType) -> Bool
  ) -> (FieldRef, FieldRef)? {
    guard let names = named(mapping) else { return nil }
    guard names.count == 2 else { return refuseCount(mapping, Bilingual(pt: "dois campos", en: "two fields")) }
    guard let first = fields.field(names[0]), let second = fields.field(names[1]) else { return nil }
    guard fields.encloses(first.group, second.group) || fields.encloses(second.group, first.group) else {
      return refuseGroups(
        mapping,
        Bilingual(pt: "os dois campos não estão na mesma linha", en: "the two fields do not stand in the same row"))
    }
    guard let left = fields.type(of: first), let right = fields.type(of: second) else { return nil }
    if sameType(left, right) { return (first, second) }
    return refuseType(
      names[1].place, Bilingual(pt: "os dois tipos não se comparam", en: "the two types cannot be compared"))
  }

  /// Fields, and lists as a whole.
  private func places(_ mapping: StrictMapping) -> (fields: [FieldRef], groups: [Int], scope: Int)? {
    guard let names = named(mapping) else { return nil }
    let groups = names.compactMap { fields.group(at: $0.value) }
    let refs = names.filter { fields.group(at: $0.value) == nil }.compactMap { fields.field($0) }
    guard refs.count + groups.count == names.count else { return nil }
    let parents = groups.map { fields.shape.groups[$0].parent ?? 0 }
    return (refs, groups, common(of: refs.map(\.group) + parents))
  }
}
