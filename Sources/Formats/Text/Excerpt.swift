import Layouts

/// A file of its own for some documents of a file: their lines as they stood, the file's header, and a trailer that
/// counts again and leaves its totals blank, so that the file is right once its mistakes are corrected.
struct Excerpt {
  private let plan: TextPlan
  private var output: [UInt8] = []
  private var counts: [Int]
  /// Lines whose record id is not even close to one of the layout.
  private var strangers = 0
  private var lastNumber: Int128 = 0

  init(_ plan: TextPlan) {
    self.plan = plan
    counts = Array(repeating: 0, count: plan.records.count)
  }

  /// The file's bytes. Its line ends are the header's, else the layout's.
  consuming func file(header: [UInt8], documents: [[UInt8]]) -> [UInt8] {
    let newline = Self.newline(of: header) ?? (plan.text.newline == .crlf ? [0x0D, 0x0A] : [0x0A])
    for part in [header] + documents where !part.isEmpty {
      takeLines(of: part)
      output.append(contentsOf: part)
      if part.last != 0x0A { output.append(contentsOf: newline) }
    }
    if let trailer = plan.trailer {
      counts[trailer] += 1
      appendTrailer(plan.records[trailer])
      output.append(contentsOf: newline)
    }
    return output
  }

  private static func newline(of line: [UInt8]) -> [UInt8]? {
    guard line.last == 0x0A else { return nil }
    return line.dropLast().last == 0x0D ? [0x0D, 0x0A] : [0x0A]
  }

  /// Counts the lines by their record ids. An id with one wrong character counts as what it was meant to be.
  private mutating func takeLines(of part: [UInt8]) {
    var map = LineMap()
    for piece in part.split(separator: 0x0A) {
      let line = Array(piece.last == 0x0D ? piece.dropLast() : piece)
      guard line.contains(where: { $0 != 0x20 }) else { continue }
      guard let index = plan.match(line.span) ?? plan.nearest(to: line.span) else {
        strangers += 1
        continue
      }
      counts[index] += 1
      map.measure(line.span, separator: plan.text.separator, page: plan.page)
      for step in plan.records[index].steps where step.action == .lineNumber {
        let range = map.range(start: step.start, size: step.size)
        lastNumber = max(lastNumber, Digits.number(line.span, range) ?? 0)
      }
    }
  }

  private mutating func appendTrailer(_ record: RecordPlan) {
    for (index, column) in record.record.columns.enumerated() {
      if index > 0, let separator = plan.text.separator { output.append(separator) }
      let start = output.count
      appendContent(column, constant: record.constants[index])
      guard plan.isPositional else { continue }
      output.append(contentsOf: repeatElement(0x20, count: max(0, column.size - (output.count - start))))
    }
  }

  private mutating func appendContent(_ column: TextLayout.Column, constant: [UInt8]) {
    switch column.content {
    case .constant: output.append(contentsOf: constant)
    case .lineNumber: Digits.append(lastNumber + 1, size: column.size, to: &output)
    case .count(let records):
      let counted = records.reduce(records.count == counts.count ? strangers : 0) { $0 + counts[$1] }
      Digits.append(Int128(counted), size: column.size, to: &output)
    case .binding, .fileNumber, .environment, .sum, .filler: break
    }
  }
}
