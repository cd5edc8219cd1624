import EDIModel

/// Writes the XSD of an XML layout: what the reader lets through, and nothing else.
///
/// The reader's normaliser drops what the layout ignores or does not name and all empty leaves, so the schema names only
/// what is bound. Elements come in any order (`xs:all`). XSD 1.0 cannot repeat an element within `xs:all`: an element
/// with a child that repeats is a free choice of its children. Same layout, same text.
struct XSDGenerator {
  let layout: XMLLayout
  let shape: DocumentShape
  /// The declaration that it is generated from, for the comment at its top.
  let source: String

  /// The whole schema.
  var text: String {
    var types = XSDTypes()
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<!-- Generated from \(XSDTypes.escaped(source)) by \"malote check\". Do not edit. -->",
      "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">",
    ]
    element([0], occurs: "", depth: 1, isConditional: false, &types, &lines)
    lines += types.declarations
    lines.append("</xs:schema>")
    return lines.joined(separator: "\n") + "\n"
  }

  /// One declaration for all siblings of one name.
  private func element(
    _ siblings: [Int], occurs: String, depth: Int, isConditional: Bool, _ types: inout XSDTypes, _ lines: inout [String]
  ) {
    let elements = siblings.map { layout.elements[$0] }
    let indent = String(repeating: "  ", count: depth)
    let head = "\(indent)<xs:element name=\"\(elements[0].name)\""
    let children = elements.flatMap { named($0.children) }
    let attributes = self.attributes(of: elements, isConditional: isConditional, &types)
    if let pairs = elements.lazy.compactMap(\.pairs).first {
      lines.append(head + occurs + ">")
      pair(pairs, indent, &lines)
      lines.append("\(indent)</xs:element>")
    } else if !children.isEmpty {
      lines += [head + occurs + ">", "\(indent)  <xs:complexType>"]
      content(of: children, depth: depth + 2, isConditional: isConditional, &types, &lines)
      lines += attributes.map { "\(indent)    \($0)" }
      lines += ["\(indent)  </xs:complexType>", "\(indent)</xs:element>"]
    } else {
      leaf(head, occurs, type: type(of: elements, &types), attributes, indent, &lines)
    }
  }

  private func leaf(
    _ head: String, _ occurs: String, type: String, _ attributes: [String], _ indent: String, _ lines: inout [String]
  ) {
    guard !attributes.isEmpty else {
      lines.append("\(head) type=\"\(type)\"\(occurs)/>")
      return
    }
    lines += [head + occurs + ">", "\(indent)  <xs:complexType>", "\(indent)    <xs:simpleContent>"]
    lines.append("\(indent)      <xs:extension base=\"\(type)\">")
    lines += attributes.map { "\(indent)        \($0)" }
    lines += ["\(indent)      </xs:extension>", "\(indent)    </xs:simpleContent>"]
    lines += ["\(indent)  </xs:complexType>", "\(indent)</xs:element>"]
  }

  private func pair(_ pairs: XMLLayout.Pairs, _ indent: String, _ lines: inout [String]) {
    lines += ["\(indent)  <xs:complexType>", "\(indent)    <xs:all>"]
    for name in [pairs.nameElement, pairs.valueElement] {
      lines.append("\(indent)      <xs:element name=\"\(name)\" type=\"xs:string\" minOccurs=\"0\"/>")
    }
    lines += ["\(indent)    </xs:all>", "\(indent)  </xs:complexType>"]
  }

  /// The children of an element: `xs:all`, or a repeated choice when one of them repeats.
  private func content(
    of children: [Int], depth: Int, isConditional: Bool, _ types: inout XSDTypes, _ lines: inout [String]
  ) {
    var names: [String] = []
    var siblings: [String: [Int]] = [:]
    for child in children {
      let name = layout.elements[child].name
      if siblings[name] == nil { names.append(name) }
      siblings[name, default: []].append(child)
    }
    let repeats = names.contains { canRepeat(siblings[$0] ?? []) }
    let indent = String(repeating: "  ", count: depth)
    lines.append(repeats ? "\(indent)<xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\">" : "\(indent)<xs:all>")
    for name in names {
      let group = siblings[name] ?? []
      let isOptional = isConditional || group.count > 1 || !isAlwaysThere(group[0])
      let below = isConditional || group.contains { layout.elements[$0].condition != nil }
      let occurs = isOptional && !repeats ? " minOccurs=\"0\"" : ""
      element(group, occurs: occurs, depth: depth + 1, isConditional: below, &types, &lines)
    }
    lines.append(repeats ? "\(indent)</xs:choice>" : "\(indent)</xs:all>")
  }

  private func named(_ children: [Int]) -> [Int] { children.filter(isBound) }

  /// Whether anything in an element reaches the validator: what is ignored is dropped with all around it.
  private func isBound(_ index: Int) -> Bool {
    let element = layout.elements[index]
    if element.isIgnored { return false }
    let holdsText = !element.bindings.isEmpty || element.attributes.contains { !$0.isIgnored }
    return holdsText || element.pairs != nil || element.presence != nil || element.children.contains(where: isBound)
  }

  private func canRepeat(_ siblings: [Int]) -> Bool {
    siblings.count > 1 || siblings.contains { layout.elements[$0].group != nil || layout.elements[$0].pairs != nil }
  }
}

extension XSDGenerator {
  /// Whether an element is in every document: something that is always required stands in it, on no condition.
  private func isAlwaysThere(_ index: Int) -> Bool {
    let element = layout.elements[index]
    guard element.condition == nil, element.group == nil, element.pairs == nil, element.selector == nil else {
      return false
    }
    return element.bindings.contains(where: isRequired) || element.attributes.contains(where: isRequired)
      || named(element.children).contains(where: isAlwaysThere)
  }

  private func isRequired(_ binding: Binding) -> Bool {
    guard let field = binding.field, binding.condition == nil, binding.defaultValue == nil else { return false }
    if case .always = binding.requirement { return true }
    if case .always = shape[field].requirement { return true }
    return false
  }

  private func attributes(
    of elements: [XMLLayout.Element], isConditional: Bool, _ types: inout XSDTypes
  ) -> [String] {
    var known: Set<String> = []
    var result: [String] = []
    for element in elements {
      if let selector = element.selector, known.insert(selector.attribute).inserted {
        result.append("<xs:attribute name=\"\(selector.attribute)\" type=\"xs:string\"/>")
      }
      for binding in element.attributes where !binding.isIgnored && known.insert(binding.name).inserted {
        let use = isConditional || elements.count > 1 || !isRequired(binding) ? "" : " use=\"required\""
        result.append("<xs:attribute name=\"\(binding.name)\" type=\"\(types.name(of: binding))\"\(use)/>")
      }
    }
    return result
  }

  /// The type of a leaf's text: that of its binding when one alone takes all of it, else any text.
  private func type(of elements: [XMLLayout.Element], _ types: inout XSDTypes) -> String {
    let bindings = elements.flatMap(\.bindings)
    guard bindings.count == 1, bindings[0].part == nil, elements.count == 1 else { return XSDTypes.any }
    return types.name(of: bindings[0])
  }
}

extension Binding {
  /// Whether the place is only known, neither read nor written.
  var isIgnored: Bool { if case .none = output { field == nil } else { false } }
}
