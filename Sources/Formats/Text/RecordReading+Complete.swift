import EDIModel
import Layouts

/// What is done when the last line of a document, or of the file, has been read.
extension RecordReading {
  /// Sets defaults and reports required fields that are not there.
  mutating func completeDocument() {
    for (ref, value) in plan.defaults { setDefault(ref, value) }
    let before = current.findings.findings.count
    for blank in current.blanks { checkBlank(blank) }
    for field in plan.unplaced { checkUnplaced(field) }
    if current.findings.findings.count > before { current.findings.sortByPlace() }
  }

  private mutating func setDefault(_ ref: FieldRef, _ value: [UInt8]) {
    for index in 0..<current.document.count(of: ref.group) {
      let row = Row(group: ref.group, index: index)
      guard current.document.range(of: ref, in: row) == nil, !current.isFaulty(ref, row: row) else { continue }
      let place = current.document.place(of: ref, in: row)
      current.document.set(ref, in: row, to: value, origin: place.origin, line: place.line)
    }
  }

  private mutating func checkBlank(_ blank: OpenDocument.Blank) {
    let ref = blank.cell.ref
    let row = Row(group: ref.group, index: blank.cell.row)
    guard current.document.range(of: ref, in: row) == nil else { return }
    let record = plan.records[blank.record]
    guard record.requirements[blank.column].contains(where: { isRequired($0, row) }), current.markFaulty(ref, row: row)
    else { return }
    var place = blank.place
    place.document = current.document.ordinal
    let column = record.record.columns[blank.column]
    add(Finding(.fieldMissing, place: place, label: column.label, field: column.name))
  }

  private func isRequired(_ requirement: DocumentShape.Requirement, _ row: Row) -> Bool {
    switch requirement {
    case .optional: false
    case .always: true
    case .when(let condition): condition.holds(in: current.document, row: row)
    }
  }

  private mutating func checkUnplaced(_ field: TextPlan.Unplaced) {
    let ref = field.ref
    for index in 0..<current.document.count(of: ref.group) {
      let row = Row(group: ref.group, index: index)
      guard current.document.range(of: ref, in: row) == nil, isRequired(field.requirement, row),
        current.markFaulty(ref, row: row)
      else { continue }
      let at = current.document.place(of: ref, in: row)
      let single = current.singles.first { $0.record == field.record && $0.row == index }
      var place = single?.place ?? Place(line: at.line, byte: at.origin, document: current.document.ordinal)
      place.record = field.record.map { plan.id($0) }
      let declared = plan.shape[ref]
      let column = field.record.flatMap { record in field.column.map { plan.records[record].record.columns[$0] } }
      add(
        Finding(
          .fieldMissing, place: place, label: column?.label ?? declared.label, field: column?.name ?? declared.name))
    }
  }

  mutating func reportMissing(_ index: Int, under row: Row) {
    let record = plan.records[index].record
    let at = current.document.place(of: row)
    add(
      Finding(
        .recordMissing,
        place: Place(line: at.line, byte: at.origin, document: current.document.ordinal, record: record.id),
        label: record.label, found: String(current.counts[index]),
        expected: Bilingual(pt: "ao menos \(record.minimum)", en: "at least \(record.minimum)")))
  }

  mutating func takeTrailer(_ index: Int, _ line: Line, _ bytes: borrowing Span<UInt8>) {
    owner = .file
    checkLength(index, line, bytes)
    readColumns(index, line, bytes, row: .root)
  }
}
