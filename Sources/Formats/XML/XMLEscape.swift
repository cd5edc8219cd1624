/// Text as XML holds it.
enum XMLEscape {
  /// Whether a text of ours can stand between two tags as it is: neither marks, nor line ends that a parser would change,
  /// nor a blank at its start, nor anything that may be the start of a character that XML or we refuse.
  static func isPlain(_ text: borrowing Span<UInt8>) -> Bool {
    if text.count > 0, text[0] == 0x20 { return false }
    for index in 0..<text.count where isSuspect(text[index]) { return false }
    return true
  }

  private static func isSuspect(_ byte: UInt8) -> Bool {
    switch byte {
    case 0..<0x20, UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), 0x7F, 0xC2, 0xEF: true
    default: false
    }
  }

  /// Appends a text, escaped.
  static func append(_ text: borrowing Span<UInt8>, inAttribute: Bool, to output: inout [UInt8]) {
    for index in 0..<text.count {
      switch text[index] {
      case UInt8(ascii: "&"): output.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): output.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): output.append(contentsOf: "&gt;".utf8)
      case 0x0D: output.append(contentsOf: "&#13;".utf8)
      case UInt8(ascii: "\"") where inAttribute: output.append(contentsOf: "&quot;".utf8)
      case 0x09 where inAttribute: output.append(contentsOf: "&#9;".utf8)
      case 0x0A where inAttribute: output.append(contentsOf: "&#10;".utf8)
      case let byte: output.append(byte)
      }
    }
  }

  /// A text of a declaration, escaped for an attribute.
  static func attribute(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var escaped: [UInt8] = []
    append(bytes.span, inAttribute: true, to: &escaped)
    return String(decoding: escaped, as: UTF8.self)
  }
}

extension [UInt8] {
  /// The first character of this UTF-8 text that an XML document of ours does not hold: one that XML forbids, or one of
  /// the control characters 7F to 9F, which the reader refuses too.
  var firstForbiddenInXML: Unicode.Scalar? {
    let isSuspect = contains { ($0 < 0x20 && !$0.isXMLSpace) || $0 == 0x7F || $0 == 0xC2 || $0 == 0xEF }
    guard isSuspect else { return nil }
    return String(decoding: self, as: UTF8.self).unicodeScalars.first { scalar in
      switch scalar.value {
      case 0x09, 0x0A, 0x0D: false
      case 0..<0x20, 0x7F...0x9F, 0xFFFE, 0xFFFF: true
      default: false
      }
    }
  }
}
