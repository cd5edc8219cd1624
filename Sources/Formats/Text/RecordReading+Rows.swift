import EDIModel
import Layouts

/// Documents and their rows: which record opens which, and how many there may be.
extension RecordReading {
  mutating func takeHeader(_ index: Int, _ line: Line, _ bytes: borrowing Span<UInt8>) {
    owner = .file
    reading.header = Extent(bytes: line.offset..<line.endOffset, lines: line.number...line.number)
    checkLength(index, line, bytes)
    readColumns(index, line, bytes, row: .root)
    template = current
  }

  mutating func startDocument(_ index: Int, _ line: Line, _ bytes: borrowing Span<UInt8>) {
    reading.documents += 1
    current.restart(from: template)
    isOpen = true
    owner = .document
    current.document.ordinal = reading.documents
    current.document.extent = Extent(bytes: line.offset..<line.endOffset, lines: line.number...line.number)
    current.document.setPlace(of: .root, origin: line.offset, line: line.number)
    weigh(line, plan.records[index])
    checkLength(index, line, bytes)
    readColumns(index, line, bytes, row: .root)
  }

  mutating func takeDetail(_ index: Int, _ line: Line, _ bytes: borrowing Span<UInt8>) {
    owner = .document
    extendDocument(to: line)
    let record = plan.records[index]
    guard weigh(line, record) else { return }
    guard let parent = current.openRows[record.parentGroup] else {
      return report(.recordMisplaced, line, index, expected: plan.expectedPlace(of: index))
    }
    current.counts[index] += 1
    let count = current.counts[index]
    if count > record.record.maximum {
      guard count == record.record.maximum + 1 else { return }
      let most = record.record.maximum
      return report(.recordTooMany, line, index, expected: Bilingual(pt: "no máximo \(most)", en: "at most \(most)"))
    }
    checkLength(index, line, bytes)
    readColumns(index, line, bytes, row: openRow(index, record, parent: parent, line))
  }

  private mutating func openRow(_ index: Int, _ record: RecordPlan, parent: Int, _ line: Line) -> Row {
    let group = record.record.group
    guard record.record.repeats else {
      current.singles.append((index, parent, place(line, column: 0)))
      return Row(group: group, index: parent)
    }
    closeRow(of: group)
    let row = current.document.appendRow(group: group, parent: parent, origin: line.offset, line: line.number)
    current.openRows[group] = row.index
    return row
  }

  /// Ends the open row of a group with all that is open below it.
  private mutating func closeRow(of group: Int) {
    checkMinimums(of: group)
    for inner in plan.descendants[group] {
      checkMinimums(of: inner)
      current.openRows[inner] = nil
    }
    current.openRows[group] = nil
  }

  private mutating func checkMinimums(of group: Int) {
    guard let row = current.openRows[group] else { return }
    for child in plan.childRecords[group] {
      let record = plan.records[child].record
      if current.counts[child] < record.minimum {
        reportMissing(child, under: Row(group: group, index: row))
      }
      current.counts[child] = 0
    }
  }

  /// Counts a line towards its document; `false` when the document is larger than allowed, which is said once.
  @discardableResult
  private mutating func weigh(_ line: Line, _ record: RecordPlan) -> Bool {
    current.weight += max(line.length, record.extent)
    if current.weight <= limits.document { return true }
    if !current.isTooLarge {
      current.isTooLarge = true
      let most = limits.document
      add(
        Finding(
          .fileTooLarge, place: place(line, column: 0),
          expected: Bilingual(pt: "documentos de até \(most) bytes", en: "documents of at most \(most) bytes")))
    }
    return false
  }

  mutating func extendDocument(to line: Line) {
    guard isOpen else { return }
    let extent = current.document.extent
    current.document.extent = Extent(
      bytes: extent.bytes.lowerBound..<max(line.endOffset, extent.bytes.upperBound),
      lines: extent.lines.lowerBound...max(line.number, extent.lines.upperBound))
  }

  mutating func handOver(_ onDocument: (inout ReadDocument) throws -> Void) throws {
    guard isOpen else { return }
    owner = .document
    for group in plan.shape.groups.indices where group == 0 || current.openRows[group] != nil {
      checkMinimums(of: group)
    }
    completeDocument()
    isOpen = false
    swap(&handed.document, &current.document)
    handed.findings = current.findings.findings
    handed.furtherFindings = current.findings.further
    try onDocument(&handed)
    swap(&handed.document, &current.document)
  }
}
