/// Names for files that Malote writes: what comes from a document or a partner's file name cannot lead out of its
/// folder, hide there, or be taken for an option by a command.
public enum SafeName {
  /// The longest name that is made, in bytes: leaves room below the 255 of the file systems for `.` and `.part`.
  public static let limit = 200

  /// The longest ending (`.xml`) that survives the shortening of a long name.
  private static let longestEnding = 16

  /// `[A-Za-z0-9._-]` stay and every other byte becomes `_`, as do a leading dot or dash and a final dot. The same
  /// bytes always give the same name; different ones may share a name.
  public static func make(from bytes: [UInt8]) -> [UInt8] {
    var name = bytes.map { isSafe($0) ? $0 : underscore }
    if name.count > limit { name = shortened(name) }
    guard let first = name.first, let last = name.indices.last else { return [underscore] }
    if first == dot || first == dash { name[0] = underscore }
    if name[last] == dot { name[last] = underscore }
    return name
  }

  /// The same from a text, by its UTF-8.
  public static func make(from text: String) -> [UInt8] { make(from: Array(text.utf8)) }

  private static let underscore = UInt8(ascii: "_")
  private static let dot = UInt8(ascii: ".")
  private static let dash = UInt8(ascii: "-")

  private static func isSafe(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), dot, dash, underscore:
      true
    default: false
    }
  }

  private static func shortened(_ name: [UInt8]) -> [UInt8] {
    guard let start = name.lastIndex(of: dot), name.count - start <= longestEnding else {
      return Array(name.prefix(limit))
    }
    let ending = name[start...]
    return Array(name.prefix(limit - ending.count)) + ending
  }
}
