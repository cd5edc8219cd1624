public import Layouts

/// Reads files of fixed-width records: one line, one record, each column at its own bytes.
///
/// Texts stand at the left with blanks behind them, numbers fill their columns with leading zeros, blanks are no value.
public struct PositionalReader: DocumentReader {
  /// The layout that it reads.
  public let layout: Layout
  private let plan: TextPlan

  /// Makes the reader of a layout, whose records are `text`.
  public init(layout: Layout, text: TextLayout) {
    self.layout = layout
    plan = TextPlan(layout: layout, text: text)
  }

  /// Reads a file line by line; see ``DocumentReader/read(_:limits:onDocument:)``.
  public func read(
    _ source: inout some ByteSource, limits: Limits, onDocument: (inout ReadDocument) throws -> Void
  ) throws -> Reading {
    try RecordReading.read(&source, plan: plan, limits: limits, onDocument: onDocument)
  }

  /// The documents' lines between the file's header and a trailer that counts them again.
  public func excerpt(header: [UInt8], documents: [[UInt8]]) -> [UInt8] {
    Excerpt(plan).file(header: header, documents: documents)
  }
}
