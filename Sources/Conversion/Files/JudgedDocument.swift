public import EDIModel
public import Formats
import Layouts

/// A document with all that speaks against it and, when nothing does, as its destination gets it.
public struct JudgedDocument: Sendable {
  /// The document as it was read.
  public let read: ReadDocument
  /// Everything that speaks against it, trial conversion included.
  public let findings: [Finding]
  /// What its destination gets; `nil` when it is rejected or its layout is one that is not converted.
  public let output: FileOutput?

  /// Whether it is to be rejected.
  public var isRejected: Bool { read.furtherFindings > 0 || findings.contains { $0.severity == .error } }
}

/// Judges documents one by one: pure, so that any number of them can be judged side by side.
struct Judge: Sendable {
  let exchange: Exchange?
  let flow: Flow?
  let site: SiteFacts
  let environment: String

  func callAsFunction(_ read: ReadDocument) -> JudgedDocument {
    var findings = exchange?.findings(in: read, site: site) ?? ownFindings(in: read)
    var output: FileOutput?
    if let exchange, !read.isRejected, !findings.contains(where: { $0.severity == .error }) {
      output = convert(read.document, by: exchange, &findings)
      if findings.contains(where: { $0.severity == .error }) { output = nil }
    }
    return JudgedDocument(read: read, findings: findings, output: output)
  }

  /// A document in a layout of the destination is held against the site and the rules only.
  private func ownFindings(in read: ReadDocument) -> [Finding] {
    guard let flow else { return read.findings }
    return flow.findings(in: read, site: site)
  }

  private func convert(_ document: Document, by exchange: Exchange, _ findings: inout [Finding]) -> FileOutput {
    let context = WriteContext(
      fileNumber: Int64(document.ordinal), environment: environment,
      identifier: DocumentIdentifier.make(for: document, in: exchange.flow))
    let (bytes, faults) = exchange.convert(document, context: context)
    findings += faults
    return FileOutput(ordinal: document.ordinal, name: exchange.fileName(for: document), bytes: bytes)
  }
}

/// Where the documents of a file are judged: one after the other, or by several threads of whoever works on the file.
public protocol JudgingLine {
  /// Takes the next document; hands over those that are through, in the order of the file. Throws what `use` throws.
  func add(_ read: ReadDocument, _ use: (JudgedDocument) throws -> Void) throws
  /// Hands over all that are left.
  func finish(_ use: (JudgedDocument) throws -> Void) throws
}

/// Judges each document at once.
struct OneByOne: JudgingLine {
  let judge: @Sendable (ReadDocument) -> JudgedDocument

  func add(_ read: ReadDocument, _ use: (JudgedDocument) throws -> Void) throws { try use(judge(read)) }
  func finish(_ use: (JudgedDocument) throws -> Void) {}
}
