import EDIModel

/// Compiles what a place of a layout holds into a ``Binding``.
struct BindingReader {
  let context: LayoutContext
  private var fields: FieldTable { context.fields }
  private var log: DeclarationLog { context.log }

  /// The binding of a place called `name` in rows of the group `scope`; `nil` when something is wrong.
  func read(
    _ declared: ValueDeclaration, name: String, scope: Int, part: Binding.Part? = nil, isChecked: Bool = false
  ) -> Binding? {
    let condition = declared.when.flatMap { context.conditions.read($0, seenFrom: scope) }
    let requirement = FieldReader.requirement(declared.required, context.conditions, scope)
    guard declared.kinds == 1 else {
      reportKinds(declared.kinds, at: declared.place)
      return nil
    }
    if let field = declared.field {
      return self.field(field, declared, name, scope, requirement, condition, part)
    }
    let label = declared.label(or: Bilingual(name))
    if let constant = declared.constant {
      let bytes = Array(constant.value.utf8)
      return Binding(
        name: name, label: label, field: nil, form: .text(size: constant.value.unicodeScalars.count),
        output: .constant(bytes), requirement: requirement, condition: condition, defaultValue: nil, part: nil,
        checked: isChecked ? bytes : nil)
    }
    guard let node = declared.value, let (output, form) = output(node, scope) else { return nil }
    return Binding(
      name: name, label: label, field: nil, form: form, output: output, requirement: requirement,
      condition: condition, defaultValue: nil, part: nil, checked: nil)
  }

  private func field(
    _ field: Located<String>, _ declared: ValueDeclaration, _ name: String, _ scope: Int,
    _ requirement: DocumentShape.Requirement, _ condition: Condition?, _ part: Binding.Part?
  ) -> Binding? {
    guard let ref = fields.field(field), isOfGroup(ref, scope, field) else { return nil }
    context.bound.note(
      ref, path: field.value, at: field.place, isConditional: condition != nil, isRead: context.canRead)
    guard let type = fields.type(of: ref) else { return nil }
    let standard = declared.standard.flatMap { CanonicalValue.read($0, as: type, log: log) }
    let codes = declared.codes.map {
      CodeTableReader(context: context).read($0, type: type, ignoresCase: declared.ignoresCase, covered: standard)
    }
    let form = FormReader(context: context).form(
      for: type, named: declared.form, codes: codes ?? nil, ignoresCase: declared.ignoresCase)
    guard let form else { return nil }
    return Binding(
      name: name, label: declared.label(or: fields.shape[ref].label), field: ref, form: form, output: .field,
      requirement: requirement, condition: condition, defaultValue: standard, part: part, checked: nil)
  }

  private func isOfGroup(_ ref: FieldRef, _ scope: Int, _ name: Located<String>) -> Bool {
    // What is only written may say a value of a row around it again; read, it would be set once per row.
    if ref.group == scope || !context.canRead && fields.encloses(ref.group, scope) { return true }
    log.report(
      .flowWrongGroup, at: name.place,
      Bilingual(
        pt: "o campo `\(name.value)` não é da linha que está aberta aqui",
        en: "the field `\(name.value)` is not of the row that is open here"),
      hint: fields.encloses(ref.group, scope)
        ? Bilingual(
          pt: "para só escrever, use `value: \"{\(name.value)}\"`",
          en: "to write only, use `value: \"{\(name.value)}\"`")
        : Bilingual(pt: "abra a lista com `each`", en: "open its list with `each`"))
    return false
  }

  /// What `value:` writes: `identifier`, `row_number`, `{add: [fields]}` or a template.
  private func output(_ node: StrictNode, _ scope: Int) -> (Binding.Output, Form)? {
    if node.isMapping { return sum(node, scope) }
    guard let text = node.text() else { return nil }
    switch text.value {
    case "identifier": return (.identifier, .text(size: 64))
    case "row_number":
      if scope > 0 { return (.rowNumber, .pointDecimal(digits: 9, decimals: 0)) }
      log.report(
        .layoutBinding, at: text.place,
        Bilingual(pt: "`row_number` só existe dentro de uma lista", en: "`row_number` only exists within a list"))
      return nil
    default:
      let templates = TemplateReader(fields: fields)
      return templates.read(text, seenFrom: scope).map { (.template($0), .text(size: templates.size(of: $0))) }
    }
  }

  private func sum(_ node: StrictNode, _ scope: Int) -> (Binding.Output, Form)? {
    guard let mapping = node.mapping("value") else { return nil }
    let names = mapping.required("add")?.texts()
    mapping.finish()
    var (refs, integers, decimals): ([FieldRef], Int, Int) = ([], 0, 0)
    for name in names ?? [] {
      guard let ref = fields.field(name), fields.check(ref, isSeenFrom: scope, at: name.place) else { continue }
      guard case .decimal(let all, let fraction) = fields.type(of: ref) else {
        let isNumber = fields.type(of: ref) == nil
        if !isNumber { reportNotANumber(name) }
        continue
      }
      refs.append(ref)
      (integers, decimals) = (max(integers, all - fraction), max(decimals, fraction))
    }
    guard let names, refs.count == names.count else { return nil }
    return (.sum(refs), .pointDecimal(digits: integers + decimals, decimals: decimals))
  }

  private func reportNotANumber(_ name: Located<String>) {
    log.report(
      .flowRuleType, at: name.place,
      Bilingual(pt: "`\(name.value)` não é um número", en: "`\(name.value)` is not a number"))
  }

  private func reportKinds(_ count: Int, at place: DeclarationPlace) {
    log.report(
      .layoutBinding, at: place,
      count == 0
        ? Bilingual(pt: "não se diz o que há aqui", en: "nothing says what is here")
        : Bilingual(pt: "mais de uma coisa é dita deste lugar", en: "more than one thing is said of this place"),
      hint: Bilingual(
        pt: "use um só de `field`, `constant` e `value` (ou `ignore: true`)",
        en: "use only one of `field`, `constant` and `value` (or `ignore: true`)"))
  }
}
