public import EDIModel
public import Layouts

/// Writes files of fixed-width records, strictly: a value that does not fit, or a character that the code page does not
/// have, is a finding and never cut or replaced.
public struct PositionalWriter: DocumentWriter {
  /// The layout that it writes.
  public let layout: Layout
  private let plan: TextPlan

  /// Makes the writer of a layout, whose records are `text`.
  public init(layout: Layout, text: TextLayout) {
    self.layout = layout
    plan = TextPlan(layout: layout, text: text)
  }

  /// Appends the document's file: header, records in the layout's order, trailer.
  public func write(_ document: Document, context: WriteContext, into output: inout [UInt8]) -> [Finding] {
    RecordWriting.write(document, plan: plan, context: context, into: &output)
  }
}
