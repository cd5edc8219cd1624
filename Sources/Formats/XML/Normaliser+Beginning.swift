import EDIModel
import Layouts

/// An element that the layout does not name, told by its name and the layout's element that holds it.
struct UnknownElement: Hashable {
  let parent: Int
  let name: XMLName
  init(_ parent: Int, _ name: XMLName) {
    self.parent = parent
    self.name = name
  }
}

extension Normaliser {
  /// Takes what the layout names of a start tag's attributes; a value there makes the element begin.
  mutating func take(_ attributes: XMLAttributes) {
    guard attributes.count > 0, let frame = frames.last else { return }
    let node = plan.nodes[frame.node]
    keptAttributes.removeAll(keepingCapacity: true)
    for index in 0..<attributes.count {
      guard let name = attributes.name(index), selectors[frame.node]?.name != name else { continue }
      guard let place = node.attributes.first(where: { placeNames[$0] == name }) else {
        if !node.ignoresOthers { noticeUnknown(UnknownElement(frame.node, name), step: "@", frame.position) }
        continue
      }
      let value = attributes.value(index).trimmed
      guard !plan.places[place].isIgnored, let start = value.baseAddress, !value.isEmpty else { continue }
      keptAttributes.append((place, start, start + value.count))
    }
    if !keptAttributes.isEmpty { begin(through: frames.count - 1, takingAttributes: true) }
  }

  /// Makes the open elements up to `last` begin: rows are made, the validator hears of them. `false` when one of them
  /// is one too many; it and what it holds are then left out.
  @discardableResult
  mutating func begin(through last: Int, takingAttributes: Bool = false) -> Bool {
    while begun <= last {
      let frame = frames[begun]
      let node = plan.nodes[frame.node]
      if !node.repeats, tallies[frame.node].begun {
        prune(from: begun)
        return false
      }
      tallies[frame.node].begun = true
      lastBegun[frame.node] = frame.position
      if node.group > 0 { openRow(node.group, frame) }
      begun += 1
      if !validatorAttributes.isEmpty { validatorAttributes.removeAll(keepingCapacity: true) }
      if node.isSpecial { beginSpecial(frame) }
      if takingAttributes, begun == frames.count { takeKeptAttributes() }
      guard let validator, let name = names[frame.node] else { continue }
      validator.start(name, attributes: &validatorAttributes)
      if !validator.log.isEmpty { reportSchemaFaults(validator) }
    }
    return true
  }

  private mutating func beginSpecial(_ frame: Frame) {
    if let presence = plan.presences[frame.node] { set(presence.field, to: [UInt8(ascii: "1")], frame.position) }
    if let selector = selectors[frame.node] {
      validatorAttributes += [selector.name, nil, nil, selector.value, selector.value + selector.length]
    }
  }

  private mutating func openRow(_ group: Int, _ frame: Frame) {
    let parent = plan.shape.groups[group].parent.map { openRows[$0] } ?? 0
    let row = document.appendRow(
      group: group, parent: max(parent, 0), origin: frame.position.byte, line: frame.position.line)
    openRows[group] = row.index
    rowPlaces[group].append((frame.occurrence, frame.position))
  }

  private mutating func takeKeptAttributes() {
    for (place, start, end) in keptAttributes {
      validatorAttributes += [placeNames[place], nil, nil, start, end]
      attributeText.removeAll(keepingCapacity: true)
      attributeText.append(contentsOf: UnsafeBufferPointer(start: start, count: end - start))
      attributeText.unescapeAmpersands()
      let bytes = attributeText
      read(place, bytes.span)
    }
  }

  /// Leaves out the elements from `first` on: the first of them is one too many.
  private mutating func prune(from first: Int) {
    for index in first..<frames.count { frames[index].isPruned = true }
    let frame = frames[first]
    guard keeps(.error) else { return }
    add(.xmlRepeatedElement, frame.position, record: path(through: first), node: frame.node)
  }

  /// Something is in an element that is left out: worth a notice, and the row around it is not empty.
  mutating func leaveOut(_ frame: Frame) {
    guard !frame.isPruned else { return }
    begin(through: frame.rowFrame)
    if plan.nodes[frame.node].holdsText { return reportElements(nil) }
    guard let unknown else { return }
    self.unknown = nil
    noticeUnknown(unknown, step: "", unknownPosition)
  }

  private mutating func noticeUnknown(_ unknown: UnknownElement, step: String, _ position: XMLPosition) {
    guard reportedUnknown.count < limits.findings, reportedUnknown.insert(unknown).inserted else { return }
    let name = Finding.printable(unknown.name.bytes)
    add(
      .xmlUnknownElement, position, severity: .notice, record: "\(layoutPath(unknown.parent))/\(step)\(name)",
      field: name)
  }

  /// Elements where the layout has text; once per element. Whatever its value was meant to be, it is not read.
  mutating func reportElements(_ found: ArraySlice<UInt8>?) {
    guard let frame = frames.last, !frame.hasFinding else { return }
    if plan.nodes[frame.node].kind == .plain {
      // It begins for the validator too, which would miss it otherwise.
      guard begin(through: frames.count - 1) else { return }
    } else {
      // Nor is the name or the value missing from the pair around it.
      begin(through: frame.rowFrame)
      frames[frames.count - 2].hasFinding = true
    }
    frames[frames.count - 1].hasFinding = true
    for place in plan.nodes[frame.node].bindings { markFaulty(place) }
    add(
      .xmlStructure, frame.position, record: path(through: frames.count - 1), node: frame.node,
      found: found.map { Finding.printable($0) },
      expected: Bilingual(pt: "só texto, sem elementos", en: "text only, no elements"))
  }

  /// Text where the layout has none; once per element.
  mutating func reportStrayText(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let frame = frames.last, !frame.hasStrayText else { return }
    frames[frames.count - 1].hasStrayText = true
    begin(through: frame.rowFrame)
    guard keeps(.error) else { return }
    add(
      .xmlStructure, frame.position, record: path(through: frames.count - 1), node: frame.node,
      found: Finding.printable(bytes.trimmed),
      expected: Bilingual(pt: "só elementos, sem texto", en: "elements only, no text"))
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Without XML white space at both ends.
  var trimmed: UnsafeBufferPointer<UInt8> {
    var (start, end) = (0, count)
    while start < end, self[start].isXMLSpace { start += 1 }
    while start < end, self[end - 1].isXMLSpace { end -= 1 }
    return UnsafeBufferPointer(rebasing: self[start..<end])
  }
}

extension [UInt8] {
  /// Puts back the ampersands that libxml2 spells as `&#38;` in attribute values, where no other `&` can be.
  mutating func unescapeAmpersands() {
    guard contains(UInt8(ascii: "&")) else { return }
    var result: [UInt8] = []
    var rest = self[...]
    while let byte = rest.popFirst() {
      result.append(byte)
      if byte == UInt8(ascii: "&"), rest.starts(with: "#38;".utf8) { rest = rest.dropFirst(4) }
    }
    self = result
  }
}
