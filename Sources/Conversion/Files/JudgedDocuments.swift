public import EDIModel
public import Formats
import Layouts

/// What became of documents that follow one another in a file.
public struct JudgedDocuments: Sendable {
  /// What their destination gets: of each that nothing speaks against, unless its layout is one that is not converted.
  public fileprivate(set) var outputs = FileOutputs()
  /// Everything that speaks against them, trial conversion included, each with its document.
  public fileprivate(set) var findings: [Finding] = []
  /// How many findings there were beyond what readers keep.
  public fileprivate(set) var furtherFindings = 0
  /// How many of them there is nothing against.
  public fileprivate(set) var good = 0
  /// How many are to be rejected.
  public fileprivate(set) var rejected = 0
}

/// Judges documents: pure, so that any number of them can be judged side by side.
struct Judge: Sendable {
  let exchange: Exchange?
  let check: FlowCheck?
  let site: SiteFacts
  let environment: String

  func callAsFunction(_ documents: [ReadDocument]) -> JudgedDocuments {
    var judged = JudgedDocuments()
    // By span: a copy of a document counts references that other threads count too.
    let span = documents.span
    for index in span.indices {
      judge(span[index], &judged)
      if judged.good == 1 { judged.outputs.reserveCapacity(times: documents.count) }
    }
    return judged
  }

  private func judge(_ read: borrowing ReadDocument, _ judged: inout JudgedDocuments) {
    var findings = check?.findings(in: read, site: site) ?? read.findings
    var isRejected = read.furtherFindings > 0 || findings.haveError
    if let exchange, !isRejected {
      findings += convert(read.document, by: exchange, into: &judged.outputs)
      isRejected = findings.haveError
    }
    judged.furtherFindings += read.furtherFindings
    if isRejected { judged.rejected += 1 } else { judged.good += 1 }
    for finding in findings { judged.findings.append(finding.placed(inDocument: read.document.ordinal)) }
  }

  private func convert(_ document: borrowing Document, by exchange: Exchange, into outputs: inout FileOutputs)
    -> [Finding]
  {
    let context = WriteContext(
      fileNumber: Int64(document.ordinal), environment: environment,
      identifier: DocumentIdentifier.make(for: document, in: exchange.flow))
    var findings: [Finding] = []
    outputs.add(ordinal: document.ordinal, name: { exchange.appendFileName(for: document, to: &$0) }) { bytes in
      findings = exchange.convert(document, context: context, into: &bytes)
      return !findings.haveError
    }
    return findings
  }
}

/// Where the documents of a file are judged: one after the other, or by several threads of whoever works on the file.
public protocol JudgingLine {
  /// Takes the next document, and leaves one that is not needed any more; hands over those that are through, in the order
  /// of the file. Throws what `use` throws.
  func add(_ read: inout ReadDocument, _ use: (JudgedDocuments) throws -> Void) throws
  /// Hands over all that are left.
  func finish(_ use: (JudgedDocuments) throws -> Void) throws
}

/// Judges each document at once.
struct OneByOne: JudgingLine {
  let judge: @Sendable ([ReadDocument]) -> JudgedDocuments

  func add(_ read: inout ReadDocument, _ use: (JudgedDocuments) throws -> Void) throws { try use(judge([read])) }
  func finish(_ use: (JudgedDocuments) throws -> Void) {}
}

extension [Finding] {
  /// Whether what they are about is to be rejected.
  var haveError: Bool { contains { $0.severity == .error } }
}

extension Finding {
  /// The same with the number of its document, where it has none yet.
  func placed(inDocument ordinal: Int) -> Finding {
    guard place.document == nil else { return self }
    var placed = self
    placed.place.document = ordinal
    return placed
  }
}
