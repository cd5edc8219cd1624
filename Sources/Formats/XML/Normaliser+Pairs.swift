import EDIModel
import Layouts

/// What is known so far of an element that holds a name in one child and its value in another.
struct PairState {
  var name: [UInt8] = []
  var value: [UInt8] = []
  var valuePosition = XMLPosition()
  /// By place, the last row that had the entry.
  var filled: [Int]
  /// By node, the entry that was expected next: rows have theirs in one order, mostly.
  var hints: [Int]

  init(_ plan: ReadPlan) {
    filled = Array(repeating: -1, count: plan.places.count)
    hints = Array(repeating: 0, count: plan.nodes.count)
  }
}

extension Normaliser {
  mutating func takePairName(_ bytes: ArraySlice<UInt8>, _ frame: Frame) {
    guard pair.name.isEmpty else { return reportRepeatedPairChild(frame) }
    pair.name.append(contentsOf: bytes)
  }

  mutating func takePairValue(_ bytes: ArraySlice<UInt8>, _ frame: Frame) {
    guard pair.value.isEmpty else { return reportRepeatedPairChild(frame) }
    pair.value.append(contentsOf: bytes)
    pair.valuePosition = frame.position
  }

  private mutating func reportRepeatedPairChild(_ frame: Frame) {
    add(.xmlRepeatedElement, frame.position, record: path(through: frames.count - 1), node: frame.node)
  }

  /// The pair ends: its value goes where its name says.
  mutating func takePair(_ node: ReadPlan.Node, _ frame: Frame) {
    defer {
      pair.name.removeAll(keepingCapacity: true)
      pair.value.removeAll(keepingCapacity: true)
    }
    guard !frame.isPruned, !pair.value.isEmpty else { return }
    guard !pair.name.isEmpty else { return reportNameless(node, frame) }
    guard let place = entry(of: node, frame.node) else {
      begin(through: frame.rowFrame)
      return noticeUnknownPair(frame)
    }
    if plan.places[place].isIgnored { return }
    guard begin(through: frames.count - 2) else { return }
    let row = openRows[node.rowGroup]
    let before = pair.filled[place]
    pair.filled[place] = row
    if before == row {
      let binding = plan.places[place].binding
      return add(
        .xmlRepeatedElement, frame.position, record: path(through: frames.count - 1), label: binding.label,
        field: binding.name, found: binding.name)
    }
    begin(through: frames.count - 1)
    readPairValue(node, place)
    guard let validator else { return }
    validate(node.firstChild, pair.name, by: validator)
    validate(node.firstChild + 1, pair.value, by: validator)
    if !validator.log.isEmpty { reportSchemaFaults(validator) }
  }

  /// The place that the pair's name stands for.
  private mutating func entry(of node: ReadPlan.Node, _ index: Int) -> Int? {
    let count = node.bindings.count
    var offset = pair.hints[index]
    for _ in 0..<count {
      let next = offset + 1 == count ? 0 : offset + 1
      if plan.placeNames[node.bindings.lowerBound + offset].equalsIgnoringCase(pair.name) {
        pair.hints[index] = next
        return node.bindings.lowerBound + offset
      }
      offset = next
    }
    return nil
  }

  /// Findings of the value name the value's own element, which is closed by now.
  private mutating func readPairValue(_ node: ReadPlan.Node, _ place: Int) {
    frames.append(
      Frame(
        node: node.firstChild + 1, serial: 0, occurrence: 1, rowFrame: -1, position: pair.valuePosition,
        textStart: text.count))
    let value = pair.value
    read(place, value.span)
    let frame = frames.removeLast()
    if frame.hasFinding { frames[frames.count - 1].hasFinding = true }
  }

  private mutating func validate(_ child: Int, _ bytes: [UInt8], by validator: SchemaValidator) {
    guard let name = names[child] else { return }
    if !validatorAttributes.isEmpty { validatorAttributes.removeAll(keepingCapacity: true) }
    validator.start(name, attributes: &validatorAttributes)
    bytes.withUnsafeBufferPointer(validator.text)
    validator.end(name)
  }

  /// A value without its name may be one that the order cannot do without.
  private mutating func reportNameless(_ node: ReadPlan.Node, _ frame: Frame) {
    guard !frame.hasFinding else { return }
    begin(through: frame.rowFrame)
    let record = path(through: frames.count - 1) + "/" + plan.step(node.firstChild)
    add(.fieldMissing, frame.position, record: record, node: node.firstChild)
  }

  private mutating func noticeUnknownPair(_ frame: Frame) {
    let name = Finding.printable(pair.name)
    guard reportedPairs.count < limits.findings, reportedPairs.insert(name).inserted else { return }
    add(
      .xmlUnknownElement, frame.position, severity: .notice, record: layoutPath(frame.node), field: name, found: name)
  }
}

extension [UInt8] {
  /// Equal but for the case of ASCII letters: names of Protheus fields have none.
  fileprivate func equalsIgnoringCase(_ other: [UInt8]) -> Bool {
    func lower(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 0x20 : byte }
    guard count == other.count else { return false }
    for index in indices where self[index] != other[index] && lower(self[index]) != lower(other[index]) { return false }
    return true
  }
}
