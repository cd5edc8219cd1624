import EDIModel

/// A finding as one canonical line: what `fail/*.findings.txt` holds.
enum FindingLine {
  /// `1 7:41 error field.too-long operador found="JOSÉ" expected="no máximo 10 caracteres"`; `-` for what is not known.
  static func text(_ finding: Finding) -> String {
    func number(_ value: Int?) -> String { value.map(String.init) ?? "-" }
    let place = finding.place
    var words = [
      number(place.document), "\(number(place.line)):\(number(place.column))", finding.severity.rawValue,
      finding.code.rawValue, finding.field ?? place.record ?? "-",
    ]
    if let found = finding.found { words.append("found=\"\(found)\"") }
    if let expected = finding.expected { words.append("expected=\"\(expected.pt)\"") }
    return words.joined(separator: " ")
  }

  /// The last line of the golden file.
  static func summary(_ verdict: FileVerdict) -> String {
    let more = verdict.furtherFindings > 0 ? ", \(verdict.furtherFindings) further findings" : ""
    return "documents: \(verdict.good) good, \(verdict.rejected) rejected\(more)"
  }
}
