import EDIModel
import Layouts

/// The columns of one record.
extension RecordWriting {
  /// How a value is brought to the width of its column.
  private enum Filling {
    /// Blanks behind it.
    case blanks
    /// Zeros before it, behind its sign.
    case zeros
  }

  mutating func put(_ column: TextLayout.Column, _ number: Int, of record: RecordPlan, row: Row, rowNumber: Int) {
    text.removeAll(keepingCapacity: true)
    switch column.content {
    case .binding(let binding): put(binding, column, record, row, rowNumber)
    case .constant(let constant): put(Array(constant.utf8), .blanks, column, record, row, nil)
    case .lineNumber: put(number: Int128(lineNumber), column, record, row)
    case .fileNumber: put(number: Int128(context.fileNumber), column, record, row)
    case .environment: put(Array(context.environment.utf8), .blanks, column, record, row, nil)
    case .count(let records): put(number: Int128(totals.count(of: records).lowerBound), column, record, row)
    case .sum:
      guard let total = totals.sum(forColumn: number) else { return put([], .blanks, column, record, row, nil) }
      put(number: total, column, record, row)
    case .filler: put([], .blanks, column, record, row, nil)
    }
  }

  private mutating func put(number: Int128, _ column: TextLayout.Column, _ record: RecordPlan, _ row: Row) {
    var digits: [UInt8] = []
    Digits.append(number, size: column.size, to: &digits)
    put(digits, .zeros, column, record, row, nil)
  }

  private mutating func put(
    _ binding: Binding, _ column: TextLayout.Column, _ record: RecordPlan, _ row: Row, _ rowNumber: Int
  ) {
    var spelled: [UInt8] = []
    swap(&spelled, &text)
    defer { swap(&spelled, &text) }
    switch binding.write(document, row: row, rowNumber: rowNumber, context: context, into: &spelled) {
    case .value: break
    case .nothing:
      spelled.removeAll(keepingCapacity: true)
      if binding.isRequired(document, row: row) {
        report(.targetMissing, column, record, row, binding.field, found: nil, expected: nil)
      }
    case .fault(let fault):
      let found = binding.field.flatMap { document.range(of: $0, from: row) }.map {
        Finding.printable(document.arena[$0])
      }
      report(fault.code, column, record, row, binding.field, found: found, expected: fault.expected)
      spelled.removeAll(keepingCapacity: true)
    }
    put(spelled, binding.form.alignment == .left ? .blanks : .zeros, column, record, row, binding.field)
  }

  /// Encodes a column's text and brings it to its width.
  private mutating func put(
    _ text: [UInt8], _ filling: Filling, _ column: TextLayout.Column, _ record: RecordPlan, _ row: Row,
    _ field: FieldRef?
  ) {
    let start = output.count
    let refused = plan.page.encode(text[...], into: &output) ?? misleading(from: start)
    if let refused {
      report(
        .targetCharacter, column, record, row, field, found: Finding.printable(String(refused).utf8),
        expected: charactersText)
      output.removeSubrange(start...)
    } else if width(from: start) > column.size {
      report(
        .targetTooLong, column, record, row, field, found: Finding.printable(text), expected: sizeText(column.size))
      output.removeSubrange(start...)
    }
    guard plan.isPositional else { return }
    let missing = column.size - width(from: start)
    switch output.count == start ? .blanks : filling {
    case .blanks: output.append(contentsOf: repeatElement(0x20, count: missing))
    case .zeros:
      let isSigned = output[start] == UInt8(ascii: "-")
      output.insert(contentsOf: repeatElement(48, count: missing), at: isSigned ? start + 1 : start)
    }
  }

  /// A character that the code page has and the reader would take for something else: a blank at the start of a
  /// positional text, a separator inside a delimited one.
  private func misleading(from start: Int) -> Unicode.Scalar? {
    if let separator = plan.text.separator {
      return output[start...].contains(separator) ? Unicode.Scalar(separator) : nil
    }
    return start < output.count && output[start] == 0x20 ? " " : nil
  }

  private func width(from start: Int) -> Int {
    plan.page.isSingleByte ? output.count - start : output[start...].count { $0 & 0xC0 != 0x80 }
  }

  private mutating func report(
    _ code: FindingCode, _ column: TextLayout.Column, _ record: RecordPlan, _ row: Row, _ field: FieldRef?,
    found: String?, expected: Bilingual?
  ) {
    var place = document.place(of: row)
    if let field, let holder = document.enclosing(row, group: field.group) {
      place = document.place(of: field, in: holder)
    }
    findings.append(
      Finding(
        code, place: Place(line: place.line, byte: place.origin, document: document.ordinal, record: record.record.id),
        label: column.label, field: column.name, found: found, expected: expected))
  }

  private var charactersText: Bilingual {
    let page = plan.page.encoding.rawValue
    guard let separator = plan.text.separator else {
      return Bilingual(
        pt: "caracteres de \(page), sem caractere de controle nem branco no início",
        en: "characters of \(page), no control character and no blank at the start")
    }
    let shown = Finding.printable(CollectionOfOne(separator))
    return Bilingual(
      pt: "caracteres de \(page), sem caractere de controle nem \(shown)",
      en: "characters of \(page), no control character and no \(shown)")
  }

  private func sizeText(_ size: Int) -> Bilingual {
    plan.page.isSingleByte
      ? Bilingual(pt: "no máximo \(size) bytes", en: "at most \(size) bytes")
      : Bilingual(pt: "no máximo \(size) caracteres", en: "at most \(size) characters")
  }
}
