public import Layouts

/// The list of formats: the one place that knows which folder reads and writes which kind of layout.
public enum Format {
  /// The reader of a layout. A witnessed one calls on a second, foreign validator where the format has one.
  public static func reader(for layout: Layout, isWitnessed: Bool = false) throws -> any DocumentReader {
    switch layout.format {
    case .xml(let xml): try XMLReader(layout: layout, xml: xml, witness: isWitnessed ? layout.schema : nil)
    case .positional(let text): PositionalReader(layout: layout, text: text)
    case .delimited(let text): DelimitedReader(layout: layout, text: text)
    }
  }

  /// The writer of a layout.
  public static func writer(for layout: Layout) -> any DocumentWriter {
    switch layout.format {
    case .xml(let xml): XMLWriter(layout: layout, xml: xml)
    case .positional(let text): PositionalWriter(layout: layout, text: text)
    case .delimited(let text): DelimitedWriter(layout: layout, text: text)
    }
  }
}
