public import EDIModel

/// A finding as data for other programs: stable English keys, both languages' texts. Version 1.
public struct FindingRecord: Sendable, Encodable {
  let code: FindingCode
  let severity: Severity
  let title: Bilingual
  let remedy: Bilingual
  let line: Int?
  let column: Int?
  let byte: Int?
  let document: Int?
  let record: String?
  let field: String?
  let label: Bilingual?
  let found: String?
  let expected: Bilingual?

  /// Takes everything that the finding says.
  public init(_ finding: Finding) {
    code = finding.code
    severity = finding.severity
    title = finding.code.text.title
    remedy = finding.code.text.remedy
    line = finding.place.line
    column = finding.place.column
    byte = finding.place.byte
    document = finding.place.document
    record = finding.place.record
    field = finding.field
    label = finding.label
    found = finding.found
    expected = finding.expected
  }
}
