import EDIModel

/// The findings of a document or a file, as many as are kept; errors beyond that are counted.
///
/// Warnings and notices beyond the limit are not counted: a count means that something else is wrong as well.
struct FindingList {
  private(set) var findings: [Finding] = []
  private(set) var further = 0
  private let limit: Int

  var isEmpty: Bool { findings.isEmpty && further == 0 }

  init(limit: Int) { self.limit = limit }

  mutating func add(_ finding: Finding) {
    if findings.count < limit {
      findings.append(finding)
    } else if finding.severity == .error {
      further += 1
    }
  }

  /// Brings findings that were made late to their place in the file.
  mutating func sortByPlace() {
    let order = findings.indices.sorted { left, right in
      (findings[left].place.byte ?? 0, left) < (findings[right].place.byte ?? 0, right)
    }
    findings = order.map { findings[$0] }
  }
}
