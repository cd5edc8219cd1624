import EDIModel
import Layouts

/// An XML layout made ready for writing: tags spelled out once, elements as small flat records.
///
/// Everything that is always the same stands in ``text`` in the order of the file, so that what lies between two values
/// is one stretch of it.
final class XMLWritePlan: Sendable {
  /// One element, with the index that it has in ``XMLLayout/elements``.
  struct Node: Sendable {
    /// `<Name` in ``XMLWritePlan/text``, with what every file has in it.
    let opening: Range<Int>
    /// The `>` behind the attributes.
    let tagEnd: Range<Int>
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

    /// ``opening`` with its `>`, where no attributes stand between them.
    var startTag: Range<Int> { opening.lowerBound..<tagEnd.upperBound }
  }

  /// A binding as it nearly always is, without what only findings need to know.
  struct Value: Sendable {
    enum Action: Sendable {
      /// A field's value.
      case field
      /// The same bytes always, escaped, in ``XMLWritePlan/text``.
      case constant(Range<Int>)
      /// The sum of the fields that have a value, in ``XMLWritePlan/summands``.
      case sum(Range<Int>)
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

    /// Whether nothing but a field's value is written, on no condition.
    var isPlainField: Bool {
      if case .field = action { !question.isAsked } else { false }
    }
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
  let summands: FixedTable<FieldRef>
  /// What belongs to each of ``values``.
  let bounds: [Bound]
  let text: FixedTable<UInt8>

  init(_ xml: XMLLayout, shape: DocumentShape) {
    self.xml = xml
    var builder = Builder(xml: xml, shape: shape)
    if !xml.elements.isEmpty { builder.add(0) }
    nodes = FixedTable(builder.nodes.compactMap(\.self))
    questions = builder.questions.finish()
    children = FixedTable(builder.children)
    values = FixedTable(builder.values)
    summands = FixedTable(builder.summands)
    bounds = builder.bounds
    text = FixedTable(builder.text)
  }

  deinit {
    nodes.free()
    children.free()
    values.free()
    summands.free()
    text.free()
  }

  private struct Builder {
    let xml: XMLLayout
    let shape: DocumentShape
    var nodes: [Node?]
    var children: [Int] = []
    var values: [Value] = []
    var summands: [FieldRef] = []
    var bounds: [Bound] = []
    var text: [UInt8] = []
    var questions = Questions.Builder()

    init(xml: XMLLayout, shape: DocumentShape) {
      (self.xml, self.shape) = (xml, shape)
      nodes = Array(repeating: nil, count: xml.elements.count)
    }

    /// Adds an element with all that is in it, in the order in which it is written.
    mutating func add(_ index: Int) {
      let element = xml.elements[index]
      let opening = add(opening(element))
      let attributes = add(element.attributes, areAttributes: true)
      let tagEnd = add(">")
      let texts = add(element.bindings, areAttributes: false)
      let firstChild = children.count
      children += element.children
      for child in element.children { add(child) }
      nodes[index] = Node(
        opening: opening, tagEnd: tagEnd, closing: add("</\(element.name)>"), group: element.group ?? 0,
        outerGroup: element.group.flatMap { shape.groups[$0].parent } ?? -1, isIgnored: element.isIgnored,
        isWrittenEmpty: element.isWrittenEmpty, question: questions.add(element.condition),
        hasPairs: element.pairs != nil, hasPresence: element.presence != nil,
        children: firstChild..<firstChild + element.children.count, attributes: attributes, texts: texts,
        isLeaf: isLeaf(element))
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
      case .sum(let fields) where !isAttribute:
        summands += fields
        action = .sum(summands.count - fields.count..<summands.count)
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
