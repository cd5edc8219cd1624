public import EDIModel
import Layouts

/// What a site says about itself, against which every file is held.
public struct SiteFacts: Sendable {
  /// The company whose documents it takes; `nil` takes any (commands without a site).
  public var company: String?
  /// The branches whose documents it takes; empty takes any.
  public var branches: [String]
  /// `P` for production, `T` for test; `nil` takes both.
  public var environment: String?

  /// Makes a site's facts.
  public init(company: String? = nil, branches: [String] = [], environment: String? = nil) {
    self.company = company
    self.branches = branches
    self.environment = environment
  }

  /// What speaks against a document: it belongs to another company or branch.
  func findings(for document: Document, of flow: Flow) -> [Finding] {
    var findings: [Finding] = []
    if let field = flow.company, let company, let found = document.text(of: field), found != company {
      findings.append(finding(.siteCompany, field, document, found, expected: company))
    }
    if let field = flow.branch, !branches.isEmpty, let found = document.text(of: field), !branches.contains(found) {
      findings.append(finding(.siteBranch, field, document, found, expected: branches.joined(separator: ", ")))
    }
    return findings
  }

  /// What speaks against a whole file: it belongs to the other environment.
  public func findings(forEnvironment found: String?) -> [Finding] {
    guard let environment, let found, found != environment else { return [] }
    return [
      Finding(
        .siteEnvironment, place: Place(line: 1), found: Finding.printable(found.utf8), expected: Bilingual(environment))
    ]
  }

  private func finding(
    _ code: FindingCode, _ field: FieldRef, _ document: Document, _ found: String, expected: String
  ) -> Finding {
    let place = document.place(of: field, in: .root)
    return Finding(
      code, place: Place(line: place.line == 0 ? nil : place.line, byte: place.origin, document: document.ordinal),
      label: document.shape[field].label, field: document.shape[field].name, found: Finding.printable(found.utf8),
      expected: Bilingual(expected))
  }
}
