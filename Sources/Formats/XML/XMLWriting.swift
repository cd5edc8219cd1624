import EDIModel
import Layouts

/// One document on its way into XML.
///
/// The document is handed down from call to call and not kept: a copy of it at every value would cost more than the value.
struct XMLWriting {
  let plan: XMLWritePlan
  let context: WriteContext
  var output: [UInt8] = []
  var findings: [Finding] = []
  /// Whether values are tried the quick way first.
  let isQuick: Bool
  /// The open elements, each with its number where it is one of several; spelled out only for findings.
  private var path: [(element: Int, occurrence: Int?)] = []
  private var value: [UInt8] = []

  init(plan: XMLWritePlan, context: WriteContext, isQuick: Bool = true) {
    self.plan = plan
    self.context = context
    self.isQuick = isQuick
  }

  /// Writes every occurrence of an element under `row`: one per row of its group, per entry of its pairs, or just one.
  mutating func elements(_ index: Int, of document: Document, row: Row, rowNumber: Int) {
    let node = plan.nodes[index]
    if node.isIgnored { return }
    if node.hasPairs { return writePairs(index, document, row: row, rowNumber: rowNumber) }
    guard node.group > 0 else { return write(index, node, document, row: row, rowNumber: rowNumber, occurrence: nil) }
    guard node.outerGroup >= 0, let parent = document.enclosing(row, group: node.outerGroup) else { return }
    var number = 0
    for item in document.indices(of: node.group, under: parent) {
      number += 1
      let own = Row(group: node.group, index: item)
      write(index, node, document, row: own, rowNumber: number, occurrence: number)
    }
  }

  private mutating func write(
    _ index: Int, _ node: XMLWritePlan.Node, _ document: Document, row: Row, rowNumber: Int, occurrence: Int?
  ) {
    if node.hasCondition, let condition = plan.conditions[index], !condition.holds(in: document, row: row) {
      return
    }
    path.append((index, occurrence))
    defer { path.removeLast() }
    let start = output.count
    append(node.opening)
    var hasContent = false
    for number in node.attributes where writeAttribute(number, document, row: row, rowNumber: rowNumber) {
      hasContent = true
    }
    output.append(UInt8(ascii: ">"))
    let inside = output.count
    for number in node.texts { writeText(number, document, row: row, rowNumber: rowNumber) }
    for child in node.children { elements(plan.children[child], of: document, row: row, rowNumber: rowNumber) }
    if output.count > inside {
      append(node.closing)
    } else if hasContent || (node.hasPresence && plan.xml.elements[index].standsEmpty(document, row: row)) {
      output.removeLast()
      output.append(contentsOf: "/>".utf8)
    } else {
      output.removeLast(output.count - start)
    }
  }

  private mutating func writePairs(_ index: Int, _ document: Document, row: Row, rowNumber: Int) {
    let element = plan.xml.elements[index]
    guard let pairs = element.pairs, element.condition?.holds(in: document, row: row) ?? true else { return }
    path.append((index, nil))
    defer { path.removeLast() }
    for binding in pairs.entries {
      let start = output.count
      append("<\(element.name)><\(pairs.nameElement)>")
      append(escaping: Array(binding.name.utf8), inAttribute: false)
      append("</\(pairs.nameElement)><\(pairs.valueElement)>")
      let inside = output.count
      write(text: binding, document, row: row, rowNumber: rowNumber)
      if output.count > inside {
        append("</\(pairs.valueElement)></\(element.name)>")
      } else {
        output.removeLast(output.count - start)
      }
    }
  }

  mutating func append(_ text: String) { output.append(contentsOf: text.utf8) }

  private mutating func append(_ piece: Range<Int>) { Self.append(plan.text, piece, to: &output) }

  private static func append(_ text: [UInt8], _ piece: Range<Int>, to output: inout [UInt8]) {
    output.append(text.span.extracting(piece))
  }

  private mutating func append(escaping text: [UInt8], inAttribute: Bool) {
    XMLEscape.append(text.span, inAttribute: inAttribute, to: &output)
  }

  private mutating func writeAttribute(_ number: Int, _ document: Document, row: Row, rowNumber: Int) -> Bool {
    if isQuick, case .constant(let piece) = plan.values[number].action, !plan.values[number].isConditional {
      append(piece)
      return true
    }
    let binding = plan.bounds[number].binding
    guard spell(binding, document, isAttribute: true, row: row, rowNumber: rowNumber) else { return false }
    append(" \(binding.attributeName)=\"")
    append(escaping: value, inAttribute: true)
    output.append(UInt8(ascii: "\""))
    return true
  }

  private mutating func writeText(_ number: Int, _ document: Document, row: Row, rowNumber: Int) {
    if isQuick, writeQuickly(number, document, row: row, rowNumber: rowNumber) { return }
    write(text: plan.bounds[number].binding, document, row: row, rowNumber: rowNumber)
  }

  private mutating func write(text binding: Binding, _ document: Document, row: Row, rowNumber: Int) {
    guard spell(binding, document, isAttribute: false, row: row, rowNumber: rowNumber) else { return }
    append(escaping: value, inAttribute: false)
  }

  /// Writes a value without a mark in it; `false`, with the output as it was, when there is anything to say or to think
  /// about: then the long way is taken.
  private mutating func writeQuickly(_ number: Int, _ document: Document, row: Row, rowNumber: Int) -> Bool {
    let value = plan.values[number]
    if value.isConditional, let condition = plan.bounds[number].binding.condition,
      !condition.holds(in: document, row: row)
    {
      return value.mayBeMissing
    }
    switch value.action {
    case .constant(let piece): append(piece)
    case .rowNumber: Digits.append(Int128(rowNumber), size: 1, to: &output)
    case .field:
      guard let range = document.range(of: value.ref, from: row) else { return value.mayBeMissing }
      let start = output.count
      if Self.spell(document, range, value.form, plan.bounds[number], into: &output) { return true }
      output.removeLast(output.count - start)
      return false
    case .other: return false
    }
    return true
  }

  private static func spell(
    _ document: Document, _ range: Range<Int>, _ form: StepForm?, _ bound: XMLWritePlan.Bound,
    into output: inout [UInt8]
  ) -> Bool {
    let start = output.count
    let value = document.arena.span.extracting(range)
    let fault = if let form { form.write(value, into: &output) } else { bound.binding.form.write(value, into: &output) }
    guard fault == nil else { return false }
    return XMLEscape.isPlain(output.span.extracting(start..<output.count))
  }

  /// Puts what a binding writes into `value`; `false` when there is nothing fit to be written.
  private mutating func spell(
    _ binding: Binding, _ document: Document, isAttribute: Bool, row: Row, rowNumber: Int
  ) -> Bool {
    value.removeAll(keepingCapacity: true)
    switch binding.write(document, row: row, rowNumber: rowNumber, context: context, into: &value) {
    case .value:
      guard let (wrong, expected) = misfit(of: binding) else { return !value.isEmpty }
      report(.targetCharacter, binding, isAttribute, document, found: Finding.printable(wrong), expected: expected)
    case .nothing:
      if binding.isRequired(document, row: row) {
        report(.targetMissing, binding, isAttribute, document, found: nil, expected: nil)
      }
    case .fault(let fault):
      let found = binding.field.flatMap { document.range(of: $0, from: row) }.map {
        Finding.printable(document.arena[$0])
      }
      report(fault.code, binding, isAttribute, document, found: found, expected: fault.expected)
    }
    return false
  }

  /// What of `value` XML does not hold, or what its reader would take for nothing: white space around a field's text.
  private func misfit(of binding: Binding) -> (wrong: String.UTF8View, expected: Bilingual)? {
    if let wrong = value.firstForbiddenInXML {
      let expected = Bilingual(pt: "só caracteres que o XML aceita", en: "only characters that XML allows")
      return (String(wrong).utf8, expected)
    }
    guard case .field = binding.output, let first = value.first, let last = value.last else { return nil }
    guard let blank = [first, last].first(where: \.isXMLSpace) else { return nil }
    let expected = Bilingual(pt: "texto sem brancos nas pontas", en: "a text without blanks at its ends")
    return (String(Unicode.Scalar(blank)).utf8, expected)
  }

  private mutating func report(
    _ code: FindingCode, _ binding: Binding, _ isAttribute: Bool, _ document: Document, found: String?,
    expected: Bilingual?
  ) {
    var record = path.reduce(into: "") { record, open in
      record += "/" + plan.xml.elements[open.element].step + (open.occurrence.map { "[\($0)]" } ?? "")
    }
    if isAttribute { record += "/@" + binding.attributeName }
    findings.append(
      Finding(
        code, place: Place(document: document.ordinal, record: record), label: binding.label, field: binding.name,
        found: found, expected: expected))
  }
}

extension XMLLayout.Element {
  /// Its name as it is written in paths.
  fileprivate var step: String { selector.map { "\(name)[@\($0.attribute)=\($0.value)]" } ?? name }

  /// Whether it is written though nothing is in it: its being there means something.
  fileprivate func standsEmpty(_ document: Document, row: Row) -> Bool {
    guard let presence, presence.emptyCounts, let range = document.range(of: presence.field, from: row) else {
      return false
    }
    return document.arena[range].elementsEqual([UInt8(ascii: "1")])
  }
}
