public import EDIModel

/// How one place of a layout (a column, an element, an attribute) and one field of the document correspond.
public struct Binding: Sendable {
  /// The column's name or the element's: what findings call ``Finding/field``.
  public let name: String
  /// What business people call it.
  public let label: Bilingual
  /// The field that reading sets and writing takes; `nil` for constants, templates and ignored places.
  public let field: FieldRef?
  /// How the value is spelled here.
  public let form: Form
  /// What is written here.
  public let output: Output
  /// When this layout, beyond what the flow says, needs a value here.
  public let requirement: DocumentShape.Requirement
  /// When it is written; `nil` is always.
  public let condition: Condition?
  /// The canonical value that a missing place stands for when it is read.
  public let defaultValue: [UInt8]?
  /// Reading takes only this piece of the text.
  public let part: Part?
  /// A constant that reading insists on.
  public let checked: [UInt8]?

  /// A piece of a separated text: the third of `01||000123|01`.
  public struct Part: Sendable {
    /// The separating byte.
    public let separator: UInt8
    /// Which piece, from 1.
    public let number: Int
  }

  /// What is written.
  public enum Output: Sendable {
    /// Nothing, ever.
    case none
    /// The field's value in ``Binding/form``; nothing when it is absent.
    case field
    /// The same bytes always (UTF-8).
    case constant([UInt8])
    /// Text and canonical values joined; nothing when no field of it has a value.
    case template([TemplatePart])
    /// The exact sum of decimal fields of the row; nothing when none has a value.
    case sum([FieldRef])
    /// The row's number within its parent, from 1.
    case rowNumber
    /// The document's own identifier, derived from its identity.
    case identifier
  }
}

/// How a value is spelled in a layout. Reading turns the spelling into canonical bytes (see `ValueType`), writing turns
/// them back; whoever reads what was written gets the same canonical bytes.
public enum Form: Sendable, Hashable {
  /// Text of at most `size` characters.
  case text(size: Int)
  /// Text of at most `size` characters on one line: line breaks and tabs, with the blanks around them, are one blank.
  case oneLine(size: Int)
  /// `-12.50`, as XML writes numbers: at most `digits` digits, of which at most `decimals` behind the dot.
  case pointDecimal(digits: Int, decimals: Int)
  /// `0001250`: digits only, the last `decimals` of them behind an implied point.
  case impliedDecimal(digits: Int, decimals: Int)
  /// `2026-08-27` (XML) or `20260827`.
  case date(separated: Bool)
  /// `2026-08-27T00:00:00` for a date: the time must be a real one and is dropped; writing gives midnight.
  case dateOfDatetime
  /// A datetime of which only the date is written, `2026-08-27`; read, it is midnight.
  case datetimeOfDate
  /// `06:10:00` (XML) or `061000`.
  case time(separated: Bool)
  /// `2026-08-27T06:10:00` (XML) or `20260827061000`.
  case datetime(separated: Bool)
  /// Two spellings, for yes and for no: `true`/`false`, `S`/`N`, `T`/`P`. XML also reads `1`/`0` for `true`/`false`.
  case boolean(yes: String, no: String)
  /// A code table: outer spelling to the flow's own value. Writing takes the first entry of a value.
  case code([CodeEntry], ignoresCase: Bool)

  /// One row of a code table.
  public struct CodeEntry: Sendable, Hashable {
    /// The system's spelling.
    public let outer: String
    /// The flow's own value.
    public let inner: String

    /// Makes an entry.
    public init(outer: String, inner: String) {
      self.outer = outer
      self.inner = inner
    }
  }
}
