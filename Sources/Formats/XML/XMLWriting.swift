import EDIModel
import Layouts

/// One document on its way into XML.
struct XMLWriting {
  let xml: XMLLayout
  let document: Document
  let context: WriteContext
  var output: [UInt8] = []
  var findings: [Finding] = []
  private var path: [String] = []
  private var value: [UInt8] = []

  init(xml: XMLLayout, document: Document, context: WriteContext) {
    self.xml = xml
    self.document = document
    self.context = context
  }

  mutating func append(_ text: String) { output.append(contentsOf: text.utf8) }

  /// Writes every occurrence of an element under `row`: one per row of its group, per entry of its pairs, or just one.
  mutating func elements(_ index: Int, row: Row, rowNumber: Int) {
    let element = xml.elements[index]
    if element.isIgnored { return }
    if let pairs = element.pairs { return write(pairs, of: element, row: row, rowNumber: rowNumber) }
    guard let group = element.group else {
      return write(element, row: row, rowNumber: rowNumber, occurrence: nil)
    }
    guard let declared = document.shape.groups[group].parent, let parent = document.enclosing(row, group: declared)
    else { return }
    for (number, index) in document.indices(of: group, under: parent).enumerated() {
      write(element, row: Row(group: group, index: index), rowNumber: number + 1, occurrence: number + 1)
    }
  }

  private mutating func write(_ element: XMLLayout.Element, row: Row, rowNumber: Int, occurrence: Int?) {
    if let condition = element.condition, !condition.holds(in: document, row: row) { return }
    path.append(element.step + (occurrence.map { "[\($0)]" } ?? ""))
    defer { path.removeLast() }
    let start = output.count
    append("<\(element.name)")
    if element.parent == nil { appendSchemaLocation() }
    if let selector = element.selector { append(attribute: selector.attribute, Array(selector.value.utf8)[...]) }
    var hasContent = false
    for binding in element.attributes where write(attribute: binding, row: row, rowNumber: rowNumber) {
      hasContent = true
    }
    append(">")
    let inside = output.count
    for binding in element.bindings { write(text: binding, row: row, rowNumber: rowNumber) }
    for child in element.children { elements(child, row: row, rowNumber: rowNumber) }
    if output.count > inside {
      append("</\(element.name)>")
    } else if hasContent || element.standsEmpty(document, row: row) {
      output.removeLast()
      append("/>")
    } else {
      output.removeLast(output.count - start)
    }
  }

  private mutating func write(_ pairs: XMLLayout.Pairs, of element: XMLLayout.Element, row: Row, rowNumber: Int) {
    if let condition = element.condition, !condition.holds(in: document, row: row) { return }
    path.append(element.step)
    defer { path.removeLast() }
    for binding in pairs.entries {
      let start = output.count
      append("<\(element.name)><\(pairs.nameElement)>")
      escape(Array(binding.name.utf8)[...], inAttribute: false)
      append("</\(pairs.nameElement)><\(pairs.valueElement)>")
      let inside = output.count
      write(text: binding, row: row, rowNumber: rowNumber)
      if output.count > inside {
        append("</\(pairs.valueElement)></\(element.name)>")
      } else {
        output.removeLast(output.count - start)
      }
    }
  }

  private mutating func appendSchemaLocation() {
    guard let location = xml.schemaLocation else { return }
    append(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"")
    append(attribute: "xsi:noNamespaceSchemaLocation", Array(location.utf8)[...])
  }

  private mutating func append(attribute name: String, _ value: ArraySlice<UInt8>) {
    append(" \(name)=\"")
    escape(value, inAttribute: true)
    append("\"")
  }

  private mutating func write(attribute binding: Binding, row: Row, rowNumber: Int) -> Bool {
    let name = binding.name.hasPrefix("@") ? String(binding.name.dropFirst()) : binding.name
    guard spell(binding, step: "@\(name)", row: row, rowNumber: rowNumber) else { return false }
    append(attribute: name, value[...])
    return true
  }

  private mutating func write(text binding: Binding, row: Row, rowNumber: Int) {
    if spell(binding, step: nil, row: row, rowNumber: rowNumber) { escape(value[...], inAttribute: false) }
  }

  /// Puts what a binding writes into `value`; `false` when there is nothing fit to be written.
  private mutating func spell(_ binding: Binding, step: String?, row: Row, rowNumber: Int) -> Bool {
    value.removeAll(keepingCapacity: true)
    switch binding.write(document, row: row, rowNumber: rowNumber, context: context, into: &value) {
    case .value:
      guard let wrong = value.firstForbiddenInXML else { return !value.isEmpty }
      let expected = Bilingual(pt: "só caracteres que o XML aceita", en: "only characters that XML allows")
      report(.targetCharacter, binding, step, row, found: Finding.printable(String(wrong).utf8), expected: expected)
    case .nothing:
      if binding.isRequired(document, row: row) {
        report(.targetMissing, binding, step, row, found: nil, expected: nil)
      }
    case .fault(let fault):
      let found = binding.field.flatMap { document.range(of: $0, from: row) }.map {
        Finding.printable(document.arena[$0])
      }
      report(fault.code, binding, step, row, found: found, expected: fault.expected)
    }
    return false
  }

  private mutating func report(
    _ code: FindingCode, _ binding: Binding, _ step: String?, _ row: Row, found: String?, expected: Bilingual?
  ) {
    let record = "/" + (path + [step].compactMap(\.self)).joined(separator: "/")
    findings.append(
      Finding(
        code, place: Place(document: document.ordinal, record: record), label: binding.label, field: binding.name,
        found: found, expected: expected))
  }

  private mutating func escape(_ text: ArraySlice<UInt8>, inAttribute: Bool) {
    for byte in text {
      switch byte {
      case UInt8(ascii: "&"): append("&amp;")
      case UInt8(ascii: "<"): append("&lt;")
      case UInt8(ascii: ">"): append("&gt;")
      case 0x0D: append("&#13;")
      case UInt8(ascii: "\"") where inAttribute: append("&quot;")
      case 0x09 where inAttribute: append("&#9;")
      case 0x0A where inAttribute: append("&#10;")
      default: output.append(byte)
      }
    }
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

extension [UInt8] {
  /// The first character of this UTF-8 text that an XML document of ours does not hold: one that XML forbids, or one of
  /// the control characters 7F to 9F, which the reader refuses too.
  var firstForbiddenInXML: Unicode.Scalar? {
    let isSuspect = contains { ($0 < 0x20 && !$0.isXMLSpace) || $0 == 0x7F || $0 == 0xC2 || $0 == 0xEF }
    guard isSuspect else { return nil }
    return String(decoding: self, as: UTF8.self).unicodeScalars.first { scalar in
      switch scalar.value {
      case 0x09, 0x0A, 0x0D: false
      case 0..<0x20, 0x7F...0x9F, 0xFFFE, 0xFFFF: true
      default: false
      }
    }
  }
}
