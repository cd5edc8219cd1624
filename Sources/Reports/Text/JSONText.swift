import Foundation

/// JSON as Malote writes it for other programs: keys sorted, slashes as they are, UTF-8.
public enum JSONText {
  /// The text of a value, ended by a line feed. `pretty` indents it, otherwise it is one line.
  public static func encode(_ value: some Encodable, pretty: Bool = true) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }
}
