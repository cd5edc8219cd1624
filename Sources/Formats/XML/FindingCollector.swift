import EDIModel

/// Gathers findings up to a limit and counts the rest. Notices never take the place of anything heavier, and are not
/// counted: they reject nothing.
struct FindingCollector {
  let limit: Int
  private(set) var findings: [Finding] = []
  private(set) var further = 0

  init(limit: Int) { self.limit = limit }

  mutating func add(_ finding: Finding) {
    if findings.count < limit { return findings.append(finding) }
    guard finding.severity != .notice else { return }
    guard let notice = findings.lastIndex(where: { $0.severity == .notice }) else { return further += 1 }
    findings.remove(at: notice)
    findings.append(finding)
  }

  /// Adds a finding that must be seen, whatever the limit says.
  mutating func addLast(_ finding: Finding) {
    if findings.count >= limit, let last = findings.popLast(), last.severity != .notice { further += 1 }
    findings.append(finding)
  }

  /// Adds everything of another collector.
  mutating func add(_ other: FindingCollector) {
    for finding in other.findings { add(finding) }
    further += other.further
  }

  /// The findings in the order of the file; those of one place in the order in which they were made.
  var inOrder: [Finding] {
    findings.enumerated().sorted { left, right in
      let (l, r) = (left.element.place.byte ?? .max, right.element.place.byte ?? .max)
      return l == r ? left.offset < right.offset : l < r
    }.map(\.element)
  }
}
