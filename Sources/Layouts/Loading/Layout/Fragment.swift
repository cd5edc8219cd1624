import EDIModel

/// A part that several layouts include: `common/<name>.fragment.yaml`.
struct Fragment {
  /// What a fragment is a part of: the bindings of an XML layout, or the columns of a record.
  enum Kind: String, CaseIterable { case bindings, columns }

  let name: String
  let kind: Kind
  let parameters: [String]
  private let items: [StrictNode]
  /// Whether all of it could be read; what is wrong with it was reported.
  let isWhole: Bool
  let log: DeclarationLog

  /// Reads a fragment's file. `file` is its name without its ending.
  init(_ root: StrictMapping, file: String) {
    log = root.log
    let name = root.requiredText("fragment")
    parameters = root.node("parameters")?.items()?.compactMap { $0.text()?.value } ?? []
    let kind: Kind = root.has("columns") ? .columns : .bindings
    let items = root.required(kind.rawValue)?.items() ?? []
    root.finish()
    if let name, name.value != file { log.reportMisnamed(name, file) }
    let nested = items.flatMap { $0.places(of: "include") }
    for place in nested {
      log.report(
        .layoutNestedFragment, at: place,
        Bilingual(pt: "um fragmento não inclui outro", en: "a fragment does not include another"),
        hint: Bilingual(pt: "inclua os dois no layout", en: "include both in the layout"))
    }
    (self.name, self.kind, self.items, isWhole) = (file, kind, items, !items.isEmpty && nested.isEmpty)
  }

  /// The items with `$parameter` replaced by the values of `with`.
  func items(with node: StrictNode?, at place: DeclarationPlace) -> [StrictNode] {
    var values: [String: String] = [:]
    for entry in node?.mapping()?.entries ?? [] {
      guard let value = entry.value.text() else { continue }
      values[entry.key.value] = value.value
      if !parameters.contains(entry.key.value) { reportParameter(entry.key, declared: "o fragmento", "the fragment") }
    }
    for parameter in parameters where values[parameter] == nil {
      log.report(
        .layoutParameter, at: place,
        Bilingual(
          pt: "falta o parâmetro `\(parameter)` em `with`", en: "the parameter `\(parameter)` is missing in `with`"))
    }
    return items.map { $0.mapScalars { substitute($0, values) } }
  }

  private func substitute(_ text: Located<String>, _ values: [String: String]) -> String {
    guard text.value.contains("$") else { return text.value }
    var result = ""
    var rest = text.value[...]
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      let after = rest[rest.index(after: dollar)...]
      let name = String(after.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
      if !parameters.contains(name) {
        reportParameter(Located(name, at: text.place), declared: "`parameters`", "`parameters`")
      }
      // What is missing was reported; a stand-in keeps the rest of the binding readable.
      result += values[name] ?? "?"
      rest = after.dropFirst(name.count)
    }
    return result + rest
  }

  private func reportParameter(_ name: Located<String>, declared pt: String, _ en: String) {
    log.report(
      .layoutParameter, at: name.place,
      Bilingual(pt: "\(pt) não tem o parâmetro `\(name.value)`", en: "\(en) has no parameter `\(name.value)`"),
      hint: Spelling.hint(for: name.value, among: parameters))
  }
}

extension StrictNode {
  /// Where a key stands, at any depth.
  fileprivate func places(of key: String) -> [DeclarationPlace] {
    switch content {
    case .scalar, .refused: []
    case .sequence(let items): items.flatMap { $0.places(of: key) }
    case .mapping(let entries):
      entries.flatMap { ($0.key.value == key ? [$0.key.place] : []) + $0.value.places(of: key) }
    }
  }
}

extension DeclarationLog {
  /// Reports a declaration whose name is not that of its file or folder.
  func reportMisnamed(_ name: Located<String>, _ file: String) {
    report(
      .schemasMisnamed, at: name.place,
      Bilingual(
        pt: "o nome declarado é `\(name.value)`, mas o do arquivo ou pasta é `\(file)`",
        en: "the declared name is `\(name.value)`, but that of the file or folder is `\(file)`"),
      hint: Bilingual(pt: "os dois nomes têm de ser iguais", en: "both names must be the same"))
  }
}
