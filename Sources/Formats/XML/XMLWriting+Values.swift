import EDIModel
import Layouts

/// Texts and attributes: the quick way of nearly all of them, and the long one, which has something to say.
extension XMLWriting {
  mutating func writeAttribute(
    _ number: Int, _ plan: XMLWritePlan, _ document: Document, row: Row, rowNumber: Int
  ) -> Bool {
    if isQuick, case .constant(let piece) = plan.values[number].action, !plan.values[number].question.isAsked {
      output.append(piece)
      return true
    }
    let bound = plan.bounds[number]
    guard spell(bound, plan, document, isAttribute: true, row: row, rowNumber: rowNumber) else { return false }
    output.append(" \(bound.binding.attributeName)=\"")
    output.append(escaping: value, inAttribute: true)
    output.append("\"")
    return true
  }

  mutating func writeText(
    _ number: Int, _ plan: XMLWritePlan, _ document: Document, row: Row, rowNumber: Int
  ) {
    if isQuick, writeQuickly(number, plan, document, row: row, rowNumber: rowNumber) { return }
    write(text: plan.bounds[number], plan, document, row: row, rowNumber: rowNumber)
  }

  mutating func write(
    text bound: XMLWritePlan.Bound, _ plan: XMLWritePlan, _ document: Document, row: Row, rowNumber: Int
  ) {
    guard spell(bound, plan, document, isAttribute: false, row: row, rowNumber: rowNumber) else { return }
    output.append(escaping: value, inAttribute: false)
  }

  /// Writes a value without a mark in it; `false`, with the output as it was, when there is anything to say or to think
  /// about: then the long way is taken.
  mutating func writeQuickly(
    _ number: Int, _ plan: XMLWritePlan, _ document: Document, row: Row, rowNumber: Int
  ) -> Bool {
    let mayBeMissing = plan.values[number].mayBeMissing
    guard plan.questions.holds(plan.values[number].question, in: document, row: row) else { return mayBeMissing }
    switch plan.values[number].action {
    case .constant(let piece): output.append(piece)
    case .identifier: output.append(context.identifier)
    case .rowNumber:
      output.write { Digits.append(Int128(rowNumber), size: 1, to: &$0) }
    case .field:
      guard let range = document.range(of: plan.values[number].ref, from: row) else { return mayBeMissing }
      return spell(document.arena.span.extracting(range), plan, number)
    case .sum(let summands):
      var total: ExactDecimal?
      for index in summands {
        guard let range = document.range(of: plan.summands[index], from: row) else { continue }
        let summand = ExactDecimal(document.arena.span.extracting(range))
        guard let sum = summand?.adding(total ?? .zero) else { return false }
        total = sum
      }
      guard let total else { return mayBeMissing }
      return spell(total.canonical.span, plan, number)
    case .other: return false
    }
    return true
  }

  private mutating func spell(_ value: borrowing Span<UInt8>, _ plan: XMLWritePlan, _ number: Int) -> Bool {
    if let form = plan.values[number].form {
      return output.writePlain { form.write(value, into: &$0) }
    }
    let form = plan.bounds[number].binding.form
    return output.writePlain { form.write(value, into: &$0) }
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
}
