internal import BusinessRules
public import EDIModel
public import Formats
public import Layouts

/// One way through a flow: a layout that is read and the layout that its documents are written in. Pure: bytes in, bytes
/// and findings out. A class, because whoever judges hundreds of thousands of documents hands it on as often.
public final class Exchange: Sendable {
  /// The flow.
  public let flow: Flow
  /// Reads the source's layout.
  public let reader: any DocumentReader
  /// Writes the destination's layout.
  public let writer: any DocumentWriter
  private let fileName: [TemplatePart]?

  /// Prepares the reader and the writer of two layouts of a flow.
  public init(flow: Flow, from source: Layout, to target: Layout, isWitnessed: Bool = false) throws {
    self.flow = flow
    reader = try Format.reader(for: source, isWitnessed: isWitnessed)
    writer = Format.writer(for: target)
    fileName = target.fileName
  }

  /// Everything that speaks against a document: what reading found, the site's facts and the flow's rules.
  ///
  /// Rules are checked on documents that were read without an error only: what could not be read has its own finding.
  public func findings(in read: ReadDocument, site: SiteFacts) -> [Finding] {
    flow.findings(in: read, site: site)
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
    writer.write(document, context: context, into: &bytes).map { $0.placed(inDocument: document.ordinal) }
  }

  /// The name of the document's file as its layout's template gives it, before it is made safe and unique.
  public func fileName(for document: Document) -> [UInt8] {
    var name: [UInt8] = []
    appendFileName(for: document, to: &name)
    return name
  }

  /// Appends ``fileName(for:)`` to `names`.
  func appendFileName(for document: Document, to names: inout [UInt8]) {
    if let fileName, document.fill(fileName, into: &names) { return }
    names.append(contentsOf: flow.name.utf8)
  }

  /// Whether the destination's files carry a sequence number.
  public var isNumbered: Bool {
    switch writer.layout.format {
    case .xml: return false
    case .positional(let text), .delimited(let text):
      return text.records.contains { record in
        record.columns.contains { if case .fileNumber = $0.content { true } else { false } }
      }
    }
  }
}

extension Flow {
  /// See ``Exchange/findings(in:site:)``; layouts that are only read back are held against the same.
  func findings(in read: ReadDocument, site: SiteFacts) -> [Finding] {
    let known = read.findings + site.findings(for: read.document, of: self)
    return read.isRejected ? known : known + RuleCheck.findings(of: rules, in: read.document)
  }
}
