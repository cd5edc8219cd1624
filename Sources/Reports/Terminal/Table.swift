/// Rows under headings, aligned by display width. On a terminal the widest columns are cut until a row fits.
public struct Table: Sendable {
  /// A column's heading and alignment.
  public struct Column: Sendable, Hashable {
    /// Its heading.
    public let title: String
    /// Numbers stand at the right.
    public let isRightAligned: Bool

    /// Makes a column.
    public init(_ title: String, rightAligned: Bool = false) {
      self.title = title
      isRightAligned = rightAligned
    }
  }

  private let columns: [Column]
  private var rows: [[String]] = []

  /// No column is cut below so many cells.
  private static let narrowest = 8
  private static let gap = "  "

  /// Makes an empty table.
  public init(_ columns: [Column]) { self.columns = columns }

  /// Whether it has no rows.
  public var isEmpty: Bool { rows.isEmpty }

  /// Adds a row; missing cells are empty, surplus ones left out.
  public mutating func add(_ cells: [String]) {
    rows.append(columns.indices.map { $0 < cells.count ? cells[$0] : "" })
  }

  /// The lines, each ended by a line feed; no line ends in blanks.
  public func render(_ style: Style) -> String {
    let widths = fitted(style.width)
    let heading = line(columns.map(\.title), widths)
    return ([style.paint(heading, .bold)] + rows.map { line($0, widths) }).map { $0 + "\n" }.joined()
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var line = zip(zip(columns, widths), cells).map { column, cell in
      cell.clipped(to: column.1).padded(to: column.1, rightAligned: column.0.isRightAligned)
    }.joined(separator: Self.gap)
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }

  private func fitted(_ width: Int?) -> [Int] {
    var widths = columns.indices.map { index in
      rows.reduce(DisplayWidth.of(columns[index].title)) { max($0, DisplayWidth.of($1[index])) }
    }
    guard let width else { return widths }
    let available = width - Self.gap.count * (columns.count - 1)
    while widths.reduce(0, +) > available, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
      widths[widest] > Self.narrowest
    {
      widths[widest] -= 1
    }
    return widths
  }
}
