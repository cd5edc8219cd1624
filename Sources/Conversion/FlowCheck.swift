internal import BusinessRules
import EDIModel
import Formats
import Layouts

/// What the documents of one flow are held against, whatever layout they came in.
final class FlowCheck: Sendable {
  let flow: Flow
  private let rules: RulePlan

  init(_ flow: Flow) {
    self.flow = flow
    rules = RulePlan(flow.rules, shape: flow.shape)
  }

  /// Everything that speaks against a document: what reading found, the site's facts and the flow's rules.
  ///
  /// Rules are checked on documents that were read without an error only: what could not be read has its own finding.
  func findings(in read: ReadDocument, site: SiteFacts) -> [Finding] {
    let known = read.findings + site.findings(for: read.document, of: flow)
    return read.isRejected ? known : known + rules.findings(in: read.document)
  }
}
