import EDIModel
import Layouts

/// An XML layout made ready for writing: tags spelled out once, elements as small flat records.
final class XMLWritePlan: Sendable {
  /// One element, with the index that it has in ``XMLLayout/elements``.
  struct Node: Sendable {
    /// `<Name`, with the attributes that are always the same, in ``XMLWritePlan/text``; the `>` stands right behind it.
    let opening: Range<Int>
    /// `</Name>`.
    let closing: Range<Int>
    /// The group whose rows it repeats with; 0 for none.
    let group: Int
    /// The group that holds that one.
    let outerGroup: Int
    let isIgnored: Bool
    let isWrittenEmpty: Bool
    let question: Questions.Question
    let hasPairs: Bool
    /// Whether its being there may mean something though nothing is in it.
    let hasPresence: Bool
    /// In ``XMLWritePlan/children``.
    let children: Range<Int>
    /// In ``XMLWritePlan/values``.
    let attributes: Range<Int>
    /// In ``XMLWritePlan/values``.
    let texts: Range<Int>

    /// Whether it is one value between two tags, as most elements are.
    let isLeaf: Bool

    /// ``opening`` with its `>`.
    var startTag: Range<Int> { opening.lowerBound..<opening.upperBound + 1 }
  }

  /// A binding as it nearly always is, without what only findings need to know.
  struct Value: Sendable {
    enum Action: Sendable {
      /// A field's value.
      case field
      /// The same bytes always, escaped, in ``XMLWritePlan/text``.
      case constant(Range<Int>)
      case rowNumber
      case identifier
      /// Something that takes the long way.
      case other
    }

    let action: Action
    let ref: FieldRef
    /// How the field is spelled, where that takes no table.
    let form: StepForm?
    let question: Questions.Question
    /// Whether it may stay away without anybody being asked.
    let mayBeMissing: Bool
  }

  /// A binding behind a pointer: copying one costs a dozen counts of references.
  final class Bound: Sendable {
    let binding: Binding
    init(_ binding: Binding) { self.binding = binding }
  }

  let xml: XMLLayout
  let nodes: FixedTable<Node>
  let questions: Questions
  let children: FixedTable<Int>
  let values: FixedTable<Value>
  /// What belongs to each of ``values``.
  let bounds: [Bound]
  let text: FixedTable<UInt8>

  init(_ xml: XMLLayout, shape: DocumentShape) {
    self.xml = xml
    var builder = Builder(xml: xml, shape: shape)
    for element in xml.elements { builder.add(element) }
    nodes = FixedTable(builder.nodes)
    questions = builder.questions.finish()
    children = FixedTable(builder.children)
    values = FixedTable(builder.values)
    bounds = builder.bounds
    text = FixedTable(builder.text)
  }

  deinit {
    nodes.free()
    children.free()
    values.free()
    text.free()
  }

  private struct Builder {
    let xml: XMLLayout
    let shape: DocumentShape
    var nodes: [Node] = []
    var children: [Int] = []
    var values: [Value] = []
    var bounds: [Bound] = []
    var text: [UInt8] = []
    var questions = Questions.Builder()

    mutating func add(_ element: XMLLayout.Element) {
      let firstChild = children.count
      children += element.children
      let opening = add(opening(element))
      text.append(UInt8(ascii: ">"))
      nodes.append(
        Node(
          opening: opening, closing: add("</\(element.name)>"), group: element.group ?? 0,
          outerGroup: element.group.flatMap { shape.groups[$0].parent } ?? -1, isIgnored: element.isIgnored,
          isWrittenEmpty: element.isWrittenEmpty,
          question: questions.add(element.condition), hasPairs: element.pairs != nil,
          hasPresence: element.presence != nil,
          children: firstChild..<children.count, attributes: add(element.attributes, areAttributes: true),
          texts: add(element.bindings, areAttributes: false), isLeaf: isLeaf(element)))
    }

    private func isLeaf(_ element: XMLLayout.Element) -> Bool {
      element.bindings.count == 1 && element.attributes.isEmpty && element.children.isEmpty && element.group == nil
        && !element.isIgnored && !element.isWrittenEmpty && element.condition == nil && element.pairs == nil
        && element.presence == nil
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
      case .identifier where !isAttribute: action = .identifier
      default: action = .other
      }
      var mayBeMissing = false
      if case .optional = binding.requirement { mayBeMissing = true }
      return Value(
        action: action, ref: binding.field ?? FieldRef(group: 0, slot: 0), form: StepForm(binding.form),
        question: questions.add(binding.condition), mayBeMissing: mayBeMissing)
    }
  }
}

extension Binding {
  /// The name of the attribute that it is bound to.
  var attributeName: String { name.hasPrefix("@") ? String(name.dropFirst()) : name }
}
