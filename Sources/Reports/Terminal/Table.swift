/// Rows under headings, aligned by display width, with notes below them. On a terminal the widest columns are cut until a
/// row fits; those that must be read whole (ids, states) are cut last.
public struct Table: Sendable {
  /// A column's heading and alignment.
  public struct Column: Sendable, Hashable {
    /// Its heading.
    public let title: String
    /// Numbers stand at the right.
    public let isRightAligned: Bool
    /// It is cut only when cutting all others is not enough.
    public let isKeptWhole: Bool

    /// Makes a column.
    public init(_ title: String, rightAligned: Bool = false, keptWhole: Bool = false) {
      self.title = title
      isRightAligned = rightAligned
      isKeptWhole = keptWhole
    }
  }

  private struct Row {
    let cells: [String]
    let note: String
  }

  private let columns: [Column]
  private let noteTitle: String
  private var rows: [Row] = []

  /// No column is cut below so many cells.
  private static let narrowest = 8
  private static let gap = "  "

  /// Makes an empty table. `notes` is the heading of what is said about some rows: the last column where that fits, else
  /// lines below the row.
  public init(_ columns: [Column], notes: String = "") {
    self.columns = columns
    noteTitle = notes
  }

  /// Whether it has no rows.
  public var isEmpty: Bool { rows.isEmpty }

  /// Adds a row; missing cells are empty, surplus ones left out.
  public mutating func add(_ cells: [String], note: String = "") {
    rows.append(Row(cells: columns.indices.map { $0 < cells.count ? cells[$0] : "" }, note: note))
  }

  /// The lines, each ended by a line feed; no line ends in blanks.
  public func render(_ style: Style) -> String {
    let end = style.width.flatMap { naturalWidth > $0 ? $0 : nil }
    let widths = fitted(end)
    let titles = Row(cells: columns.map(\.title), note: noteTitle)
    let body = rows.flatMap { lines(of: $0, widths, end) }
    let heading = end == nil ? lines(of: titles, widths, nil) : [line(titles.cells, widths)]
    return (heading.map { style.paint($0, .bold) } + body).map { $0 + "\n" }.joined()
  }

  /// The cells of the longest line if nothing is cut.
  private var naturalWidth: Int {
    let note = rows.reduce(0) { max($0, DisplayWidth.of($1.note)) }
    return fitted(nil).reduce(note) { $0 + $1 + Self.gap.count } - (note == 0 ? Self.gap.count : 0)
  }

  /// `width` is where lines end; `nil` when all fit.
  private func lines(of row: Row, _ widths: [Int], _ width: Int?) -> [String] {
    if row.note.isEmpty { return [line(row.cells, widths)] }
    guard let width else { return [line(row.cells, widths, last: row.note)] }
    let margin = String(repeating: " ", count: (widths.first ?? 0) + Self.gap.count)
    let note = Sheet.wrap(row.note, width: max(Self.narrowest, width - margin.count))
    return [line(row.cells, widths)] + note.map { margin + $0 }
  }

  private func line(_ cells: [String], _ widths: [Int], last: String = "") -> String {
    var line =
      zip(zip(columns, widths), cells).map { column, cell in
        cell.clipped(to: column.1).padded(to: column.1, rightAligned: column.0.isRightAligned) + Self.gap
      }.joined() + last
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }

  private func fitted(_ width: Int?) -> [Int] {
    var widths = columns.indices.map { index in
      rows.reduce(DisplayWidth.of(columns[index].title)) { max($0, DisplayWidth.of($1.cells[index])) }
    }
    guard let width else { return widths }
    let available = width - Self.gap.count * (columns.count - 1)
    for cuttable in [columns.indices.filter { !columns[$0].isKeptWhole }, Array(columns.indices)] {
      while widths.reduce(0, +) > available, let widest = cuttable.max(by: { widths[$0] < widths[$1] }),
        widths[widest] > Self.narrowest
      {
        widths[widest] -= 1
      }
    }
    return widths
  }
}
