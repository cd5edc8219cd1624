import EDIModel

/// The findings of a document or a file, as many as are kept; errors beyond that are counted.
///
/// Whatever is lighter never takes the place of an error and is not counted beyond the limit: a count means that
/// something else is wrong as well.
struct FindingList {
  private(set) var findings: [Finding] = []
  private(set) var further = 0
  private let limit: Int
  /// How many of those kept are no errors.
  private var lighter = 0

  init(limit: Int) { self.limit = limit }

  var isEmpty: Bool { findings.isEmpty && further == 0 }

  /// Whether a finding of such weight would be kept: asked before one is made where a file may bring millions of them.
  func keeps(_ severity: Severity) -> Bool { findings.count < limit || (severity == .error && lighter > 0) }

  /// Counts a finding that would not be kept.
  mutating func countFurther(_ severity: Severity) { if severity == .error { further += 1 } }

  mutating func add(_ finding: Finding) {
    guard keeps(finding.severity) else { return countFurther(finding.severity) }
    if findings.count >= limit, let index = lastIndex(of: .notice) ?? lastIndex(of: .warning) {
      findings.remove(at: index)
      lighter -= 1
    }
    append(finding)
  }

  /// Adds a finding that must be seen, whatever the limit says.
  mutating func addLast(_ finding: Finding) {
    if findings.count >= limit, let last = findings.popLast() {
      countFurther(last.severity)
      if last.severity != .error { lighter -= 1 }
    }
    append(finding)
  }

  /// Adds everything of another list.
  mutating func add(_ other: FindingList) {
    for finding in other.findings { add(finding) }
    further += other.further
  }

  /// Brings findings that were made late to their place in the file; those of one place stay as they were made.
  mutating func sortByPlace() {
    let order = findings.indices.sorted { left, right in
      (findings[left].place.byte ?? .max, left) < (findings[right].place.byte ?? .max, right)
    }
    findings = order.map { findings[$0] }
  }

  private mutating func append(_ finding: Finding) {
    findings.append(finding)
    if finding.severity != .error { lighter += 1 }
  }

  private func lastIndex(of severity: Severity) -> Int? { findings.lastIndex { $0.severity == severity } }
}
