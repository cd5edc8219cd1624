import EDIModel
import Layouts

/// Findings with their places.
extension RecordReading {
  mutating func add(_ finding: Finding) {
    switch owner {
    case .document: current.findings.add(finding)
    case .file: fileFindings.add(finding)
    }
  }

  /// Whether one more finding would be kept; counts it if not.
  mutating func keeps(_ severity: Severity) -> Bool {
    switch owner {
    case .document:
      if current.findings.keeps(severity) { return true }
      current.findings.countFurther(severity)
    case .file:
      if fileFindings.keeps(severity) { return true }
      fileFindings.countFurther(severity)
    }
    return false
  }

  /// The place of a byte of a line, counted from 0 within the line.
  func place(_ line: Line, column: Int) -> Place {
    Place(
      line: line.number, column: column + 1, byte: line.offset + column,
      document: owner == .document ? current.document.ordinal : nil)
  }

  /// Reports a mistake in a column.
  mutating func report(
    _ code: FindingCode, severity: Severity = .error, _ line: Line, _ index: Int, _ step: Step, at offset: Int,
    found: String? = nil, expected: Bilingual? = nil
  ) {
    guard keeps(severity) else { return }
    let record = plan.records[index].record
    let column = record.columns[step.column]
    var place = place(line, column: offset)
    place.record = record.id
    add(
      Finding(
        code, severity: severity, place: place, label: column.label, field: column.name, found: found,
        expected: expected))
  }

  /// Reports a mistake of a whole record.
  mutating func report(_ code: FindingCode, _ line: Line, _ index: Int, expected: Bilingual?) {
    guard keeps(.error) else { return }
    let record = plan.records[index].record
    var place = place(line, column: 0)
    place.record = record.id
    add(Finding(code, place: place, label: record.label, found: record.id, expected: expected))
  }
}

extension TextPlan {
  var isPositional: Bool { text.separator == nil }

  func id(_ index: Int) -> String { text.records[index].id }

  /// How many bytes of a line stand where a record id would.
  func idWidth(_ bytes: borrowing Span<UInt8>) -> Int {
    let widest = records.map(\.key.count).max() ?? 0
    guard let separator = text.separator else { return min(widest, bytes.count) }
    var width = 0
    while width < bytes.count, bytes[width] != separator { width += 1 }
    return width
  }

  func knownIDs(nearest: Int?) -> Bilingual {
    let list = text.records.map(\.id).joined(separator: ", ")
    guard let nearest else { return Bilingual(pt: "um destes: \(list)", en: "one of: \(list)") }
    return Bilingual(
      pt: "um destes: \(list); o mais parecido é \(id(nearest))", en: "one of: \(list); the closest is \(id(nearest))")
  }

  func lengthText(_ extent: Int) -> Bilingual {
    if !isPositional { return Bilingual(pt: "\(extent) campos", en: "\(extent) fields") }
    return page.isSingleByte
      ? Bilingual("\(extent) bytes") : Bilingual(pt: "\(extent) caracteres", en: "\(extent) characters")
  }

  func expectedPlace(of index: Int) -> Bilingual {
    let record = text.records[index]
    switch record.role {
    case .header: return Bilingual(pt: "só na primeira linha", en: "on the first line only")
    case .trailer: return Bilingual(pt: "só na última linha", en: "on the last line only")
    case .document: return Bilingual(pt: "antes do registro de fechamento", en: "before the trailer record")
    case .detail:
      let parent = records[index].parentGroup
      let holder =
        text.records.first { $0.repeats && $0.group == parent && parent > 0 }
        ?? text.records.first { $0.role == .document }
      let id = holder?.id ?? ""
      return Bilingual(pt: "depois de um registro \(id)", en: "after a \(id) record")
    }
  }
}
