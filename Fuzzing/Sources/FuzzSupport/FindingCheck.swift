import EDIModel
import Formats
import Layouts

/// Every finding has a place, in the file and in itself consistent, and texts fit for a report.
struct FindingCheck {
  let bytes: [UInt8]
  /// The layout that was read; `nil` for what recognition says.
  let layout: Layout?

  func check(_ pass: Pass) {
    for finding in pass.findings { check(finding, documents: pass.documents.count) }
    for read in pass.documents { checkNumber(read.findings.count, further: read.furtherFindings) }
    checkNumber(pass.reading.findings.count, further: pass.reading.furtherFindings)
  }

  func check(_ finding: Finding, documents: Int) {
    checkPlace(finding, documents)
    for text in [finding.found, finding.expected?.pt, finding.expected?.en].compactMap(\.self) {
      let isPrintable = !text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
      expect(isPrintable, "a control character in a report: \(finding)")
    }
    if let found = finding.found { expect(found.unicodeScalars.count <= 121, "found is not cut: \(finding)") }
  }

  private func checkPlace(_ finding: Finding, _ documents: Int) {
    func require(_ condition: Bool, _ broken: String) { expect(condition, "\(broken): \(finding)") }
    let place = finding.place
    require(place.document.map { (1...max(1, documents)).contains($0) } ?? true, "of a document that is not")
    require(place.column ?? 1 >= 1, "a column before the first")
    guard let line = place.line, let byte = place.byte else { return require(false, "a finding without its place") }
    require(byte >= 0 && byte <= bytes.count, "a place outside of the file")
    require(lines(at: byte).contains(line), "line and byte differ")
    // XML's columns are where the parser stood.
    if let column = place.column, isText { require(columns(at: byte).contains(column), "column and byte differ") }
  }

  private var isText: Bool { if case .xml = layout?.format { false } else { layout != nil } }

  /// The lines on which a byte may be said to stand: the byte behind a line end is also the end of that line.
  private func lines(at byte: Int) -> ClosedRange<Int> {
    let line = 1 + bytes.prefix(byte).count { $0 == 0x0A }
    return byte > 0 && bytes[byte - 1] == 0x0A ? line - 1...line : line...line
  }

  /// The columns in which it may be said to stand. A byte order mark is no part of the first line where it is skipped.
  private func columns(at byte: Int) -> [Int] {
    func columns(_ byte: Int) -> [Int] {
      let start = bytes.prefix(byte).lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      let isMarked = start == 0 && byte >= 3 && bytes.starts(with: [0xEF, 0xBB, 0xBF])
      return isMarked ? [byte - start + 1, byte - start - 2] : [byte - start + 1]
    }
    guard byte > 0, bytes[byte - 1] == 0x0A else { return columns(byte) }
    return [1] + columns(byte - 1) + columns(byte - 1).map { $0 + 1 }
  }

  private func checkNumber(_ count: Int, further: Int) {
    expect(count <= Limits().findings && further >= 0, "\(count) findings kept")
    expect(further == 0 || count == Limits().findings, "findings counted that there was room for")
  }
}
