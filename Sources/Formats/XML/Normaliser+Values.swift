import EDIModel
import Layouts

extension Normaliser {
  /// Takes the text of a leaf that ends: to its bindings and to the validator.
  mutating func takeText(of node: ReadPlan.Node, _ frame: Frame) {
    let text = text
    let range = text.trimmed(from: frame.textStart)
    guard !range.isEmpty else { return }
    // What stands around an element is not the value: `2<b>9</b>4` is neither 24 nor 294.
    if frame.hasElements { return reportElements(text[range]) }
    switch node.kind {
    case .pairName: return takePairName(text[range], frame)
    case .pairValue: return takePairValue(text[range], frame)
    case .plain, .pairs: break
    }
    guard begin(through: frames.count - 1) else { return }
    for place in node.bindings { read(place, text.span.extracting(range)) }
    if let validator { text.withUnsafeBufferPointer { validator.text(UnsafeBufferPointer(rebasing: $0[range])) } }
  }

  /// Reads one binding of a text that is not empty into the document.
  mutating func read(_ place: Int, _ raw: borrowing Span<UInt8>) {
    lastFilled[place] = openRows[plan.nodes[plan.places[place].node].rowGroup]
    if let part = plan.places[place].part {
      let range = raw.piece(part.number, separator: part.separator)
      if !range.isEmpty { readValue(place, raw.extracting(range)) }
    } else {
      readValue(place, raw)
    }
  }

  private mutating func readValue(_ place: Int, _ raw: borrowing Span<UInt8>) {
    if plan.places[place].isChecked, let checked = plan.places[place].binding.checked, !raw.equals(checked) {
      let fault = ValueFault(code: .fieldNotConstant, expected: Bilingual(Finding.printable(checked)))
      return report(fault, place, raw)
    }
    guard let field = plan.places[place].field, openRows[field.group] >= 0, let frame = frames.last else {
      if plan.places[place].isIdentifier, identifier == nil { identifier = raw.printable }
      return
    }
    let row = Row(group: field.group, index: openRows[field.group])
    let start = document.arena.count
    if let fault = controlFault(raw) ?? plan.places[place].form.read(raw, into: &document.arena) {
      faulty.insert(Cell(field: field, row: row.index))
      report(fault, place, raw)
    } else if document.arena.count > start {
      document.set(field, in: row, toArenaFrom: start, origin: frame.position.byte, line: frame.position.line)
    }
  }

  /// Something was there that is no value: it is not missing.
  mutating func markFaulty(_ place: Int) {
    lastFilled[place] = openRows[plan.nodes[plan.places[place].node].rowGroup]
    guard let field = plan.places[place].field, openRows[field.group] >= 0 else { return }
    faulty.insert(Cell(field: field, row: openRows[field.group]))
  }

  mutating func set(_ field: FieldRef, to value: [UInt8], _ position: XMLPosition) {
    let row = Row(group: field.group, index: openRows[field.group])
    guard row.index >= 0 else { return }
    document.set(field, in: row, to: value, origin: position.byte, line: position.line)
  }

  private func controlFault(_ raw: borrowing Span<UInt8>) -> ValueFault? {
    guard checksControls else { return nil }
    for index in 0..<raw.count {
      let isControl = raw[index] == 0x7F || (raw[index] == 0xC2 && index + 1 < raw.count && raw[index + 1] < 0xA0)
      if isControl { return ValueFault(code: .textControlCharacter, expected: Self.noControls) }
    }
    return nil
  }

  private static let noControls = Bilingual(
    pt: "texto sem caracteres de controle", en: "text without control characters")

  private mutating func report(_ fault: ValueFault, _ place: Int, _ raw: borrowing Span<UInt8>) {
    guard let frame = frames.last else { return }
    frames[frames.count - 1].hasFinding = true
    guard keeps(.error) else { return }
    let binding = plan.places[place].binding
    let step = plan.places[place].isAttribute ? "/@\(plan.places[place].name)" : ""
    add(
      fault.code, frame.position, record: path(through: frames.count - 1) + step, label: binding.label,
      field: binding.name, found: raw.printable, expected: fault.expected)
  }
}

extension [UInt8] {
  /// The range from `start` to the end without XML white space at both ends.
  fileprivate func trimmed(from start: Int) -> Range<Int> {
    var (start, end) = (start, count)
    while start < end, self[start].isXMLSpace { start += 1 }
    while start < end, self[end - 1].isXMLSpace { end -= 1 }
    return start..<end
  }
}

extension Span<UInt8> {
  /// The start of the bytes as text for a report.
  fileprivate var printable: String {
    var start: [UInt8] = []
    for index in 0..<Swift.min(count, 600) { start.append(self[index]) }
    return Finding.printable(start)
  }

  fileprivate func equals(_ other: [UInt8]) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count where self[index] != other[index] { return false }
    return true
  }

  /// The range of a piece between separators, without white space at both ends; empty when there is no such piece.
  fileprivate func piece(_ number: Int, separator: UInt8) -> Range<Int> {
    var current = 1
    var start = 0
    while current < number {
      while start < count, self[start] != separator { start += 1 }
      guard start < count else { return count..<count }
      start += 1
      current += 1
    }
    var end = start
    while end < count, self[end] != separator { end += 1 }
    while start < end, self[start].isXMLSpace { start += 1 }
    while start < end, self[end - 1].isXMLSpace { end -= 1 }
    return start..<end
  }
}
