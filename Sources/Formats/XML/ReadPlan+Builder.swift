import EDIModel
import Layouts

extension ReadPlan {
  /// Lays the elements out breadth first, which puts the children of one element side by side.
  struct Builder {
    let xml: XMLLayout
    var nodes: [Node] = []
    var places: [Place] = []
    var names: [[UInt8]] = []
    var selectors: [XMLLayout.Selector?] = []
    var presences: [XMLLayout.Presence?] = []
    var conditions: [[Condition]] = []

    init(xml: XMLLayout) { self.xml = xml }

    mutating func build() {
      guard !xml.elements.isEmpty else { return }
      var sources: [Int?] = [0]
      append(xml.elements[0], parent: -1)
      var next = 0
      while next < nodes.count {
        if let source = sources[next] {
          let element = xml.elements[source]
          nodes[next].firstChild = nodes.count
          for child in element.children {
            append(xml.elements[child], parent: next)
            sources.append(child)
          }
          if let pairs = element.pairs {
            append(pairs.nameElement, .pairName, parent: next)
            append(pairs.valueElement, .pairValue, parent: next)
            sources += [nil, nil]
          }
          nodes[next].childCount = nodes.count - nodes[next].firstChild
          nodes[next].hasSelectedChildren = element.children.contains { xml.elements[$0].selector != nil }
        }
        next += 1
      }
    }

    private mutating func append(_ element: XMLLayout.Element, parent: Int) {
      let index = nodes.count
      var node = Node(parent: parent)
      node.kind = element.pairs == nil ? .plain : .pairs
      node.group = element.group ?? 0
      node.rowGroup = element.group ?? (parent < 0 ? 0 : nodes[parent].rowGroup)
      node.isIgnored = element.isIgnored
      node.ignoresOthers = element.ignoresOthers
      node.repeats = element.group != nil || element.pairs != nil
      node.isSpecial = element.selector != nil || element.presence != nil
      node.holdsText = !element.bindings.isEmpty
      node.bindings = add(element.pairs?.entries ?? element.bindings, node: index, areAttributes: false)
      node.attributes = add(element.attributes, node: index, areAttributes: true)
      nodes.append(node)
      names.append(Array(element.name.utf8))
      selectors.append(element.selector)
      presences.append(element.presence)
      conditions.append((parent < 0 ? [] : conditions[parent]) + [element.condition].compactMap(\.self))
    }

    private mutating func append(_ name: String, _ kind: Node.Kind, parent: Int) {
      var node = Node(kind: kind, parent: parent)
      node.rowGroup = nodes[parent].rowGroup
      node.holdsText = true
      nodes.append(node)
      names.append(Array(name.utf8))
      selectors.append(nil)
      presences.append(nil)
      conditions.append(conditions[parent])
    }

    private mutating func add(_ bindings: [Binding], node: Int, areAttributes: Bool) -> Range<Int> {
      let first = places.count
      for binding in bindings { places.append(Place(binding, node: node, isAttribute: areAttributes)) }
      return first..<places.count
    }
  }

  /// What a row may lack: a value that the layout has a place for.
  struct Expectation {
    /// The place, in ``ReadPlan/places``.
    let place: Int
    let field: FieldRef?
    /// What the flow says of the field.
    let requirement: DocumentShape.Requirement

    /// By group, everything that is required or has a default.
    static func all(of shape: DocumentShape, places: [Place], nodes: [Node]) -> [[Expectation]] {
      var result: [[Expectation]] = Array(repeating: [], count: shape.groups.count)
      for (index, place) in places.enumerated() {
        let requirement = place.binding.field.map { shape[$0].requirement } ?? .optional
        let group = place.binding.field?.group ?? nodes[place.node].rowGroup
        guard requirement.isSome || place.binding.requirement.isSome || place.binding.defaultValue != nil else {
          continue
        }
        result[group].append(Expectation(place: index, field: place.binding.field, requirement: requirement))
      }
      return result
    }
  }
}

extension DocumentShape.Requirement {
  /// Whether anything is required at all.
  var isSome: Bool { if case .optional = self { false } else { true } }

  /// Whether a value is required in a row.
  func holds(in document: Document, row: Row) -> Bool {
    switch self {
    case .optional: false
    case .always: true
    case .when(let condition): condition.holds(in: document, row: row)
    }
  }
}
