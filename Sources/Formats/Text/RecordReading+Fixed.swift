import EDIModel
import Layouts

/// Columns that hold no field of the document: constants, numbers of lines and files, control totals.
extension RecordReading {
  mutating func readFixed(
    _ step: Step, _ index: Int, _ line: Line, _ bytes: borrowing Span<UInt8>, _ range: Range<Int>
  ) {
    switch step.action {
    case .constant: checkConstant(step, index, line, bytes, range)
    case .lineNumber: checkLineNumber(step, index, line, bytes, range)
    case .fileNumber:
      guard let number = number(step, index, line, bytes, range) else { return }
      reading.fileNumber = Int64(exactly: number)
    case .environment:
      let text = Self.trimmed(bytes, range)
      if text.isEmpty { return report(.fieldMissing, line, index, step, at: range.lowerBound) }
      reading.environment = plan.page.printable(bytes, text)
    case .count: checkCount(step, index, line, bytes, range)
    case .sum: checkSum(step, index, line, bytes, range)
    case .filler: checkFiller(step, index, line, bytes, range)
    case .field, .none: break
    }
  }

  private mutating func checkConstant(
    _ step: Step, _ index: Int, _ line: Line, _ bytes: borrowing Span<UInt8>, _ range: Range<Int>
  ) {
    let wanted = plan.records[index].constants[step.column]
    let found = Self.trimmed(bytes, range)
    var isSame = found.count == wanted.count
    if isSame {
      for offset in wanted.indices where bytes[found.lowerBound + offset] != wanted[offset] { isSame = false }
    }
    guard !isSame else { return }
    report(
      .fieldNotConstant, line, index, step, at: range.lowerBound, found: plan.page.printable(bytes, range),
      expected: Bilingual(plan.page.printable(wanted.span, 0..<wanted.count)))
  }

  private mutating func checkFiller(
    _ step: Step, _ index: Int, _ line: Line, _ bytes: borrowing Span<UInt8>, _ range: Range<Int>
  ) {
    guard !Self.trimmed(bytes, range).isEmpty else { return }
    report(
      .fieldNotConstant, severity: .warning, line, index, step, at: range.lowerBound,
      found: plan.page.printable(bytes, range), expected: Bilingual(pt: "brancos", en: "blanks"))
  }

  private mutating func checkLineNumber(
    _ step: Step, _ index: Int, _ line: Line, _ bytes: borrowing Span<UInt8>, _ range: Range<Int>
  ) {
    guard let number = Digits.number(bytes, range) else {
      return report(
        .recordNumber, line, index, step, at: range.lowerBound, found: plan.page.printable(bytes, range),
        expected: Bilingual(pt: "um número maior que \(lastNumber)", en: "a number greater than \(lastNumber)"))
    }
    if number <= lastNumber {
      report(
        .recordNumber, line, index, step, at: range.lowerBound, found: plan.page.printable(bytes, range),
        expected: Bilingual(pt: "um número maior que \(lastNumber)", en: "a number greater than \(lastNumber)"))
    }
    // The next line is compared with what stands here, so that one wrong number is one finding.
    lastNumber = number
  }

  /// The digits of a column that may not be blank; reports and returns `nil` when they are none.
  private mutating func number(
    _ step: Step, _ index: Int, _ line: Line, _ bytes: borrowing Span<UInt8>, _ range: Range<Int>
  ) -> Int128? {
    if Self.trimmed(bytes, range).isEmpty {
      report(.fieldMissing, line, index, step, at: range.lowerBound)
      return nil
    }
    guard let number = Digits.number(bytes, range) else {
      report(
        .fieldNotANumber, line, index, step, at: range.lowerBound, found: plan.page.printable(bytes, range),
        expected: Bilingual(pt: "\(step.size) dígitos", en: "\(step.size) digits"))
      return nil
    }
    return number
  }

  private mutating func checkCount(
    _ step: Step, _ index: Int, _ line: Line, _ bytes: borrowing Span<UInt8>, _ range: Range<Int>
  ) {
    guard case .count(let records) = plan.records[index].record.columns[step.column].content else { return }
    let counted = totals.count(of: records)
    if !Self.trimmed(bytes, range).isEmpty {
      guard let stated = number(step, index, line, bytes, range) else { return }
      guard stated < counted.lowerBound || stated > counted.upperBound else { return }
    }
    var spelled: [UInt8] = []
    Digits.append(Int128(counted.lowerBound), size: plan.isPositional ? step.size : 1, to: &spelled)
    report(
      .trailerCount, line, index, step, at: range.lowerBound, found: plan.page.printable(bytes, range),
      expected: Bilingual(String(decoding: spelled, as: UTF8.self)))
  }

  private mutating func checkSum(
    _ step: Step, _ index: Int, _ line: Line, _ bytes: borrowing Span<UInt8>, _ range: Range<Int>
  ) {
    guard case .sum(_, let decimals) = plan.records[index].record.columns[step.column].content else { return }
    let isBlank = Self.trimmed(bytes, range).isEmpty
    if isBlank, plan.text.allowsBlankTotals {
      guard !saidUnchecked else { return }
      saidUnchecked = true
      return report(.trailerUnchecked, severity: .warning, line, index, step, at: range.lowerBound)
    }
    if !isBlank, number(step, index, line, bytes, range) == nil { return }
    // A sum that lacks a line's value proves nothing, and that line has its own finding.
    guard let total = totals.sum(forColumn: step.column) else { return }
    if !isBlank, Digits.number(bytes, range) == total { return }
    report(
      .trailerTotal, line, index, step, at: range.lowerBound, found: plan.page.printable(bytes, range),
      expected: Self.total(total, size: plan.isPositional ? step.size : 1, decimals: decimals))
  }

  /// A total as the file spells it and as people do: `000000000000012345 (123,45)`.
  private static func total(_ total: Int128, size: Int, decimals: Int) -> Bilingual {
    var spelled: [UInt8] = []
    Digits.append(total, size: size, to: &spelled)
    let digits = String(decoding: spelled, as: UTF8.self)
    let number = String(
      decoding: ExactDecimal(unscaled: total, scale: decimals).formatted(decimals: decimals), as: UTF8.self)
    guard decimals > 0 else { return Bilingual(digits) }
    let comma = String(number.map { $0 == "." ? "," : $0 })
    return Bilingual(pt: "\(digits) (\(comma))", en: "\(digits) (\(number))")
  }
}
