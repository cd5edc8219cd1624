public import EDIModel
public import Formats
public import Layouts

/// One way through a flow: a layout that is read and the layouts that its documents are written in. Pure: bytes in, bytes
/// and findings out. A class, because whoever judges hundreds of thousands of documents hands it on as often.
public final class Exchange: Sendable {
  /// The flow.
  public let flow: Flow
  /// Reads the source's layout.
  public let reader: any DocumentReader
  private let check: FlowCheck
  private let targets: Targets

  /// Prepares a reader of the source's layout.
  init(_ check: FlowCheck, from source: Layout, to targets: Targets, isWitnessed: Bool) throws {
    self.check = check
    flow = check.flow
    self.targets = targets
    reader = try Format.reader(for: source, isWitnessed: isWitnessed)
  }

  /// How a document is written.
  public func target(for document: Document) -> Target { targets.use(for: document) { $0 } }

  /// How documents are written that no case is for.
  public var standardTarget: Target { targets.standard }

  /// Everything that speaks against a document: what reading found, the site's facts and the flow's rules.
  ///
  /// Rules are checked on documents that were read without an error only: what could not be read has its own finding.
  public func findings(in read: ReadDocument, site: SiteFacts) -> [Finding] {
    check.findings(in: read, site: site)
  }

  /// A document written in the destination's layout. With findings of severity error the bytes are not to be used.
  public func convert(_ document: Document, context: WriteContext) -> (bytes: [UInt8], findings: [Finding]) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(document.arena.count * 2 + 1024)
    let findings = convert(document, context: context, into: &bytes)
    return (bytes, findings)
  }

  /// Appends a document in the destination's layout. With findings of severity error what was appended is not to be used.
  func convert(_ document: Document, context: WriteContext, into bytes: inout [UInt8]) -> [Finding] {
    let findings = targets.use(for: document) { $0.writer.write(document, context: context, into: &bytes) }
    return findings.map { $0.placed(inDocument: document.ordinal) }
  }

  /// The name of the document's file as its layout's template gives it, before it is made safe and unique.
  public func fileName(for document: Document) -> [UInt8] {
    var name: [UInt8] = []
    appendFileName(for: document, to: &name)
    return name
  }

  /// Appends ``fileName(for:)`` to `names`.
  func appendFileName(for document: Document, to names: inout [UInt8]) {
    let isNamed = targets.use(for: document) { target in
      target.layout.fileName.map { document.fill($0, into: &names) } ?? false
    }
    if !isNamed { names.append(contentsOf: flow.name.utf8) }
  }
}
