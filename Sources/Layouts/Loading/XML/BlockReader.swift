import EDIModel

/// Reads a binding that says something of an element as a whole: its list, its presence, its pairs, when it is written.
struct BlockReader {
  /// What an element without any content means.
  enum WhenEmpty: String, CaseIterable { case absent, present }

  let tree: ElementTreeReader
  private var context: LayoutContext { tree.context }
  private var fields: FieldTable { tree.context.fields }
  private var log: DeclarationLog { tree.log }

  func read(_ mapping: StrictMapping, path: Located<String>, into element: ElementDraft, under parent: ElementDraft) {
    guard !element.isIgnored, element.pairs == nil, element.bindings.isEmpty else { return tree.reportTwice(path) }
    if let node = mapping.node("when") { condition(node, path, element, scope: parent.scope) }
    let isOpen = mapping.text("each").map { each($0, path, element, under: parent) } ?? true
    if let field = mapping.text("presence") { presence(field, mapping, path, element) }
    let bindings = mapping.has("presence") ? mapping.node("bindings") : mapping.required("bindings")
    guard let items = bindings?.items(), isOpen else { return }
    if let pairs = mapping.node("pairs") {
      self.pairs(pairs, items, path, element)
    } else {
      tree.read(items, under: element)
    }
  }

  /// Written per row, an element's condition still asks what is around the row: a row is written or not as a whole.
  private func condition(_ node: StrictNode, _ path: Located<String>, _ element: ElementDraft, scope: Int) {
    let condition = context.conditions.read(node, seenFrom: scope)
    if element.condition == nil { element.condition = condition } else { tree.reportTwice(path) }
  }

  /// Opens the rows of a list within an element; `false` when they cannot be, with the reason in the log.
  private func each(
    _ list: Located<String>, _ path: Located<String>, _ element: ElementDraft, under parent: ElementDraft
  ) -> Bool {
    guard let group = fields.list(list) else { return false }
    guard fields.shape.groups[group].parent == parent.scope else {
      log.report(
        .layoutEach, at: list.place,
        Bilingual(
          pt: "a lista `\(list.value)` não pertence à linha que está aberta aqui",
          en: "the list `\(list.value)` does not belong to the row that is open here"),
        hint: Bilingual(
          pt: "ponha-a dentro do `each` da lista que a contém", en: "put it within the `each` of the list that holds it"
        ))
      return false
    }
    guard element.children.isEmpty, element.attributes.isEmpty, element.group == nil, element !== parent else {
      tree.reportTwice(path)
      return false
    }
    guard context.bound.noteList(group, path: list.value, at: list.place) else { return false }
    element.group = group
    element.scope = group
    return true
  }

  private func presence(
    _ name: Located<String>, _ mapping: StrictMapping, _ path: Located<String>, _ element: ElementDraft
  ) {
    let emptyCounts = mapping.choice("when_empty", of: WhenEmpty.self)?.value == .present
    guard let ref = fields.field(name) else { return }
    if let type = fields.type(of: ref), type != .boolean || ref.group != element.scope || element.group != nil {
      log.report(
        .layoutPresence, at: name.place,
        Bilingual(
          pt: "`\(name.value)` não serve para dizer se o elemento estava lá",
          en: "`\(name.value)` cannot say whether the element was there"),
        hint: Bilingual(
          pt: "use um campo `boolean` da mesma linha, em um elemento que não se repete",
          en: "use a `boolean` field of the same row, for an element that is not repeated"))
      return
    }
    guard element.presence == nil else { return tree.reportTwice(path) }
    context.bound.note(ref, path: name.value, at: name.place, isConditional: false, isRead: context.canRead)
    element.presence = XMLLayout.Presence(field: ref, emptyCounts: emptyCounts)
  }

  private func pairs(_ node: StrictNode, _ items: [StrictNode], _ path: Located<String>, _ element: ElementDraft) {
    guard let mapping = node.mapping("pairs") else { return }
    let names = [mapping.requiredText("name"), mapping.requiredText("value")].compactMap { $0 }
    mapping.finish()
    for name in names where !ElementPath.isName(name.value) { log.reportPath(name) }
    if names.count == 2, names[0].value == names[1].value { tree.reportTwice(names[1]) }
    guard names.count == 2, element.isBare else { return names.count == 2 ? tree.reportTwice(path) : () }
    var entries: [Binding] = []
    for item in items {
      guard let declared = item.mapping("pair"), let entry = declared.requiredText("path") else { continue }
      let name = entry.value.lowercased()
      if entries.contains(where: { $0.name.lowercased() == name }) { tree.reportTwice(entry) }
      if let binding = pair(declared, entry.value, scope: element.scope) { entries.append(binding) }
      declared.finish()
    }
    element.pairs = XMLLayout.Pairs(nameElement: names[0].value, valueElement: names[1].value, entries: entries)
  }

  private func pair(_ mapping: StrictMapping, _ name: String, scope: Int) -> Binding? {
    if mapping.boolean("ignore")?.value == true { return .ignored(name) }
    return BindingReader(context: context).read(ValueDeclaration(mapping), name: name, scope: scope)
  }
}
