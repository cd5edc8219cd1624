import EDIModel

/// An element while the tree of an XML layout is put together: many paths may lead to it.
final class ElementDraft {
  let name: String
  let selector: XMLLayout.Selector?
  /// Where it is mentioned first.
  let place: DeclarationPlace
  /// The group of the row that is open within it.
  var scope: Int
  var children: [ElementDraft] = []
  var attributes: [Binding] = []
  var bindings: [Binding] = []
  var group: Int?
  var presence: XMLLayout.Presence?
  var pairs: XMLLayout.Pairs?
  var condition: Condition?
  var isIgnored = false
  var isWrittenEmpty = false
  var ignoresOthers = false

  init(name: String, selector: XMLLayout.Selector? = nil, scope: Int, place: DeclarationPlace) {
    self.name = name
    self.selector = selector
    self.scope = scope
    self.place = place
  }

  /// Whether nothing but its name is known yet.
  var isBare: Bool {
    children.isEmpty && attributes.isEmpty && bindings.isEmpty && group == nil && pairs == nil && presence == nil
      && condition == nil && !isIgnored
  }

  /// Appends this element and all below it, parents before children. Returns its index.
  func append(to elements: inout [XMLLayout.Element], parent: Int?) -> Int {
    let index = elements.count
    elements.append(element(parent: parent, children: []))
    let children = children.map { $0.append(to: &elements, parent: index) }
    elements[index] = element(parent: parent, children: children)
    return index
  }

  private func element(parent: Int?, children: [Int]) -> XMLLayout.Element {
    XMLLayout.Element(
      name: name, selector: selector, parent: parent, children: children, attributes: attributes, bindings: bindings,
      group: group, presence: presence, pairs: pairs, condition: condition, isIgnored: isIgnored,
      isWrittenEmpty: isWrittenEmpty, ignoresOthers: ignoresOthers)
  }
}
