import EDIModel

extension ErrorReport {
  /// The `.erro.json`: what ``text()`` says, as data with stable English keys.
  public func json() throws -> [UInt8] { Array(try JSONText.encode(Record(self)).utf8) }

  private struct Record: Encodable {
    let version = 1
    let id: String
    let scope: String
    let title: Bilingual
    let cause: Bilingual
    let impact: [Bilingual]
    let steps: [Bilingual]
    let resending: Bilingual?
    let operation: Operation?
    let file: File
    let documents: Documents?
    let findings: [FindingRecord]
    let counts: Counts

    init(_ report: ErrorReport) {
      id = report.id
      title = report.title
      cause = report.cause
      impact = report.impact
      steps = report.steps
      resending = report.resending
      operation = report.subject.map(Operation.init)
      file = File(report.origin)
      findings = report.findings.map { FindingRecord($0) }
      counts = Counts(
        errors: report.count(of: .error), warnings: report.count(of: .warning), notices: report.count(of: .notice),
        notListed: report.furtherFindings)
      switch report.scope {
      case .file:
        scope = "file"
        documents = nil
      case .document(let wentOn, let alsoRejected):
        scope = "document"
        documents = Documents(wentOn: wentOn, alsoRejected: alsoRejected)
      }
    }
  }

  private struct Operation: Encodable {
    let flow: String
    let title: Bilingual
    let key: String?
    let layout: String
    let destination: String

    init(_ subject: Subject) {
      flow = subject.flow
      title = subject.title
      key = subject.key
      layout = subject.layout
      destination = subject.destination
    }
  }

  private struct File: Encodable {
    let system: String
    let name: String
    let receivedAt: String
    let receivedAtLocal: String?
    let timeZone: String
    let sha256: String
    let original: String
    let rejected: String?
    let inbox: String

    init(_ origin: Origin) {
      system = origin.system
      name = origin.fileName
      receivedAt = origin.receivedAt
      receivedAtLocal = LocalTime(utc: origin.receivedAt, timeZone: origin.timeZone)?.iso
      timeZone = origin.timeZone
      sha256 = origin.sha256
      original = origin.original
      rejected = origin.rejected
      inbox = origin.inbox
    }
  }

  private struct Documents: Encodable {
    let wentOn: Int
    let alsoRejected: Int
  }

  private struct Counts: Encodable {
    let errors: Int
    let warnings: Int
    let notices: Int
    let notListed: Int
  }
}
