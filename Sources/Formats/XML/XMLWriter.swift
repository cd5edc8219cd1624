public import EDIModel
public import Layouts

/// Writes documents as XML of one layout: elements in the layout's order, no empty element, no white space between.
public struct XMLWriter: DocumentWriter {
  /// The layout that it writes.
  public let layout: Layout
  private let plan: XMLWritePlan

  /// Makes the writer of a layout.
  public init(layout: Layout, xml: XMLLayout) {
    self.layout = layout
    plan = XMLWritePlan(xml, shape: layout.shape)
  }

  /// Appends the file for `document` to `output`. With a finding of severity error what was appended is not to be used.
  public func write(_ document: Document, context: WriteContext, into output: inout [UInt8]) -> [Finding] {
    var writing = XMLWriting(plan, context: context)
    writing.output.swapBytes(with: &output)
    writing.output.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
    if !plan.xml.elements.isEmpty { writing.elements(0, plan, of: document, row: .root, rowNumber: 1) }
    writing.output.swapBytes(with: &output)
    return writing.findings
  }
}
