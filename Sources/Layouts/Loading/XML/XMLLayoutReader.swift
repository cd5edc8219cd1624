import EDIModel

/// Reads what is particular to XML layouts: the root and the tree of bindings.
struct XMLLayoutReader {
  let context: LayoutContext

  /// The layout; `nil` when the root or the bindings cannot be read.
  func read(_ root: StrictMapping) -> (layout: XMLLayout, root: Located<String>)? {
    let location = root.text("schema_location")
    let bindings = root.required("bindings")?.items()
    guard let name = root.requiredText("root") else { return nil }
    guard ElementPath.isName(name.value) else {
      context.log.reportPath(name)
      return nil
    }
    let tree = ElementDraft(name: name.value, scope: 0, place: name.place)
    guard let bindings else { return nil }
    ElementTreeReader(context: context).read(bindings, under: tree)
    checkContent(of: tree)
    var elements: [XMLLayout.Element] = []
    _ = tree.append(to: &elements, parent: nil)
    return (XMLLayout(elements: elements, schemaLocation: location?.value), name)
  }

  private func checkContent(of element: ElementDraft) {
    for child in element.children { checkContent(of: child) }
    checkSelectors(of: element)
    guard !element.bindings.isEmpty, !element.children.isEmpty || element.pairs != nil else { return }
    context.log.report(
      .layoutMixedContent, at: element.place,
      Bilingual(
        pt: "`\(element.name)` tem texto e também elementos", en: "`\(element.name)` holds text and elements as well"),
      hint: Bilingual(pt: "um elemento tem uma coisa ou a outra", en: "an element holds one or the other"))
  }

  /// Children of one name are told apart by one and the same attribute, or there is only one of them.
  private func checkSelectors(of element: ElementDraft) {
    var attributes: [String: String?] = [:]
    for child in element.children {
      let attribute = child.selector?.attribute
      guard let known = attributes[child.name], known != attribute else {
        attributes[child.name] = attribute
        continue
      }
      context.log.report(
        .layoutPath, at: child.place,
        Bilingual(
          pt: "não se sabe como distinguir este `\(child.name)` dos outros",
          en: "nothing tells this `\(child.name)` from the others"),
        hint: Bilingual(
          pt: "use em todos o mesmo atributo: `\(child.name)[@nome=valor]`",
          en: "use the same attribute for all: `\(child.name)[@name=value]`"))
    }
  }
}

extension DeclarationLog {
  /// Reports a text that is not a path.
  func reportPath(_ path: Located<String>) {
    report(
      .layoutPath, at: path.place,
      Bilingual(pt: "`\(path.value)` não é um caminho", en: "`\(path.value)` is not a path"),
      hint: Bilingual(
        pt: "ex.: `A/B`, `A/@atributo`, `A/B[@atributo=valor]`",
        en: "e.g. `A/B`, `A/@attribute`, `A/B[@attribute=value]`"))
  }
}
