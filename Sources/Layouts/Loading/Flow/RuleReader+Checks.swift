import EDIModel

extension RuleReader {
  /// The names in `fields`.
  func named(_ mapping: StrictMapping) -> [Located<String>]? { mapping.required("fields")?.texts() }

  /// The fields in `fields`, all of which must be numbers.
  func decimals(_ mapping: StrictMapping) -> [FieldRef]? {
    guard let names = named(mapping) else { return nil }
    let refs = names.compactMap { decimal($0) }
    return refs.count == names.count ? refs : nil
  }

  /// The fields in `fields`, all of which must be texts.
  func texts(_ mapping: StrictMapping) -> [FieldRef]? {
    guard let names = named(mapping) else { return nil }
    let refs = names.compactMap { name -> FieldRef? in
      guard let ref = fields.field(name), let type = fields.type(of: ref) else { return nil }
      if case .text = type { return ref }
      return refuseType(
        name.place, Bilingual(pt: "`\(name.value)` não é um texto", en: "`\(name.value)` is not a text"))
    }
    return refs.count == names.count ? refs : nil
  }

  func decimal(_ node: StrictNode) -> FieldRef? { node.text().flatMap { decimal($0) } }

  private func decimal(_ name: Located<String>) -> FieldRef? {
    guard let ref = fields.field(name), let type = fields.type(of: ref) else { return nil }
    if case .decimal = type { return ref }
    return refuseType(
      name.place, Bilingual(pt: "`\(name.value)` não é um número", en: "`\(name.value)` is not a number"))
  }

  /// Whether two types have an order in common.
  static func isOrdered(_ left: ValueType, _ right: ValueType) -> Bool {
    switch (left, right) {
    case (.decimal, .decimal), (.date, .date), (.time, .time), (.datetime, .datetime): true
    default: false
    }
  }

  /// Whether values of two types can be equal.
  static func isSameKind(_ left: ValueType, _ right: ValueType) -> Bool {
    switch (left, right) {
    case (.text, .text), (.boolean, .boolean), (.code, .code): true
    default: isOrdered(left, right)
    }
  }

  /// The group whose rows lie in rows of the other.
  func innermost(_ left: FieldRef, _ right: FieldRef) -> Int {
    fields.encloses(left.group, right.group) ? right.group : left.group
  }

  /// The innermost group that encloses all of `groups`: a condition over several lists asks what they share.
  func common(of groups: [Int]) -> Int {
    let candidates = fields.shape.groups.indices.filter { outer in groups.allSatisfy { fields.encloses(outer, $0) } }
    return candidates.last ?? 0
  }

  func refuseCount<Value>(_ mapping: StrictMapping, _ wanted: Bilingual) -> Value? {
    log.report(
      .flowRuleFields, at: mapping.place(of: "fields"),
      Bilingual(pt: "esta regra pede \(wanted.pt)", en: "this rule takes \(wanted.en)"))
    return nil
  }

  func refuseGroups<Value>(_ mapping: StrictMapping, _ message: Bilingual) -> Value? {
    log.report(.flowRuleFields, at: mapping.place(of: mapping.has("of") ? "of" : "fields"), message)
    return nil
  }

  func refuseType<Value>(_ place: DeclarationPlace, _ message: Bilingual) -> Value? {
    log.report(
      .flowRuleType, at: place, message,
      hint: Bilingual(pt: "veja o tipo do campo no dicionário", en: "see the field's type in the dictionary"))
    return nil
  }
}
