import EDIModel
import Layouts

/// One document on its way into XML.
///
/// The plan and the document are handed down from call to call and not kept: a count of references at every value would
/// cost more than the value.
struct XMLWriting {
  let context: WriteContext
  var output: XMLOutput
  var findings: [Finding] = []
  /// Whether values are tried the quick way first.
  let isQuick: Bool
  /// The open elements, each with its number where it is one of several; spelled out only for findings.
  var path: [(element: Int, occurrence: Int?)] = []
  var value: [UInt8] = []

  init(_ plan: XMLWritePlan, context: WriteContext, isQuick: Bool = true) {
    output = XMLOutput(text: plan.text)
    self.context = context
    self.isQuick = isQuick
  }

  /// Writes every occurrence of an element under `row`: one per row of its group, per entry of its pairs, or just one.
  mutating func elements(_ index: Int, _ plan: XMLWritePlan, of document: Document, row: Row, rowNumber: Int) {
    if plan.nodes[index].isIgnored {
      if plan.nodes[index].isWrittenEmpty {
        output.append(plan.nodes[index].opening)
        output.append("/>")
      }
      return
    }
    if isQuick, plan.nodes[index].isLeaf, writeLeaf(index, plan, document, row: row, rowNumber: rowNumber) { return }
    if plan.nodes[index].hasPairs { return writePairs(index, plan, document, row: row, rowNumber: rowNumber) }
    let (group, outer) = (plan.nodes[index].group, plan.nodes[index].outerGroup)
    guard group > 0 else {
      return write(index, plan, document, row: row, rowNumber: rowNumber, occurrence: nil)
    }
    guard outer >= 0, let parent = document.enclosing(row, group: outer) else { return }
    var number = 0
    for item in document.indices(of: group, under: parent) {
      number += 1
      let own = Row(group: group, index: item)
      write(index, plan, document, row: own, rowNumber: number, occurrence: number)
    }
  }

  /// Writes one value between two tags, or nothing when there is none; `false`, with the output as it was, when the long
  /// way is to be taken.
  private mutating func writeLeaf(
    _ index: Int, _ plan: XMLWritePlan, _ document: Document, row: Row, rowNumber: Int
  ) -> Bool {
    let number = plan.nodes[index].texts.lowerBound
    if plan.values[number].isPlainField, document.range(of: plan.values[number].ref, from: row) == nil {
      return plan.values[number].mayBeMissing
    }
    let start = output.mark
    output.append(plan.nodes[index].startTag)
    let inside = output.mark
    let isDone = writeQuickly(number, plan, document, row: row, rowNumber: rowNumber)
    if output.hasGrown(since: inside) {
      output.append(plan.nodes[index].closing)
    } else {
      output.takeBack(to: start)
    }
    return isDone
  }

  private mutating func write(
    _ index: Int, _ plan: XMLWritePlan, _ document: Document, row: Row, rowNumber: Int, occurrence: Int?
  ) {
    guard plan.questions.holds(plan.nodes[index].question, in: document, row: row) else { return }
    path.append((index, occurrence))
    defer { path.removeLast() }
    let start = output.mark
    output.append(plan.nodes[index].opening)
    var hasContent = false
    for number in plan.nodes[index].attributes
    where writeAttribute(number, plan, document, row: row, rowNumber: rowNumber) {
      hasContent = true
    }
    let tag = output.mark
    output.append(plan.nodes[index].tagEnd)
    let inside = output.mark
    for number in plan.nodes[index].texts { writeText(number, plan, document, row: row, rowNumber: rowNumber) }
    for child in plan.nodes[index].children {
      elements(plan.children[child], plan, of: document, row: row, rowNumber: rowNumber)
    }
    if output.hasGrown(since: inside) {
      output.append(plan.nodes[index].closing)
    } else if hasContent || plan.nodes[index].isWrittenEmpty
      || (plan.nodes[index].hasPresence && plan.xml.elements[index].standsEmpty(document, row: row))
    {
      output.takeBack(to: tag)
      output.append("/>")
    } else {
      output.takeBack(to: start)
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
      let start = output.mark
      output.append("<\(element.name)><\(pairs.nameElement)>")
      output.append(escaping: Array(binding.name.utf8), inAttribute: false)
      output.append("</\(pairs.nameElement)><\(pairs.valueElement)>")
      let inside = output.mark
      write(text: XMLWritePlan.Bound(binding), plan, document, row: row, rowNumber: rowNumber)
      if output.hasGrown(since: inside) {
        output.append("</\(pairs.valueElement)></\(element.name)>")
      } else {
        output.takeBack(to: start)
      }
    }
  }
}

extension XMLLayout.Element {
  /// Whether it is written though nothing is in it: its being there means something.
  fileprivate func standsEmpty(_ document: Document, row: Row) -> Bool {
    guard let presence, presence.emptyCounts, let range = document.range(of: presence.field, from: row) else {
      return false
    }
    return document.arena[range].elementsEqual([UInt8(ascii: "1")])
  }
}
