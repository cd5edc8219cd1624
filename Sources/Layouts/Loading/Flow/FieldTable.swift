import EDIModel

/// The fields of a flow while its declarations are read: what other declarations may name.
struct FieldTable {
  /// The fields; requirements that are conditions are filled in once all fields are known.
  let shape: DocumentShape
  /// Fields whose own type is not known; nothing more is said about them.
  let untyped: Set<FieldRef>
  let log: DeclarationLog
  private let refs: [String: FieldRef]
  private let groups: [String: Int]

  init(shape: DocumentShape, untyped: Set<FieldRef>, log: DeclarationLog) {
    (self.shape, self.untyped, self.log) = (shape, untyped, log)
    var (refs, groups): ([String: FieldRef], [String: Int]) = ([:], [:])
    for (group, declared) in shape.groups.enumerated() {
      if group > 0 { groups[shape.path(ofGroup: group)] = group }
      for slot in declared.fields.indices {
        let ref = FieldRef(group: group, slot: slot)
        refs[shape.path(of: ref)] = ref
      }
    }
    (self.refs, self.groups) = (refs, groups)
  }

  /// The list of that path, or `nil`.
  func group(at path: String) -> Int? { groups[path] }

  /// The field of that path; reports one that does not exist.
  func field(_ name: Located<String>) -> FieldRef? {
    if let ref = refs[name.value] { return ref }
    if groups[name.value] != nil {
      reportUnknown(
        name, Bilingual(pt: "`\(name.value)` é uma lista, não um campo", en: "`\(name.value)` is a list, not a field"))
    } else {
      reportUnknown(
        name, Bilingual(pt: "o campo `\(name.value)` não existe", en: "the field `\(name.value)` does not exist"))
    }
    return nil
  }

  /// The list of that path; reports one that does not exist.
  func list(_ name: Located<String>) -> Int? {
    if let group = groups[name.value] { return group }
    log.report(
      .flowUnknownField, at: name.place,
      Bilingual(pt: "a lista `\(name.value)` não existe", en: "the list `\(name.value)` does not exist"),
      hint: Spelling.hint(for: name.value, among: shape.groups.indices.dropFirst().map(shape.path(ofGroup:))))
    return nil
  }

  /// The type of a field, or `nil` when its declaration is wrong and was reported.
  func type(of ref: FieldRef) -> ValueType? { untyped.contains(ref) ? nil : shape[ref].type }

  /// Whether every row of `inner` lies in one row of `outer`, or they are the same group.
  func encloses(_ outer: Int, _ inner: Int) -> Bool {
    var group: Int? = inner
    while let current = group {
      if current == outer { return true }
      group = shape.groups[current].parent
    }
    return false
  }

  /// Reports a field that is not in a row of `scope` or one that encloses it. Returns whether it is.
  func check(_ ref: FieldRef, isSeenFrom scope: Int, at place: DeclarationPlace) -> Bool {
    if encloses(ref.group, scope) { return true }
    let path = shape.path(of: ref)
    log.report(
      .flowWrongGroup, at: place,
      Bilingual(
        pt: "o campo `\(path)` não está ao alcance deste ponto", en: "the field `\(path)` is out of reach here"),
      hint: Bilingual(
        pt: "só servem campos da própria linha, da que a contém ou do documento",
        en: "only fields of the same row, of the one around it or of the document can be used"))
    return false
  }

  /// Every field path, in order.
  var paths: [String] {
    shape.groups.enumerated().flatMap { group, declared in
      declared.fields.indices.map { shape.path(of: FieldRef(group: group, slot: $0)) }
    }
  }

  private func reportUnknown(_ name: Located<String>, _ message: Bilingual) {
    log.report(.flowUnknownField, at: name.place, message, hint: Spelling.hint(for: name.value, among: paths))
  }
}
