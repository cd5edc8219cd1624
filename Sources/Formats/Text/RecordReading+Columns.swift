import EDIModel
import Layouts

/// The columns of one record.
extension RecordReading {
  /// Reads all columns of a line into a row of the open document, or, of a header or trailer, into the reading.
  mutating func readColumns(_ index: Int, _ line: Line, _ bytes: borrowing Span<UInt8>, row: Row) {
    let record = plan.records[index]
    let isSimple = map.isSimple(upTo: record.extent)
    for step in record.steps {
      var range = step.start..<step.start + step.size
      var isASCII = true
      if !isSimple {
        range = map.range(start: step.start, size: step.size)
        isASCII = map.isPlain || LineMap.isPrintableASCII(bytes.extracting(range))
        guard isASCII || isText(step, index, line, bytes, range), isReached(step, range) else {
          if step.action == .field, let target = target(step, row) { _ = current.markFaulty(step.ref, row: target) }
          continue
        }
      }
      switch step.action {
      case .field:
        if let target = target(step, row) { readField(step, index, line, bytes, range, isASCII, row: target) }
      case .none: break
      default: readFixed(step, index, line, bytes, range)
      }
    }
  }

  /// The row of the field's own group, which is the record's or one around it.
  private func target(_ step: Step, _ row: Row) -> Row? {
    step.ref.group == row.group ? row : current.document.enclosing(row, group: step.ref.group)
  }

  /// Whether every byte of the column is text; says so when one is not.
  private mutating func isText(
    _ step: Step, _ index: Int, _ line: Line, _ bytes: borrowing Span<UInt8>, _ range: Range<Int>
  ) -> Bool {
    guard let (offset, defect) = plan.page.firstDefect(in: bytes, range) else { return true }
    report(
      defect == .control ? .textControlCharacter : .textInvalidByte, line, index, step, at: offset,
      found: plan.page.printable(bytes, offset..<offset + 1),
      expected: defect == .control ? nil : Bilingual(plan.page.encoding.rawValue))
    return false
  }

  /// Whether enough of the column is there: what is left of a text still tells something, half a number tells
  /// something else.
  private func isReached(_ step: Step, _ range: Range<Int>) -> Bool {
    map.reaches(start: step.start, size: step.size) || (step.alignment == .left && !range.isEmpty)
  }

  private mutating func readField(
    _ step: Step, _ index: Int, _ line: Line, _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ isASCII: Bool,
    row: Row
  ) {
    guard !isAbsent(step, bytes, range) else { return noteBlank(step, index, line, range, row: row) }
    let start = current.document.arena.count
    let trimmed = step.alignment == .left ? Self.trimmed(bytes, range) : range
    let isMisaligned = step.alignment == .left && bytes[range.lowerBound] == 0x20 && plan.isPositional
    if let fault = isMisaligned ? .misaligned : readFitting(step, index, bytes, trimmed, isASCII, from: start) {
      _ = current.markFaulty(step.ref, row: row)
      report(
        fault.code, line, index, step, at: range.lowerBound, found: plan.page.printable(bytes, range),
        expected: fault.expected)
    } else if current.document.arena.count > start {
      current.document.set(
        step.ref, in: row, toArenaFrom: start, origin: line.offset + range.lowerBound, line: line.number)
    } else {
      noteBlank(step, index, line, range, row: row)
    }
  }

  /// As ``readValue(_:_:_:_:_:)``, and takes the value back from the arena, where it begins at `start`, when its type
  /// does not hold it.
  private mutating func readFitting(
    _ step: Step, _ index: Int, _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ isASCII: Bool, from start: Int
  ) -> ValueFault? {
    if let fault = readValue(step, index, bytes, range, isASCII) { return fault }
    guard let limit = step.limit, let fault = limit.fault(in: current.document.arena[start...]) else { return nil }
    current.document.arena.removeSubrange(start...)
    return fault
  }

  /// Reads a spelling to the end of the document's arena; nothing is appended when it says nothing.
  private mutating func readValue(
    _ step: Step, _ index: Int, _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ isASCII: Bool
  ) -> ValueFault? {
    if !plan.isPositional, range.count > step.size, plan.page.isSingleByte { return .text(longerThan: step.size) }
    if isASCII, let form = step.form { return form.read(bytes.extracting(range), into: &current.document.arena) }
    let record = plan.records[index]
    if isASCII, record.parts[step.column] == nil {
      return record.forms[step.column].read(bytes.extracting(range), into: &current.document.arena)
    }
    text.removeAll(keepingCapacity: true)
    plan.page.appendUTF8(bytes, range, to: &text)
    if let part = record.parts[step.column] { Self.keep(part, of: &text) }
    return text.isEmpty ? nil : Self.read(text, as: record.forms[step.column], into: &current.document.arena)
  }

  private static func read(_ text: [UInt8], as form: Form, into value: inout [UInt8]) -> ValueFault? {
    form.read(text.span, into: &value)
  }

  private static func keep(_ part: Binding.Part, of text: inout [UInt8]) {
    let pieces = text.split(separator: part.separator, omittingEmptySubsequences: false)
    text = part.number <= pieces.count ? Array(pieces[part.number - 1]) : []
  }

  private func isAbsent(_ step: Step, _ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard !range.isEmpty else { return true }
    let first = bytes[range.lowerBound]
    guard first == 0x20 || (first == 0x30 && step.alignment == .date) else { return false }
    for index in range where bytes[index] != first { return false }
    return true
  }

  private mutating func noteBlank(_ step: Step, _ index: Int, _ line: Line, _ range: Range<Int>, row: Row) {
    switch step.need {
    case .never: return
    case .always:
      if current.markFaulty(step.ref, row: row) { report(.fieldMissing, line, index, step, at: range.lowerBound) }
    case .later:
      var place = place(line, column: range.lowerBound)
      place.record = plan.id(index)
      current.blanks.append(
        OpenDocument.Blank(
          cell: OpenDocument.Cell(ref: step.ref, row: row.index), record: index, column: step.column, place: place))
    }
  }

  static func trimmed(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound, bytes[end - 1] == 0x20 { end -= 1 }
    return range.lowerBound..<end
  }
}

extension ValueFault {
  static let misaligned = ValueFault(
    code: .fieldMisaligned,
    expected: Bilingual(
      pt: "texto alinhado à esquerda, sem brancos antes", en: "text aligned left, no blanks before it"))
}
