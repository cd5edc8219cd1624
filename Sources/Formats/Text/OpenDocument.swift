import EDIModel

/// The document that is being read, with what is remembered about it until it is complete.
struct OpenDocument {
  /// One field of one row.
  struct Cell: Hashable {
    let ref: FieldRef
    let row: Int
  }

  /// A column that was blank and may turn out to be required.
  struct Blank {
    let cell: Cell
    let record: Int
    let column: Int
    let place: Place
  }

  var document: Document
  var findings: FindingList
  /// Per group, the row that further records belong to.
  var openRows: [Int?]
  /// Per record kind, how many there were under the open row of its parent group.
  var counts: [Int]
  /// Fields without a value because of a mistake that was reported.
  var faulty: Set<Cell> = []
  var blanks: [Blank] = []
  /// Where single details stand: their record kind, their row, their place.
  var singles: [(record: Int, row: Int, place: Place)] = []
  /// Bytes of its lines, none counted below its layout's length: what bounds its memory.
  var weight = 0
  var isTooLarge = false

  init(_ document: Document, records: Int, limit: Int) {
    self.document = document
    findings = FindingList(limit: limit)
    openRows = Array(repeating: nil, count: document.shape.groups.count)
    openRows[0] = 0
    counts = Array(repeating: 0, count: records)
  }

  /// Begins the next document as `template` did, in the memory of what stands in its place.
  mutating func restart(from template: OpenDocument) {
    document.restart(from: template.document)
    if !findings.isEmpty { findings = template.findings }
    for group in openRows.indices { openRows[group] = group == 0 ? 0 : nil }
    for record in counts.indices { counts[record] = 0 }
    if !faulty.isEmpty || !template.faulty.isEmpty { faulty = template.faulty }
    blanks.removeAll(keepingCapacity: true)
    blanks.append(contentsOf: template.blanks)
    singles.removeAll(keepingCapacity: true)
    weight = 0
    isTooLarge = false
  }

  /// Marks a field's mistake as reported; `false` when it was before.
  mutating func markFaulty(_ ref: FieldRef, row: Row) -> Bool { faulty.insert(Cell(ref: ref, row: row.index)).inserted }

  func isFaulty(_ ref: FieldRef, row: Row) -> Bool {
    !faulty.isEmpty && faulty.contains(Cell(ref: ref, row: row.index))
  }
}
