import EDIModel

/// Reads the parts of a flow that name its fields: identity, lanes, keys and site.
struct FlowParts {
  /// `nil` when the fields themselves could not be read; then only the structure is checked.
  let fields: FieldTable?
  let log: DeclarationLog

  func identity(_ node: StrictNode?) -> Flow.Identity? {
    guard let mapping = node?.mapping("identity") else { return nil }
    let kind = mapping.required("kind")?.choice(Flow.Identity.Kind.self)
    let key = mapping.required("key")?.texts().map { rootFields($0, areRequired: true) }
    let stamp = mapping.requiredText("stamp").flatMap { self.stamp($0) }
    mapping.finish()
    guard let kind, let key, let stamp else { return nil }
    return Flow.Identity(kind: kind.value, key: key, stamp: stamp)
  }

  func lanes(_ node: StrictNode?) -> [Flow.Lane] {
    (node?.mapping()?.entries ?? []).compactMap { entry in
      guard Names.isField(entry.key, log: log), let names = entry.value.texts() else { return nil }
      return Flow.Lane(name: entry.key.value, key: rootFields(names, areRequired: false))
    }
  }

  func keys(_ node: StrictNode?) -> [Flow.TraceKey] {
    (node?.mapping()?.entries ?? []).flatMap { entry -> [Flow.TraceKey] in
      guard Names.isField(entry.key, log: log) else { return [] }
      let refs = entry.value.texts()?.compactMap { name in fields.flatMap { $0.field(name) } }
      return (refs ?? []).map { Flow.TraceKey(kind: entry.key.value, field: $0) }
    }
  }

  func site(_ node: StrictNode?) -> (company: FieldRef?, branch: FieldRef?) {
    guard let mapping = node?.mapping("site") else { return (nil, nil) }
    let company = mapping.text("company").flatMap { textField($0) }
    let branch = mapping.text("branch").flatMap { textField($0) }
    mapping.finish()
    return (company, branch)
  }

  private func stamp(_ name: Located<String>) -> FieldRef? {
    guard let fields, let ref = rootField(name, isRequired: true) else { return nil }
    guard let type = fields.type(of: ref), type != .datetime else { return ref }
    log.report(
      .flowStamp, at: name.place,
      Bilingual(pt: "`\(name.value)` não é data e hora", en: "`\(name.value)` is not a date and time"),
      hint: Bilingual(
        pt: "o carimbo da origem ordena as versões: use um campo `datetime`",
        en: "the source's stamp orders the versions: use a `datetime` field"))
    return nil
  }

  /// A field that is held against a text of `malote.yaml`.
  private func textField(_ name: Located<String>) -> FieldRef? {
    guard let fields, let ref = rootField(name, isRequired: false) else { return nil }
    if case .text? = fields.type(of: ref) { return ref }
    return fields.type(of: ref) == nil ? ref : refuse(name, Bilingual(pt: "não é um texto", en: "is not a text"))
  }

  /// The fields of a key, none of them twice.
  private func rootFields(_ names: [Located<String>], areRequired: Bool) -> [FieldRef] {
    var seen: Set<FieldRef> = []
    return names.compactMap { name in
      guard let ref = rootField(name, isRequired: areRequired) else { return nil }
      if seen.insert(ref).inserted { return ref }
      return refuse(name, Bilingual(pt: "está repetido", en: "is there twice"))
    }
  }

  private func rootField(_ name: Located<String>, isRequired: Bool) -> FieldRef? {
    guard let fields, let ref = fields.field(name) else { return nil }
    guard ref.group == 0 else {
      return refuse(name, Bilingual(pt: "é de uma lista, não do documento", en: "is of a list, not of the document"))
    }
    if isRequired {
      guard case .always = fields.shape[ref].requirement else {
        return refuse(
          name, Bilingual(pt: "nem sempre está no documento", en: "is not always there"),
          hint: Bilingual(pt: "declare-o com `required: true`", en: "declare it with `required: true`"))
      }
    }
    return ref
  }

  private func refuse(_ name: Located<String>, _ why: Bilingual, hint: Bilingual? = nil) -> FieldRef? {
    log.report(
      .flowIdentityField, at: name.place,
      Bilingual(
        pt: "o campo `\(name.value)` não serve aqui: \(why.pt)",
        en: "the field `\(name.value)` cannot be used here: it \(why.en)"),
      hint: hint)
    return nil
  }
}
