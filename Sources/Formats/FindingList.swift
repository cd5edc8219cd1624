import EDIModel

/// The findings of a document or a file, as many as are kept; errors beyond that are counted.
///
/// Whatever is lighter never takes the place of an error and is not counted beyond the limit: a count means that
/// something else is wrong as well.
struct FindingList {
  private(set) var findings: [Finding] = []
  private(set) var further = 0
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  var isEmpty: Bool { findings.isEmpty && further == 0 }

  mutating func add(_ finding: Finding) {
    if findings.count < limit { return findings.append(finding) }
    guard finding.severity == .error else { return }
    guard let lighter = lastIndex(of: .notice) ?? lastIndex(of: .warning) else { return further += 1 }
    findings.remove(at: lighter)
    findings.append(finding)
  }

  /// Adds a finding that must be seen, whatever the limit says.
  mutating func addLast(_ finding: Finding) {
    if findings.count >= limit, let last = findings.popLast(), last.severity == .error { further += 1 }
    findings.append(finding)
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

  private func lastIndex(of severity: Severity) -> Int? { findings.lastIndex { $0.severity == severity } }
}
