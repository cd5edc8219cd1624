import EDIModel
import Layouts

/// The encodings that XML files are accepted in.
enum XMLEncoding: Sendable {
  case utf8
  case latin1
  case windows1252

  /// What the first bytes of a file say about it.
  enum Verdict: Equatable {
    /// The encoding, and the length of the byte order mark before the text.
    case accepted(XMLEncoding, mark: Int)
    /// An encoding that is not accepted, as it was written.
    case refused(String)
  }

  /// Decides from the first bytes of a file: byte order mark, the pattern of its zeros, then the XML declaration.
  static func detect(_ head: borrowing Span<UInt8>) -> Verdict {
    if starts(head, [0xFF, 0xFE]) { return .refused("UTF-16LE") }
    if starts(head, [0xFE, 0xFF]) { return .refused("UTF-16BE") }
    if starts(head, [0x3C, 0x00]) { return .refused("UTF-16LE") }
    if starts(head, [0x00, 0x3C]) { return .refused("UTF-16BE") }
    if starts(head, [0x00, 0x00, 0x00, 0x3C]) || starts(head, [0x00, 0x00, 0xFE, 0xFF]) { return .refused("UTF-32") }
    let mark = starts(head, [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard let declared = declaration(head, from: mark) else { return .accepted(.utf8, mark: mark) }
    guard let encoding = named[declared.uppercased()], mark == 0 || encoding == .utf8 else {
      return .refused(Finding.printable(declared.utf8))
    }
    return .accepted(encoding, mark: mark)
  }

  private static let named: [String: XMLEncoding] = [
    "UTF-8": .utf8, "UTF8": .utf8, "US-ASCII": .utf8, "ISO-8859-1": .latin1, "LATIN1": .latin1,
    "WINDOWS-1252": .windows1252, "CP1252": .windows1252,
  ]

  private static func starts(_ head: borrowing Span<UInt8>, _ bytes: [UInt8]) -> Bool {
    guard head.count >= bytes.count else { return false }
    for index in bytes.indices where head[index] != bytes[index] { return false }
    return true
  }

  /// The value of `encoding=` in the XML declaration, if that is whole.
  private static func declaration(_ head: borrowing Span<UInt8>, from start: Int) -> String? {
    var text: [UInt8] = []
    var index = start
    while index < min(head.count, start + 1024) {
      text.append(head[index])
      if head[index] == UInt8(ascii: ">") { break }
      index += 1
    }
    guard text.starts(with: "<?xml".utf8), text.last == UInt8(ascii: ">") else { return nil }
    let key = Array("encoding".utf8)
    guard let found = text.indices.first(where: { text[$0...].starts(with: key) }) else { return nil }
    var rest = text[(found + key.count)...].drop { $0.isXMLSpace }
    guard rest.first == UInt8(ascii: "=") else { return nil }
    rest = rest.dropFirst().drop { $0.isXMLSpace }
    guard let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
    return String(decoding: rest.dropFirst().prefix { $0 != quote }, as: UTF8.self)
  }

  /// The character of a byte of a single-byte encoding; `nil` for the five that Windows-1252 leaves undefined.
  func scalar(_ byte: UInt8) -> UInt32? {
    guard self == .windows1252 else { return UInt32(byte) }
    return Self.windows1252Scalars[Int(byte)]
  }

  private static let windows1252Scalars: [UInt32?] = (UInt8.min...UInt8.max).map { byte in
    CodePage(encoding: .windows1252).decode([byte].span, at: 0)?.scalar
  }
}

extension UInt8 {
  /// Blank, tab, line feed or carriage return: what XML calls white space.
  var isXMLSpace: Bool { self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D }
}
