public import EDIModel
import Formats
public import Layouts

/// Writes receipts: for each system in one of the layouts that the site's flow of receipts has for it.
public struct ReceiptWriter: Sendable {
  /// The flow of receipts.
  public let flow: Flow
  private let shape: ReceiptShape
  private let targets: [String: [Target]]

  /// Prepares the layouts of all systems, the standard one of each first.
  init(_ flow: Flow) {
    self.flow = flow
    shape = ReceiptShape(flow)
    let standards = [flow.deliveries.standard, flow.returns?.standard].compactMap(\.self)
    var targets: [String: [Target]] = [:]
    for layout in flow.layouts where layout.canWrite {
      let own = targets[layout.system] ?? []
      targets[layout.system] = standards.contains(layout.name) ? [Target(layout)] + own : own + [Target(layout)]
    }
    self.targets = targets
  }

  /// The layout in which a system is answered to a file that came in `layout`: XML to XML, text to text, its standard
  /// where the file's layout is not known; `nil` where receipts are not written for that system at all.
  public func target(for system: String, answering layout: Layout?) -> Target? {
    let own = targets[system] ?? []
    guard let layout else { return own.first }
    return own.first { $0.layout.isXML == layout.isXML } ?? own.first
  }

  /// The file of a receipt. With findings of severity error the bytes are not to be used.
  public func write(
    _ receipt: Receipt, as target: Target, fileNumber: Int64, environment: String
  ) -> (bytes: [UInt8], findings: [Finding]) {
    let document = shape.document(receipt)
    let context = WriteContext(
      fileNumber: fileNumber, environment: environment,
      identifier: DocumentIdentifier.make(flow, identity: receipt.id.description.utf8, stamp: receipt.answeredOn.utf8))
    var bytes: [UInt8] = []
    let findings = target.writer.write(document, context: context, into: &bytes)
    return (bytes, findings)
  }

  /// What a receipt of a system says, which was read as a document of ``flow``.
  public func statement(in document: Document) -> Statement { shape.statement(in: document) }

  /// The wanted name of its file.
  public func fileName(of receipt: Receipt, as target: Target) -> [UInt8] {
    var name: [UInt8] = []
    let isNamed = target.layout.fileName.map { shape.document(receipt).fill($0, into: &name) } ?? false
    return isNamed ? name : Array(flow.name.utf8)
  }
}
