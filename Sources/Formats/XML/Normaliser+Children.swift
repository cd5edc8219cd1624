import EDIModel

extension Normaliser {
  /// The child of that name, or -1. Tries first what followed last time: most files have the same order throughout.
  mutating func child(named name: XMLName, of parent: Int, _ attributes: XMLAttributes) -> Int {
    let node = plan.nodes[parent]
    if node.hasSelectedChildren { return selectedChild(named: name, of: node, attributes) }
    var offset = hints[parent]
    for _ in 0..<node.childCount {
      if names[node.firstChild + offset] == name {
        hints[parent] = offset + 1 == node.childCount ? 0 : offset + 1
        return node.firstChild + offset
      }
      offset = offset + 1 == node.childCount ? 0 : offset + 1
    }
    return -1
  }

  private mutating func selectedChild(named name: XMLName, of node: ReadPlan.Node, _ attributes: XMLAttributes) -> Int {
    var fallback = -1
    for child in node.firstChild..<node.firstChild + node.childCount where names[child] == name {
      guard let selector = selectors[child] else {
        fallback = child
        continue
      }
      for index in 0..<attributes.count where attributes.name(index) == selector.name {
        let wanted = UnsafeBufferPointer(start: selector.value, count: selector.length)
        if attributes.value(index).elementsEqual(wanted) { return child }
      }
    }
    return fallback
  }
}
