import EDIModel
import Layouts

/// An XML layout made ready for reading: elements as small flat records, children of one element side by side.
final class ReadPlan: Sendable {
  struct Node {
    enum Kind { case plain, pairs, pairName, pairValue }
    var kind = Kind.plain
    /// Index into ``ReadPlan/nodes``; -1 for the root.
    var parent: Int
    /// Children are `firstChild ..< firstChild + childCount`.
    var firstChild = 0
    var childCount = 0
    /// Some children are told apart by an attribute.
    var hasSelectedChildren = false
    /// The group whose rows it makes; 0 for none.
    var group = 0
    /// The group of the rows that it stands in, its own included.
    var rowGroup = 0
    var isIgnored = false
    var ignoresOthers = false
    /// It may stand there more than once.
    var repeats = false
    /// It has a selector or says by being there that something is so.
    var isSpecial = false
    /// Its text means something.
    var holdsText = false
    /// What its text is bound to, in ``ReadPlan/places``; the entries of pairs.
    var bindings = 0..<0
    /// Its attributes, in ``ReadPlan/places``.
    var attributes = 0..<0
  }

  /// A binding and where it stands.
  struct Place {
    let binding: Binding
    let node: Int
    let isAttribute: Bool
    // The binding's own, at hand without a copy of the whole.
    let field: FieldRef?
    let form: Form
    let part: Binding.Part?
    let isChecked: Bool
    let isIdentifier: Bool

    init(_ binding: Binding, node: Int, isAttribute: Bool) {
      self.binding = binding
      self.node = node
      self.isAttribute = isAttribute
      (field, form, part, isChecked) = (binding.field, binding.form, binding.part, binding.checked != nil)
      if case .identifier = binding.output { isIdentifier = true } else { isIdentifier = false }
    }

    /// The attribute's name, or what the binding is called.
    var name: Substring { isAttribute && binding.name.hasPrefix("@") ? binding.name.dropFirst() : binding.name[...] }
    /// It is neither read nor compared nor shown to the XSD.
    var isIgnored: Bool { binding.field == nil && binding.checked == nil && isOutputNone }
    private var isOutputNone: Bool { if case .none = binding.output { true } else { false } }
  }

  let layout: Layout
  let shape: DocumentShape
  let nodes: [Node]
  let places: [Place]
  /// UTF-8 of the names of nodes and places.
  let names: [[UInt8]]
  let placeNames: [[UInt8]]
  /// By node: what selects it.
  let selectors: [XMLLayout.Selector?]
  let presences: [XMLLayout.Presence?]
  /// By node: the conditions under which it is written, its ancestors' included.
  let conditions: [[Condition]]
  let expectations: [[Expectation]]

  init(layout: Layout, xml: XMLLayout) {
    self.layout = layout
    shape = layout.shape
    var builder = Builder(xml: xml)
    builder.build()
    nodes = builder.nodes
    places = builder.places
    names = builder.names
    placeNames = builder.places.map { Array($0.name.utf8) }
    selectors = builder.selectors
    presences = builder.presences
    conditions = builder.conditions
    expectations = Expectation.all(of: layout.shape, places: builder.places, nodes: builder.nodes)
  }

  /// An element's name as it is written in paths: `key[@name=InternalID]`.
  func step(_ node: Int) -> String {
    let name = String(decoding: names[node], as: UTF8.self)
    return selectors[node].map { "\(name)[@\($0.attribute)=\($0.value)]" } ?? name
  }
}
