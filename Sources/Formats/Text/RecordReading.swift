import EDIModel
import Layouts

/// One file being read, line by line: which record a line is, to which document and row it belongs.
struct RecordReading {
  /// Who answers for a finding: the document that is open, or the file.
  enum Owner {
    case document
    case file
  }

  private enum Phase {
    case start
    case body
    case closed
  }

  let plan: TextPlan
  let limits: Limits
  var reading = Reading()
  var fileFindings: FindingList
  var current: OpenDocument
  var totals: ControlTotals
  var map = LineMap()
  var owner = Owner.file
  /// The record's own number in the line before.
  var lastNumber: Int128 = 0
  /// Reused for texts on their way into the document.
  var text: [UInt8] = []
  var saidUnchecked = false

  private var phase = Phase.start
  private var isOpen = false
  /// A document with the header's values: what every document of the file begins as.
  private var template: OpenDocument
  private var firstBlankLine: Line?
  private var firstEnd: Line.End?
  private var endsAreMixed = false
  private var lastLine: Line?
  private var lastLineIsCut = false

  init(_ plan: TextPlan, _ limits: Limits) {
    self.plan = plan
    self.limits = limits
    fileFindings = FindingList(limit: limits.findings)
    totals = ControlTotals(plan)
    template = OpenDocument(Document(shape: plan.shape), records: plan.records.count, limit: limits.findings)
    current = template
  }

  /// Takes the next line in.
  mutating func take(
    _ line: Line, in buffer: borrowing [UInt8], onDocument: (ReadDocument) throws -> Void
  ) throws {
    let bytes = buffer.span.extracting(line.range)
    if Self.isBlank(bytes) {
      if firstBlankLine == nil { firstBlankLine = line }
      return
    }
    noteLineEnd(of: line)
    reportBlankLine()
    lastLine = line
    lastLineIsCut = false
    guard let index = plan.match(bytes) else { return takeUnknown(line, bytes) }
    let role = plan.records[index].record.role
    if role == .document || role == .trailer, phase != .closed { try handOver(onDocument) }
    totals.count(index)
    map.measure(bytes, separator: plan.text.separator, page: plan.page)
    totals.add(index, bytes, map)
    if phase == .start, role != .header { reportMissingHeader(line, plan.records[index]) }
    place(index, role, line, bytes)
  }

  private mutating func place(
    _ index: Int, _ role: TextLayout.Record.Role, _ line: Line, _ bytes: borrowing Span<UInt8>
  ) {
    let wasStart = phase == .start
    if wasStart { phase = .body }
    switch role {
    case .header where wasStart: takeHeader(index, line, bytes)
    case .document where phase == .body: startDocument(index, line, bytes)
    case .detail where isOpen: takeDetail(index, line, bytes)
    case .trailer where phase == .body:
      phase = .closed
      takeTrailer(index, line, bytes)
    default:
      owner = isOpen ? .document : .file
      report(.recordMisplaced, line, index, expected: plan.expectedPlace(of: index))
    }
  }

  /// Takes the end of the file in.
  mutating func finish(onDocument: (ReadDocument) throws -> Void) throws -> Reading {
    try handOver(onDocument)
    owner = .file
    if phase == .start, let header = plan.header {
      add(Finding(.headerMissing, place: Place(line: 1, column: 1, byte: 0, record: plan.id(header)),
        label: plan.records[header].record.label))
    }
    if phase != .closed, let trailer = plan.trailer {
      let end = lastLine?.endOffset ?? 0
      add(Finding(.trailerMissing, place: Place(line: lastLine?.number ?? 1, byte: end, record: plan.id(trailer)),
        label: plan.records[trailer].record.label, expected: Bilingual(pt: "um registro \(plan.id(trailer)) no fim",
          en: "a \(plan.id(trailer)) record at the end")))
    }
    if lastLineIsCut, let line = lastLine {
      add(Finding(.fileIncomplete, place: Place(line: line.number, column: line.length + 1, byte: line.endOffset)))
    }
    reading.findings = fileFindings.findings
    reading.furtherFindings = fileFindings.further
    return reading
  }
}

// MARK: - Lines

extension RecordReading {
  private static func isBlank(_ bytes: borrowing Span<UInt8>) -> Bool {
    for index in 0..<bytes.count where bytes[index] != 0x20 { return false }
    return true
  }

  private mutating func noteLineEnd(of line: Line) {
    guard line.end != .none, !endsAreMixed else { return }
    guard let first = firstEnd, first != line.end else {
      firstEnd = line.end
      return
    }
    endsAreMixed = true
    fileFindings.add(
      Finding(
        .textLineEndsMixed, severity: .warning,
        place: Place(line: line.number, column: line.length + 1, byte: line.offset + line.length),
        found: line.end == .crlf ? "CR LF" : "LF", expected: Bilingual(first == .crlf ? "CR LF" : "LF")))
  }

  /// Blank lines are tolerated at the end only: this is called when another line follows them.
  private mutating func reportBlankLine() {
    guard let line = firstBlankLine else { return }
    firstBlankLine = nil
    owner = isOpen ? .document : .file
    extendDocument(to: line)
    add(
      Finding(
        .recordUnknown, place: place(line, column: 0), found: "",
        expected: Bilingual(pt: "linhas em branco só no fim do arquivo", en: "blank lines at the end of the file only")))
  }

  private mutating func takeUnknown(_ line: Line, _ bytes: borrowing Span<UInt8>) {
    if phase == .start {
      phase = .body
      reportMissingHeader(line, nil)
    }
    owner = isOpen ? .document : .file
    extendDocument(to: line)
    totals.countUnknown()
    lastLineIsCut = line.end == .none && phase != .closed
    let width = plan.idWidth(bytes)
    var finding = Finding(
      .recordUnknown, place: place(line, column: 0), found: plan.page.printable(bytes, 0..<width),
      expected: plan.knownIDs(nearest: plan.nearest(to: bytes)))
    add(finding)
    guard let (offset, defect) = plan.page.firstDefect(in: bytes, 0..<bytes.count) else { return }
    finding = Finding(
      defect == .control ? .textControlCharacter : .textInvalidByte, place: place(line, column: offset),
      found: plan.page.printable(bytes, offset..<offset + 1))
    add(finding)
  }

  private mutating func reportMissingHeader(_ line: Line, _ record: RecordPlan?) {
    guard let header = plan.header else { return }
    var finding = Finding(
      .headerMissing, place: place(line, column: 0), label: plan.records[header].record.label,
      found: record?.record.id)
    finding.place.document = nil
    finding.place.record = plan.id(header)
    fileFindings.add(finding)
  }

  /// Says when a line is longer or shorter than its layout; its columns are read as far as they reach.
  mutating func checkLength(_ index: Int, _ line: Line, _ bytes: borrowing Span<UInt8>) {
    let record = plan.records[index]
    let cut = line.length - line.range.count
    var found = map.extent + cut
    if plan.text.separator != nil {
      while found > record.extent, map.range(start: found - 1, size: 1).isEmpty { found -= 1 }
    }
    guard found != record.extent || cut > 0 else { return }
    lastLineIsCut = line.end == .none && found < record.extent
    let end = map.end(of: min(found, record.extent))
    var finding = Finding(
      .recordLength, place: place(line, column: end), label: record.record.label, found: String(found),
      expected: plan.lengthText(record.extent))
    finding.place.record = record.record.id
    add(finding)
  }
}

// MARK: - Documents

extension RecordReading {
  private mutating func takeHeader(_ index: Int, _ line: Line, _ bytes: borrowing Span<UInt8>) {
    owner = .file
    reading.header = Extent(bytes: line.offset..<line.endOffset, lines: line.number...line.number)
    checkLength(index, line, bytes)
    readColumns(index, line, bytes, row: .root)
    template = current
  }

  private mutating func startDocument(_ index: Int, _ line: Line, _ bytes: borrowing Span<UInt8>) {
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

  private mutating func takeDetail(_ index: Int, _ line: Line, _ bytes: borrowing Span<UInt8>) {
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

  private mutating func extendDocument(to line: Line) {
    guard isOpen else { return }
    let extent = current.document.extent
    current.document.extent = Extent(
      bytes: extent.bytes.lowerBound..<max(line.endOffset, extent.bytes.upperBound),
      lines: extent.lines.lowerBound...max(line.number, extent.lines.upperBound))
  }

  private mutating func handOver(_ onDocument: (ReadDocument) throws -> Void) throws {
    guard isOpen else { return }
    owner = .document
    for group in plan.shape.groups.indices where group == 0 || current.openRows[group] != nil { checkMinimums(of: group) }
    completeDocument()
    isOpen = false
    try onDocument(
      ReadDocument(
        document: current.document, findings: current.findings.findings, furtherFindings: current.findings.further))
  }
}

extension RecordReading {
  /// Reads a file to its end.
  static func read(
    _ source: inout some ByteSource, plan: TextPlan, limits: Limits, onDocument: (ReadDocument) throws -> Void
  ) throws -> Reading {
    var lines = LineSource(limit: limits.token, skipsMark: plan.text.encoding == .utf8)
    var file = RecordReading(plan, limits)
    while let line = try lines.next(from: &source) {
      try file.take(line, in: lines.buffer, onDocument: onDocument)
    }
    return try file.finish(onDocument: onDocument)
  }
}
