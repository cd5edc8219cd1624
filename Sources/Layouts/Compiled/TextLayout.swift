public import EDIModel

/// Records of fixed-width or separated columns: one line, one record.
public struct TextLayout: Sendable {
  /// The code pages that TXT files come in.
  public enum Encoding: String, Sendable, CaseIterable {
    /// Windows-1252; 81 8D 8F 90 9D are undefined and refused.
    case windows1252 = "windows-1252"
    /// ISO-8859-1.
    case latin1 = "iso-8859-1"
    /// UTF-8.
    case utf8 = "utf-8"
  }

  /// The line ends that are written. Reading accepts both.
  public enum Newline: String, Sendable, CaseIterable {
    /// Carriage return and line feed.
    case crlf
    /// Line feed.
    case lf
  }

  /// The code page, read and written strictly.
  public let encoding: Encoding
  /// The line end that is written.
  public let newline: Newline
  /// The separator of delimited records; `nil` for positional ones.
  public let separator: UInt8?
  /// The records: at most one header (first), one document record, details in writing order, at most one trailer (last).
  public let records: [Record]
  /// Whether the trailer's totals may be blank (a corrected file), which is then a warning.
  public let allowsBlankTotals: Bool

  /// One kind of record.
  public struct Record: Sendable {
    /// The parts that records play.
    public enum Role: String, Sendable, CaseIterable {
      /// First line: what holds for every document of the file.
      case header
      /// Starts a document.
      case document
      /// Belongs to the document before it.
      case detail
      /// Last line: counts and totals.
      case trailer
    }

    /// The bytes of its first column.
    public let id: String
    /// Its part.
    public let role: Role
    /// What people call it.
    public let label: Bilingual
    /// The list whose row it is; 0 (the document itself) for header, document and single details.
    public let group: Int
    /// Whether each record is a row of ``group``; a detail that is not is there at most once.
    public let repeats: Bool
    /// How many there must be at least under one parent row.
    public let minimum: Int
    /// How many there may be at most under one parent row.
    public let maximum: Int
    /// When a single detail is written.
    public let condition: Condition?
    /// Its columns in order.
    public let columns: [Column]

    /// The length of a positional record in bytes (in UTF-8: in characters), without its line end.
    public var length: Int { columns.last.map { $0.start + $0.size } ?? 0 }
  }

  /// One column.
  public struct Column: Sendable {
    /// Its name in the layout.
    public let name: String
    /// What people call it.
    public let label: Bilingual
    /// Offset from the start of the line (positional) or field number (delimited), from 0.
    public let start: Int
    /// Width in bytes of the layout's encoding; the most that a delimited field may take.
    public let size: Int
    /// What it holds.
    public let content: Content
  }

  /// What a column holds.
  public enum Content: Sendable {
    /// A field of the document, or a template that is only written.
    case binding(Binding)
    /// Always the same text; another is a finding.
    case constant(String)
    /// The record's own number in the file, from 1, ascending; zero-filled.
    case lineNumber
    /// The file's sequence number; zero-filled.
    case fileNumber
    /// The site's environment, `P` or `T`.
    case environment
    /// How many records of these kinds (indices into ``TextLayout/records``) the file has, this one included.
    case count(records: [Int])
    /// The exact sum of columns (record and column index) over the file; zero-filled with `decimals` implied decimals.
    case sum(of: [ColumnRef], decimals: Int)
    /// Blanks.
    case filler
  }

  /// The address of a column.
  public struct ColumnRef: Sendable, Hashable {
    /// Index into ``TextLayout/records``.
    public let record: Int
    /// Index into ``Record/columns``.
    public let column: Int
  }
}
