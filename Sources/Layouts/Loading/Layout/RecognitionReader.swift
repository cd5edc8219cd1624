import EDIModel

/// Reads `recognise:`, the facts by which a file's layout is known. The root element's name and the first record's id
/// count without being written down.
struct RecognitionReader {
  let log: DeclarationLog

  /// Tests of an XML layout, whose every path must lead to a place of it.
  func paths(_ node: StrictNode?, in layout: XMLLayout?) -> [Recognition]? {
    tests(node) { mapping in
      guard let path = mapping.requiredText("path") else { return nil }
      guard let steps = ElementPath(path.value), steps.steps.allSatisfy({ $0.selector == nil }) else {
        log.reportPath(path)
        return nil
      }
      if let unknown = layout.flatMap({ steps.firstUnknown(in: $0) }) { return refuse(path, unknown) }
      return .path(path.value)
    }
  }

  /// Tests of a layout of records.
  func columns(_ node: StrictNode?, _ layout: TextLayout) -> [Recognition]? {
    guard let first = layout.records.first else { return nil }
    func source(_ column: TextLayout.Column) -> Recognition.Source {
      layout.separator.map { .field(column.start, separator: $0) }
        ?? .columns(column.start..<column.start + column.size)
    }
    let own = first.columns.first.map { Recognition(source: source($0), test: .equals(first.id), ignoresCase: false) }
    let tests = tests(node) { mapping in
      let record = mapping.requiredText("record")
      let name = mapping.requiredText("column")
      guard let record, let name else { return nil }
      guard record.value == first.id else { return refuse(record, "registro", "record", [first.id]) }
      guard let column = first.columns.first(where: { $0.name == name.value }) else {
        return refuse(name, "coluna", "column", first.columns.map(\.name))
      }
      checkConstant(column, mapping)
      return source(column)
    }
    guard let own, let tests else { return nil }
    return [own] + tests
  }

  /// All tests, or `nil` when one of them is wrong.
  private func tests(
    _ node: StrictNode?, source: (StrictMapping) -> Recognition.Source?
  ) -> [Recognition]? {
    guard let node else { return [] }
    guard let items = node.items() else { return nil }
    let tests: [Recognition] = items.compactMap { item in
      guard let mapping = item.mapping("recognition") else { return nil }
      defer { mapping.finish() }
      let found = source(mapping)
      let equals = mapping.text("is")
      let starts = mapping.text("starts")
      let ignoresCase = mapping.boolean("ignore_case")?.value ?? false
      guard (equals == nil) != (starts == nil) else {
        report(
          mapping.place, Bilingual(pt: "diga `is` ou `starts`, um dos dois", en: "say `is` or `starts`, one of the two")
        )
        return nil
      }
      let test = equals.map { Recognition.Test.equals($0.value) } ?? starts.map { .starts($0.value) }
      guard let found, let test else { return nil }
      return Recognition(source: found, test: test, ignoresCase: ignoresCase)
    }
    return tests.count == items.count ? tests : nil
  }

  /// A test of a constant that the constant itself fails would recognise nothing.
  private func checkConstant(_ column: TextLayout.Column, _ mapping: StrictMapping) {
    guard case .constant(let text) = column.content else { return }
    let wanted = mapping.text("is") ?? mapping.text("starts")
    let isMet = mapping.has("is") ? wanted?.value == text : text.hasPrefix(wanted?.value ?? "")
    guard let wanted, !isMet else { return }
    report(
      wanted.place,
      Bilingual(
        pt: "a coluna `\(column.name)` é a constante \"\(text)\" e nunca será \"\(wanted.value)\"",
        en: "the column `\(column.name)` is the constant \"\(text)\" and will never be \"\(wanted.value)\""))
  }

  private func refuse(
    _ name: Located<String>, _ pt: String, _ en: String, _ existing: [String]
  ) -> Recognition.Source? {
    report(
      name.place,
      Bilingual(
        pt: "o primeiro registro do arquivo não tem \(pt) `\(name.value)`",
        en: "the first record of the file has no \(en) `\(name.value)`"),
      hint: Spelling.hint(for: name.value, among: existing))
    return nil
  }

  private func refuse(
    _ path: Located<String>, _ unknown: (name: String, siblings: [String])
  ) -> Recognition.Source? {
    report(
      path.place,
      Bilingual(pt: "o layout não tem `\(unknown.name)` ali", en: "the layout has no `\(unknown.name)` there"),
      hint: Spelling.hint(for: unknown.name, among: unknown.siblings))
    return nil
  }

  private func report(_ place: DeclarationPlace, _ message: Bilingual, hint: Bilingual? = nil) {
    log.report(.layoutRecogniser, at: place, message, hint: hint)
  }
}

extension ElementPath {
  /// The first step that leads to nothing that the layout names, and what it names there instead.
  fileprivate func firstUnknown(in layout: XMLLayout) -> (name: String, siblings: [String])? {
    guard var element = layout.elements.first else { return nil }
    for step in steps {
      if element.isIgnored { return nil }
      let children = element.children.map { layout.elements[$0] }
      guard let child = children.first(where: { $0.name == step.name }) else {
        return (step.name, children.map(\.name))
      }
      element = child
    }
    guard let attribute, !element.isIgnored else { return nil }
    let known = element.attributes.map { "@" + $0.name } + (element.selector.map { ["@" + $0.attribute] } ?? [])
    return known.contains("@" + attribute) ? nil : ("@" + attribute, known)
  }
}
