import EDIModel

/// Reads `bindings:` blocks into one tree of elements. Paths that share their beginning share its elements, and children
/// come in the order in which they are mentioned first.
struct ElementTreeReader {
  let context: LayoutContext
  var log: DeclarationLog { context.log }

  func read(_ items: [StrictNode], under parent: ElementDraft) {
    for item in items {
      guard let mapping = item.mapping("binding") else { continue }
      if let name = mapping.text("include") {
        read(context.include(name, with: mapping.node("with"), as: .bindings), under: parent)
      } else if let path = mapping.requiredText("path") {
        read(mapping, path: path, under: parent)
      }
      mapping.finish()
    }
  }

  private func read(_ mapping: StrictMapping, path: Located<String>, under parent: ElementDraft) {
    if let key = ["ignore", "empty"].first(where: { mapping.has($0) }), !mapping.has("field") {
      ignore(mapping, key, path: path, under: parent)
    } else if ["bindings", "each", "presence", "pairs"].contains(where: { mapping.has($0) }) {
      guard let element = element(at: path, under: parent) else { return }
      BlockReader(tree: self).read(mapping, path: path, into: element, under: parent)
    } else {
      value(mapping, path: path, under: parent)
    }
  }

  /// A place that is not read: `ignore: true`, or `empty: true` for an element that is written without content.
  private func ignore(_ mapping: StrictMapping, _ key: String, path: Located<String>, under parent: ElementDraft) {
    guard let ignored = mapping.boolean(key) else { return }
    guard ignored.value else {
      log.report(
        .layoutBinding, at: ignored.place,
        Bilingual(pt: "`\(key)` só pode ser `true`", en: "`\(key)` can only be `true`"),
        hint: Bilingual(pt: "apague a chave", en: "remove the key"))
      return
    }
    let isEmpty = key == "empty"
    if path.value == "*", !isEmpty {
      parent.ignoresOthers = true
    } else if let (element, attribute) = target(of: path, under: parent) {
      if let attribute, !isEmpty {
        add(.ignored(attribute), to: element, at: path)
      } else if attribute == nil, element.isBare, element !== parent {
        (element.isIgnored, element.isWrittenEmpty) = (true, isEmpty)
      } else {
        reportTwice(path)
      }
    }
  }

  private func value(_ mapping: StrictMapping, path: Located<String>, under parent: ElementDraft) {
    var declared = ValueDeclaration(mapping)
    let piece = declared.field == nil ? nil : mapping.node("part")
    let part = piece.flatMap { self.part($0) }
    let isChecked = declared.constant == nil ? false : mapping.boolean("check")?.value ?? false
    if isChecked { declared.required = mapping.node("required") }
    guard let (element, attribute) = target(of: path, under: parent), piece == nil || part != nil else { return }
    let name = attribute ?? element.name
    let binding = BindingReader(context: context).read(
      declared, name: name, scope: element.scope, part: part, isChecked: isChecked)
    if attribute == nil, mapping.boolean("empty")?.value == true { element.isWrittenEmpty = true }
    guard let binding else { return }
    if attribute == nil { addText(binding, to: element, at: path) } else { add(binding, to: element, at: path) }
  }

  private func part(_ node: StrictNode) -> Binding.Part? {
    guard let mapping = node.mapping("part") else { return nil }
    let separator = mapping.requiredText("of")
    let number = mapping.required("number")?.integer(in: 1...99)
    mapping.finish()
    guard let separator, let number else { return nil }
    guard separator.value.utf8.count == 1, let byte = separator.value.utf8.first else {
      log.reportWrongType(at: separator.place, wanted: Bilingual(pt: "um só caractere", en: "a single character"))
      return nil
    }
    return Binding.Part(separator: byte, number: number.value)
  }

  private func addText(_ binding: Binding, to element: ElementDraft, at path: Located<String>) {
    let isPiece = binding.part != nil
    let clash = element.bindings.contains { !isPiece || $0.part == nil || $0.part?.number == binding.part?.number }
    if clash || element.isIgnored { reportTwice(path) } else { element.bindings.append(binding) }
  }

  private func add(_ attribute: Binding, to element: ElementDraft, at path: Located<String>) {
    let isTaken = attribute.name == element.selector?.attribute || element.isIgnored
    if isTaken || element.attributes.contains(where: { $0.name == attribute.name }) {
      reportTwice(path)
    } else {
      element.attributes.append(attribute)
    }
  }

  /// The element at a path that must not end in an attribute.
  func element(at path: Located<String>, under parent: ElementDraft) -> ElementDraft? {
    guard let (element, attribute) = target(of: path, under: parent) else { return nil }
    guard attribute == nil, element !== parent else {
      log.reportPath(path)
      return nil
    }
    return element
  }

  /// The element at a path, made where it is not there yet, and the attribute that the path ends in.
  private func target(
    of path: Located<String>, under parent: ElementDraft
  ) -> (element: ElementDraft, attribute: String?)? {
    guard let steps = ElementPath(path.value) else {
      log.reportPath(path)
      return nil
    }
    var element = parent
    for step in steps.steps {
      guard !element.isIgnored, element.pairs == nil else {
        reportTwice(path)
        return nil
      }
      let next = element.children.first { $0.name == step.name && $0.selector == step.selector }
      if let next {
        element = next
        continue
      }
      let child = ElementDraft(name: step.name, selector: step.selector, scope: element.scope, place: path.place)
      element.children.append(child)
      element = child
    }
    return (element, steps.attribute)
  }

  func reportTwice(_ path: Located<String>) {
    log.report(
      .layoutPathTwice, at: path.place,
      Bilingual(pt: "o caminho `\(path.value)` já foi declarado", en: "the path `\(path.value)` is declared already"),
      hint: Bilingual(
        pt: "um lugar só pode ter vários campos com `part`", en: "a place can have several fields only with `part`"))
  }
}

extension Binding {
  /// A place that is known and neither read nor written.
  static func ignored(_ name: String) -> Binding {
    Binding(
      name: name, label: Bilingual(name), field: nil, form: .text(size: .max), output: .none, requirement: .optional,
      condition: nil, defaultValue: nil, part: nil, checked: nil)
  }
}
