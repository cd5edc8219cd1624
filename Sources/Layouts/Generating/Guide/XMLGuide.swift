import EDIModel

/// The table of an XML layout: its elements and attributes, in the order in which they are written.
struct XMLGuide {
  let xml: XMLLayout
  let words: GuideWords

  var table: LayoutGuide.Table {
    var rows: [LayoutGuide.Row] = []
    for (index, element) in xml.elements.enumerated() where element.parent != nil || !element.attributes.isEmpty {
      add(element, path: path(of: index), to: &rows)
    }
    return LayoutGuide.Table(title: Bilingual(pt: "Elementos", en: "Elements"), note: nil, rows: rows)
  }

  private func add(_ element: XMLLayout.Element, path: String, to rows: inout [LayoutGuide.Row]) {
    if element.isWrittenEmpty, element.bindings.isEmpty {
      rows.append(plain(path, Bilingual(pt: "elemento vazio", en: "empty element")))
    }
    if element.isIgnored { return }
    if let group = element.group {
      let label = words.shape.groups[group].label
      rows.append(plain(path, Bilingual(pt: "um por linha de “\(label.pt)”", en: "one for each row of “\(label.en)”")))
    }
    for attribute in element.attributes where !Self.isIgnored(attribute) {
      rows.append(row(attribute, "\(path)/@\(attribute.name)"))
    }
    for binding in element.bindings { rows.append(row(binding, path)) }
    if let pairs = element.pairs {
      for entry in pairs.entries {
        rows.append(row(entry, "\(path)[\(pairs.nameElement)=\(entry.name)]/\(pairs.valueElement)"))
      }
    }
  }

  private func row(_ binding: Binding, _ path: String) -> LayoutGuide.Row {
    var (type, required) = (words.type(binding.form), words.required(binding))
    var length = words.length(binding.form)
    switch binding.output {
    case .constant:
      type = Bilingual(pt: "fixo", en: "constant")
      if binding.condition == nil { required = .yes }
    case .identifier: (length, required) = ("36", .yes)
    default: break
    }
    return LayoutGuide.Row(
      name: path, start: "", length: length, type: type, required: required, origin: words.origin(binding),
      description: words.description(binding))
  }

  private func plain(_ path: String, _ description: Bilingual) -> LayoutGuide.Row {
    LayoutGuide.Row(
      name: path, start: "", length: "", type: Bilingual(pt: "elemento", en: "element"), required: .no, origin: "",
      description: description)
  }

  private static func isIgnored(_ binding: Binding) -> Bool {
    if case .none = binding.output { binding.field == nil } else { false }
  }

  /// The path from the root element, which is left out.
  private func path(of index: Int) -> String {
    let element = xml.elements[index]
    guard let parent = element.parent else { return "" }
    let head = path(of: parent)
    let selector = element.selector.map { "[@\($0.attribute)=\($0.value)]" } ?? ""
    return (head.isEmpty ? "" : head + "/") + element.name + selector
  }
}
