/// What a field of a document may hold. The canonical bytes of a value depend on its type alone, never on a layout.
///
/// | type | canonical bytes |
/// |---|---|
/// | `text` | UTF-8, no trailing blanks, never empty |
/// | `decimal` | `-12.5`: minus where needed, no superfluous zeros, a dot before decimals |
/// | `date` | `AAAAMMDD` |
/// | `time` | `HHMMSS` |
/// | `datetime` | `AAAAMMDDHHMMSS` |
/// | `boolean` | `1` or `0` |
/// | `code` | one of the code list's own values |
public enum ValueType: Sendable, Hashable {
  /// Text of at most `size` characters.
  case text(size: Int)
  /// A number of at most `digits` digits, of which `decimals` behind the point.
  case decimal(digits: Int, decimals: Int)
  /// A calendar day.
  case date
  /// A time of day, to the second.
  case time
  /// A day and a time, local to the mill.
  case datetime
  /// Yes or no.
  case boolean
  /// One of a closed list of values, in the order of the dictionary.
  case code([String])
}
