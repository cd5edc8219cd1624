import EDIModel
import Layouts

/// Lines before it is known what they say: line ends, blank lines, unknown records, lengths.
extension RecordReading {
  static func isBlank(_ bytes: borrowing Span<UInt8>) -> Bool {
    for index in 0..<bytes.count where bytes[index] != 0x20 { return false }
    return true
  }

  mutating func noteLineEnd(of line: Line) {
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
  mutating func reportBlankLine() {
    guard let line = firstBlankLine else { return }
    firstBlankLine = nil
    owner = isOpen ? .document : .file
    extendDocument(to: line)
    add(
      Finding(
        .recordUnknown, place: place(line, column: 0), found: "",
        expected: Bilingual(pt: "linhas em branco só no fim do arquivo", en: "blank lines at the end of the file only"))
    )
  }

  mutating func takeUnknown(_ line: Line, _ bytes: borrowing Span<UInt8>) {
    if phase == .start {
      phase = .body
      reportMissingHeader(line, nil)
    }
    owner = isOpen ? .document : .file
    extendDocument(to: line)
    totals.countUnknown()
    lastLineIsCut = line.end == .none && phase != .closed
    guard keeps(.error) else { return }
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

  mutating func reportMissingHeader(_ line: Line, _ record: RecordPlan?) {
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
    var found = map.extent + (plan.isPositional ? cut : 0)
    if !plan.isPositional {
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
