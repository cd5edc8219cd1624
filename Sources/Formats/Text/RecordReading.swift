import EDIModel
import Layouts

/// One file being read, line by line: which record a line is, to which document and row it belongs.
struct RecordReading {
  /// Who answers for a finding: the document that is open, or the file.
  enum Owner {
    case document
    case file
  }

  enum Phase {
    case start
    case body
    case closed
  }

  let plan: TextPlan
  let limits: Limits
  var reading = Reading()
  var fileFindings: FindingList
  var current: OpenDocument
  /// The document that is handed over; afterwards, memory for the next one.
  var handed: ReadDocument
  var totals: ControlTotals
  var map = LineMap()
  var owner = Owner.file
  /// The record's own number in the line before.
  var lastNumber: Int128 = 0
  /// Reused for texts on their way into the document.
  var text: [UInt8] = []
  var saidUnchecked = false

  var phase = Phase.start
  var isOpen = false
  /// A document with the header's values: what every document of the file begins as.
  var template: OpenDocument
  var firstBlankLine: Line?
  var firstEnd: Line.End?
  var endsAreMixed = false
  var lastLine: Line?
  var lastLineIsCut = false

  init(_ plan: TextPlan, _ limits: Limits) {
    self.plan = plan
    self.limits = limits
    fileFindings = FindingList(limit: limits.findings)
    totals = ControlTotals(plan)
    template = OpenDocument(Document(shape: plan.shape), records: plan.records.count, limit: limits.findings)
    current = template
    handed = ReadDocument(document: template.document)
  }

  /// Reads a file to its end.
  static func read(
    _ source: inout some ByteSource, plan: TextPlan, limits: Limits, onDocument: (inout ReadDocument) throws -> Void
  ) throws -> Reading {
    var lines = LineSource(limit: limits.token, skipsMark: plan.text.encoding == .utf8)
    var file = RecordReading(plan, limits)
    while let line = try lines.next(from: &source) {
      try file.take(line, in: lines.buffer, onDocument: onDocument)
    }
    return try file.finish(onDocument: onDocument)
  }

  /// Takes the next line in.
  mutating func take(
    _ line: Line, in buffer: borrowing [UInt8], onDocument: (inout ReadDocument) throws -> Void
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
      owner = .file
      report(.recordMisplaced, line, index, expected: plan.expectedPlace(of: index))
    }
  }

  /// Takes the end of the file in.
  mutating func finish(onDocument: (inout ReadDocument) throws -> Void) throws -> Reading {
    try handOver(onDocument)
    owner = .file
    if phase == .start, let header = plan.header {
      add(
        Finding(
          .headerMissing, place: Place(line: 1, column: 1, byte: 0, record: plan.id(header)),
          label: plan.records[header].record.label))
    }
    if phase != .closed, let trailer = plan.trailer {
      let end = lastLine?.endOffset ?? 0
      add(
        Finding(
          .trailerMissing, place: Place(line: lastLine?.number ?? 1, byte: end, record: plan.id(trailer)),
          label: plan.records[trailer].record.label,
          expected: Bilingual(
            pt: "um registro \(plan.id(trailer)) no fim", en: "a \(plan.id(trailer)) record at the end")))
    }
    if lastLineIsCut, let line = lastLine {
      let end = line.offset + line.length
      add(Finding(.fileIncomplete, place: Place(line: line.number, column: line.length + 1, byte: end)))
    }
    reading.findings = fileFindings.findings
    reading.furtherFindings = fileFindings.further
    return reading
  }
}
