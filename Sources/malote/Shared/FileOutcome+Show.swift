import Conversion
import EDIModel
import Layouts
import Reports

extension FileOutcome {
  /// The findings as text, each with its line of the file.
  func findingsText(_ style: Style) -> String {
    let words = FindingText(style: style)
    var text = findings.map { words.render($0.finding, file: path, excerpt: $0.excerpt) }.joined()
    let more = furtherFindings + verdict.furtherFindings
    if more > 0 {
      text +=
        style.language == .pt ? "\(path): … e mais \(more) não mostrados\n" : "\(path): … \(more) more not shown\n"
    }
    return text
  }

  /// `pedido.xml: aceito (pedido-venda/protheus-xml): 1 documento`.
  func summary(_ language: Language) -> String {
    let layout = verdict.layout.map { " (\($0.path))" } ?? ""
    let pt = language == .pt
    let good = Self.count(
      verdict.good, pt ? "documento bom" : "good document", pt ? "documentos bons" : "good documents")
    let bad = Self.count(verdict.rejected, pt ? "recusado" : "rejected", pt ? "recusados" : "rejected")
    if verdict.isClean { return "\(path): \(pt ? "aceito" : "accepted")\(layout): \(good)" }
    guard verdict.good > 0 || verdict.rejected > 0 else {
      return "\(path): \(pt ? "recusado" : "rejected")\(layout)"
    }
    let word = verdict.good > 0 ? (pt ? "aceito em parte" : "partly accepted") : (pt ? "recusado" : "rejected")
    return "\(path): \(word)\(layout): \(good), \(bad)"
  }

  private static func count(_ number: Int, _ one: String, _ many: String) -> String {
    "\(number) \(number == 1 ? one : many)"
  }

  /// What came of the file, as data.
  struct Record: Encodable {
    let file: String
    let status: String
    let flow: String?
    let layout: String?
    let goodDocuments: Int
    let rejectedDocuments: Int
    let findings: [FindingRecord]
    let furtherFindings: Int
    let outputs: [Output]?
    let error: Bilingual?

    struct Output: Encodable {
      let document: Int
      let path: String
      let size: Int
    }

    init(_ outcome: FileOutcome, outputs: [Output]? = nil) {
      file = outcome.path
      flow = outcome.verdict.flow?.name
      layout = outcome.verdict.layout?.path
      goodDocuments = outcome.verdict.good
      rejectedDocuments = outcome.verdict.rejected
      findings = outcome.findings.map { FindingRecord($0.finding) }
      furtherFindings = outcome.furtherFindings + outcome.verdict.furtherFindings
      error = outcome.failure?.message
      self.outputs = outputs
      switch outcome.status {
      case .ok: status = "accepted"
      case .someRejected: status = "partly-accepted"
      case .data: status = "rejected"
      default: status = "failed"
      }
    }
  }
}
