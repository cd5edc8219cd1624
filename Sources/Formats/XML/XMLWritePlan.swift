import EDIModel
import Layouts

/// An XML layout made ready for writing: tags spelled out once, elements as small flat records.
final class XMLWritePlan: Sendable {
  /// One element, with the index that it has in ``XMLLayout/elements``.
  struct Node: Sendable {
    /// `<Name`, with the attributes that are always the same, in ``XMLWritePlan/text``.
    let opening: Range<Int>
    /// `</Name>`.
    let closing: Range<Int>
    /// The group whose rows it repeats with; 0 for none.
    let group: Int
    /// The group that holds that one.
    let outerGroup: Int
    let isIgnored: Bool
    let hasCondition: Bool
    let hasPairs: Bool
    /// Whether its being there may mean something though nothing is in it.
    let hasPresence: Bool
    /// In ``XMLWritePlan/children``.
    let children: Range<Int>
    /// In ``XMLWritePlan/values``.
    let attributes: Range<Int>
    /// In ``XMLWritePlan/values``.
    let texts: Range<Int>
  }

  /// A binding as it nearly always is, without what only findings need to know.
  struct Value: Sendable {
    enum Action: Sendable {
      /// A field's value.
      case field
      /// The same bytes always, escaped, in ``XMLWritePlan/text``.
      case constant(Range<Int>)
      case rowNumber
      /// Something that takes the long way.
      case other
    }

    let action: Action
    let ref: FieldRef
    /// How the field is spelled, where that takes no table.
    let form: StepForm?
    let isConditional: Bool
    /// Whether it may stay away without anybody being asked.
    let mayBeMissing: Bool
  }

  /// A binding behind a pointer: copying one costs a dozen counts of references.
  final class Bound: Sendable {
    let binding: Binding
    init(_ binding: Binding) { self.binding = binding }
  }

  let xml: XMLLayout
  let nodes: [Node]
  /// By node.
  let conditions: [Condition?]
  let children: [Int]
  let values: [Value]
  /// What belongs to each of ``values``.
  let bounds: [Bound]
  let text: [UInt8]

  init(_ xml: XMLLayout, shape: DocumentShape) {
    self.xml = xml
    var builder = Builder(xml: xml, shape: shape)
    for element in xml.elements { builder.add(element) }
    nodes = builder.nodes
    conditions = xml.elements.map(\.condition)
    children = builder.children
    values = builder.values
    bounds = builder.bounds
    text = builder.text
  }

  private struct Builder {
    let xml: XMLLayout
    let shape: DocumentShape
    var nodes: [Node] = []
    var children: [Int] = []
    var values: [Value] = []
    var bounds: [Bound] = []
    var text: [UInt8] = []

    mutating func add(_ element: XMLLayout.Element) {
      let firstChild = children.count
      children += element.children
      nodes.append(
        Node(
          opening: add(opening(element)), closing: add("</\(element.name)>"), group: element.group ?? 0,
          outerGroup: element.group.flatMap { shape.groups[$0].parent } ?? -1, isIgnored: element.isIgnored,
          hasCondition: element.condition != nil, hasPairs: element.pairs != nil, hasPresence: element.presence != nil,
          children: firstChild..<children.count, attributes: add(element.attributes, areAttributes: true),
          texts: add(element.bindings, areAttributes: false)))
    }

    private func opening(_ element: XMLLayout.Element) -> String {
      var text = "<\(element.name)"
      if element.parent == nil, let location = xml.schemaLocation {
        text += " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
        text += " xsi:noNamespaceSchemaLocation=\"\(XMLEscape.attribute(location))\""
      }
      if let selector = element.selector {
        text += " \(selector.attribute)=\"\(XMLEscape.attribute(selector.value))\""
      }
      return text
    }

    private mutating func add(_ piece: String) -> Range<Int> {
      let start = text.count
      text.append(contentsOf: piece.utf8)
      return start..<text.count
    }

    private mutating func add(_ bindings: [Binding], areAttributes: Bool) -> Range<Int> {
      let first = values.count
      for binding in bindings { values.append(value(binding, isAttribute: areAttributes)) }
      bounds += bindings.map(Bound.init)
      return first..<values.count
    }

    private mutating func value(_ binding: Binding, isAttribute: Bool) -> Value {
      let action: Value.Action
      switch binding.output {
      case .field where binding.field != nil && !isAttribute: action = .field
      case .constant(let bytes) where bytes.firstForbiddenInXML == nil && !bytes.isEmpty:
        let start = text.count
        if isAttribute { text += Array(" \(binding.attributeName)=\"".utf8) }
        XMLEscape.append(bytes.span, inAttribute: isAttribute, to: &text)
        if isAttribute { text.append(UInt8(ascii: "\"")) }
        action = .constant(start..<text.count)
      case .rowNumber where !isAttribute: action = .rowNumber
      default: action = .other
      }
      var mayBeMissing = false
      if case .optional = binding.requirement { mayBeMissing = true }
      return Value(
        action: action, ref: binding.field ?? FieldRef(group: 0, slot: 0), form: StepForm(binding.form),
        isConditional: binding.condition != nil, mayBeMissing: mayBeMissing)
    }
  }
}

extension Binding {
  /// The name of the attribute that it is bound to.
  var attributeName: String { name.hasPrefix("@") ? String(name.dropFirst()) : name }
}
