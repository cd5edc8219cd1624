import EDIModel
import Layouts

/// One document on its way into XML.
///
/// The plan and the document are handed down from call to call and not kept: a count of references at every value would
/// cost more than the value.
struct XMLWriting {
  let context: WriteContext
  var output: [UInt8] = []
  var findings: [Finding] = []
  /// Whether values are tried the quick way first.
  let isQuick: Bool
  /// The open elements, each with its number where it is one of several; spelled out only for findings.
  private var path: [(element: Int, occurrence: Int?)] = []
  private var value: [UInt8] = []

  init(context: WriteContext, isQuick: Bool = true) {
    self.context = context
    self.isQuick = isQuick
  }

  /// Writes every occurrence of an element under `row`: one per row of its group, per entry of its pairs, or just one.
  mutating func elements(_ index: Int, _ plan: XMLWritePlan, of document: Document, row: Row, rowNumber: Int) {
    let node = plan.nodes[index]
    if node.isIgnored {
      if node.isWrittenEmpty {
        append(node.opening, of: plan)
        append("/>")
      }
      return
    }
    if isQuick, node.isLeaf, writeLeaf(node, plan, document, row: row, rowNumber: rowNumber) { return }
    if node.hasPairs { return writePairs(index, plan, document, row: row, rowNumber: rowNumber) }
    guard node.group > 0 else {
      return write(index, node, plan, document, row: row, rowNumber: rowNumber, occurrence: nil)
    }
    guard node.outerGroup >= 0, let parent = document.enclosing(row, group: node.outerGroup) else { return }
    var number = 0
    for item in document.indices(of: node.group, under: parent) {
      number += 1
      let own = Row(group: node.group, index: item)
      write(index, node, plan, document, row: own, rowNumber: number, occurrence: number)
    }
  }

  /// Writes one value between two tags, or nothing when there is none; `false`, with the output as it was, when the long
  /// way is to be taken.
  private mutating func writeLeaf(
    _ node: XMLWritePlan.Node, _ plan: XMLWritePlan, _ document: Document, row: Row, rowNumber: Int
  ) -> Bool {
    let start = output.count
    append(node.startTag, of: plan)
    let inside = output.count
    let isDone = writeQuickly(node.texts.lowerBound, plan, document, row: row, rowNumber: rowNumber)
    if output.count > inside { append(node.closing, of: plan) } else { output.removeLast(output.count - start) }
    return isDone
  }

  private mutating func write(
    _ index: Int, _ node: XMLWritePlan.Node, _ plan: XMLWritePlan, _ document: Document, row: Row, rowNumber: Int,
    occurrence: Int?
  ) {
    guard plan.questions.holds(node.question, in: document, row: row) else { return }
    path.append((index, occurrence))
    defer { path.removeLast() }
    let start = output.count
    append(node.opening, of: plan)
    var hasContent = false
    for number in node.attributes where writeAttribute(number, plan, document, row: row, rowNumber: rowNumber) {
      hasContent = true
    }
    output.append(UInt8(ascii: ">"))
    let inside = output.count
    for number in node.texts { writeText(number, plan, document, row: row, rowNumber: rowNumber) }
    for child in node.children {
      elements(plan.children[child], plan, of: document, row: row, rowNumber: rowNumber)
    }
    if output.count > inside {
      append(node.closing, of: plan)
    } else if hasContent || node.isWrittenEmpty
      || (node.hasPresence && plan.xml.elements[index].standsEmpty(document, row: row))
    {
      output.removeLast()
      output.append(contentsOf: "/>".utf8)
    } else {
      output.removeLast(output.count - start)
    }
  }

  private mutating func writePairs(
    _ index: Int, _ plan: XMLWritePlan, _ document: Document, row: Row, rowNumber: Int
  ) {
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
      write(text: XMLWritePlan.Bound(binding), plan, document, row: row, rowNumber: rowNumber)
      if output.count > inside {
        append("</\(pairs.valueElement)></\(element.name)>")
      } else {
        output.removeLast(output.count - start)
      }
    }
  }

  mutating func append(_ text: String) { output.append(contentsOf: text.utf8) }

  private mutating func append(_ piece: Range<Int>, of plan: XMLWritePlan) { plan.text.append(piece, to: &output) }

  private mutating func append(escaping text: [UInt8], inAttribute: Bool) {
    XMLEscape.append(text.span, inAttribute: inAttribute, to: &output)
  }

  private mutating func writeAttribute(
    _ number: Int, _ plan: XMLWritePlan, _ document: Document, row: Row, rowNumber: Int
  ) -> Bool {
    if isQuick, case .constant(let piece) = plan.values[number].action, !plan.values[number].question.isAsked {
      append(piece, of: plan)
      return true
    }
    let bound = plan.bounds[number]
    guard spell(bound, plan, document, isAttribute: true, row: row, rowNumber: rowNumber) else { return false }
    append(" \(bound.binding.attributeName)=\"")
    append(escaping: value, inAttribute: true)
    output.append(UInt8(ascii: "\""))
    return true
  }

  private mutating func writeText(
    _ number: Int, _ plan: XMLWritePlan, _ document: Document, row: Row, rowNumber: Int
  ) {
    if isQuick, writeQuickly(number, plan, document, row: row, rowNumber: rowNumber) { return }
    write(text: plan.bounds[number], plan, document, row: row, rowNumber: rowNumber)
  }

  private mutating func write(
    text bound: XMLWritePlan.Bound, _ plan: XMLWritePlan, _ document: Document, row: Row, rowNumber: Int
  ) {
    guard spell(bound, plan, document, isAttribute: false, row: row, rowNumber: rowNumber) else { return }
    append(escaping: value, inAttribute: false)
  }

  /// Writes a value without a mark in it; `false`, with the output as it was, when there is anything to say or to think
  /// about: then the long way is taken.
  private mutating func writeQuickly(
    _ number: Int, _ plan: XMLWritePlan, _ document: Document, row: Row, rowNumber: Int
  ) -> Bool {
    let value = plan.values[number]
    guard plan.questions.holds(value.question, in: document, row: row) else { return value.mayBeMissing }
    switch value.action {
    case .constant(let piece): append(piece, of: plan)
    case .identifier: append(context.identifier)
    case .rowNumber: Digits.append(Int128(rowNumber), size: 1, to: &output)
    case .field:
      guard let range = document.range(of: value.ref, from: row) else { return value.mayBeMissing }
      let start = output.count
      if spell(document, range, value.form, plan, number) { return true }
      output.removeLast(output.count - start)
      return false
    case .other: return false
    }
    return true
  }

  private mutating func spell(
    _ document: Document, _ range: Range<Int>, _ form: StepForm?, _ plan: XMLWritePlan, _ number: Int
  ) -> Bool {
    let start = output.count
    let value = document.arena.span.extracting(range)
    let fault =
      if let form { form.write(value, into: &output) } else {
        plan.bounds[number].binding.form.write(value, into: &output)
      }
    return fault == nil && XMLEscape.isPlain(output.span.extracting(start..<output.count))
  }

  /// Puts what a binding writes into `value`; `false` when there is nothing fit to be written.
  private mutating func spell(
    _ bound: XMLWritePlan.Bound, _ plan: XMLWritePlan, _ document: Document, isAttribute: Bool, row: Row, rowNumber: Int
  ) -> Bool {
    value.removeAll(keepingCapacity: true)
    switch bound.binding.write(document, row: row, rowNumber: rowNumber, context: context, into: &value) {
    case .value:
      guard let (wrong, expected) = misfit(of: bound.binding) else { return !value.isEmpty }
      report(
        .targetCharacter, bound.binding, isAttribute, plan, document, found: Finding.printable(wrong),
        expected: expected)
    case .nothing:
      if bound.binding.isRequired(document, row: row) {
        report(.targetMissing, bound.binding, isAttribute, plan, document, found: nil, expected: nil)
      }
    case .fault(let fault):
      let found = bound.binding.field.flatMap { document.range(of: $0, from: row) }.map {
        Finding.printable(document.arena[$0])
      }
      report(fault.code, bound.binding, isAttribute, plan, document, found: found, expected: fault.expected)
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
    _ code: FindingCode, _ binding: Binding, _ isAttribute: Bool, _ plan: XMLWritePlan, _ document: Document,
    found: String?,
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
