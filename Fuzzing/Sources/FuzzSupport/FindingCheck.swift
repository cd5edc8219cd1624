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
    let place = finding.place
    func require(_ condition: Bool, _ broken: String) { expect(condition, "\(broken): \(finding)") }
    require(place.line != nil && place.byte != nil, "a finding without its place")
    if let column = place.column { require(column >= 1, "a column before the first") }
    if let number = place.document { require((1...max(1, documents)).contains(number), "of a document that is not") }
    if let line = place.line, let byte = place.byte {
      require(byte >= 0 && byte <= bytes.count, "a place outside of the file")
      require(lines(at: byte).contains(line), "line and byte differ")
      // XML's columns are where the parser stood.
      if let column = place.column, isText { require(self.columns(at: byte).contains(column), "column and byte differ") }
    }
    for text in [finding.found, finding.expected?.pt, finding.expected?.en].compactMap(\.self) {
      require(!text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }, "a control character in a report")
    }
    if let found = finding.found { require(found.unicodeScalars.count <= 121, "found is not cut") }
  }

  private var isText: Bool { if case .xml = layout?.format { false } else { layout != nil } }

  /// The lines on which a byte may be said to stand: the byte behind a line end is also the end of that line.
  private func lines(at byte: Int) -> ClosedRange<Int> {
    let line = 1 + bytes.prefix(byte).count { $0 == 0x0A }
    return byte > 0 && bytes[byte - 1] == 0x0A ? line - 1...line : line...line
  }

  private func columns(at byte: Int) -> [Int] {
    let start = bytes.prefix(byte).lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    guard start == byte, byte > 0 else { return [byte - start + 1] }
    let before = bytes.prefix(byte - 1).lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return [1, byte - before, byte - before + 1]
  }

  private func checkNumber(_ count: Int, further: Int) {
    expect(count <= Limits().findings && further >= 0, "\(count) findings kept")
    expect(further == 0 || count == Limits().findings, "findings counted that there was room for")
  }
}
