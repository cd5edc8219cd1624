import EDIModel
import Layouts

/// One file being written: its records in the layout's order, each counted for the trailer.
struct RecordWriting {
  let plan: TextPlan
  let document: Document
  let context: WriteContext
  var output: [UInt8] = []
  var findings: [Finding] = []
  var totals: ControlTotals
  var lineNumber = 0
  /// Reused for the text of one column, in UTF-8.
  var text: [UInt8] = []
  /// Whether columns are tried the quick way first. Separated ones are not: their values may hold the separator.
  var isQuick: Bool

  /// Appends the file of a document to `output` and returns what did not fit.
  static func write(
    _ document: Document, plan: TextPlan, context: WriteContext, into output: inout [UInt8], isQuick: Bool = true
  ) -> [Finding] {
    var file = RecordWriting(plan: plan, document: document, context: context)
    if !isQuick { file.isQuick = false }
    swap(&file.output, &output)
    defer { swap(&file.output, &output) }
    file.writeAll()
    return file.findings
  }

  private init(plan: TextPlan, document: Document, context: WriteContext) {
    self.plan = plan
    self.document = document
    self.context = context
    isQuick = plan.isPositional
    totals = ControlTotals(plan)
  }

  private mutating func writeAll() {
    for (index, record) in plan.records.enumerated() where record.record.role != .detail {
      put(index, row: .root, rowNumber: 1)
      if record.record.role == .document { writeDetails(under: .root) }
    }
  }

  /// The details of a row in declared order, each followed by its own.
  private mutating func writeDetails(under row: Row) {
    for index in plan.childRecords[row.group] {
      let record = plan.records[index].record
      let rows = record.repeats ? document.indices(of: record.group, under: row) : single(record, row)
      checkOccurrences(index, rows.count, row)
      for (number, item) in rows.enumerated() {
        let own = Row(group: record.group, index: item)
        put(index, row: own, rowNumber: number + 1)
        if record.repeats { writeDetails(under: own) }
      }
    }
  }

  private func single(_ record: TextLayout.Record, _ row: Row) -> Range<Int> {
    let isThere = record.condition?.holds(in: document, row: row) ?? true
    return row.index..<row.index + (isThere ? 1 : 0)
  }

  private mutating func checkOccurrences(_ index: Int, _ count: Int, _ row: Row) {
    let record = plan.records[index].record
    let place = document.place(of: row)
    func finding(_ code: FindingCode, _ expected: Bilingual) -> Finding {
      Finding(
        code, place: Place(line: place.line, byte: place.origin, document: document.ordinal, record: record.id),
        label: record.label, found: String(count), expected: expected)
    }
    if count > record.maximum {
      let most = record.maximum
      findings.append(finding(.targetTooMany, Bilingual(pt: "no máximo \(most)", en: "at most \(most)")))
    } else if count < record.minimum {
      let least = record.minimum
      findings.append(finding(.targetMissing, Bilingual(pt: "ao menos \(least)", en: "at least \(least)")))
    }
  }

  private mutating func put(_ index: Int, row: Row, rowNumber: Int) {
    let record = plan.records[index]
    let start = output.count
    lineNumber += 1
    totals.count(index)
    for step in record.writeSteps {
      if step.column > 0, let separator = plan.text.separator { output.append(separator) }
      if isQuick, putQuickly(step, record, row) { continue }
      put(record.record.columns[step.column], step.column, of: record, row: row, rowNumber: rowNumber)
    }
    if totals.sums(index) { addToTotals(index, from: start) }
    if plan.text.newline == .crlf { output.append(0x0D) }
    output.append(0x0A)
  }

  /// Adds the line that was just written to the sums, by the same rules by which its reader will.
  private mutating func addToTotals(_ index: Int, from start: Int) {
    Self.add(output, from: start, index, plan, to: &totals)
  }

  private static func add(
    _ output: [UInt8], from start: Int, _ index: Int, _ plan: TextPlan, to totals: inout ControlTotals
  ) {
    let bytes = output.span.extracting(start..<output.count)
    var map = LineMap()
    map.measure(bytes, separator: plan.text.separator, page: plan.page)
    totals.add(index, bytes, map)
  }
}
