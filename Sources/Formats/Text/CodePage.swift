import EDIModel
import Layouts

/// A code page, strict in both directions: what it cannot hold is named, never replaced.
struct CodePage: Sendable {
  /// What may be wrong with a byte of a text.
  enum Defect: Equatable {
    /// The byte means nothing in this code page.
    case invalid
    /// The byte is a control character, which no field may hold.
    case control
  }

  let encoding: TextLayout.Encoding

  /// Whether a character takes one byte, so that columns of characters are columns of bytes.
  var isSingleByte: Bool { encoding != .utf8 }

  /// What bytes 80 to 9F mean in Windows-1252; 0 marks the five that mean nothing.
  private static let windowsBlock: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
    0x0178,
  ]

  /// The character at `index` and how many bytes it takes; `nil` for bytes that mean nothing.
  func decode(_ bytes: borrowing Span<UInt8>, at index: Int) -> (scalar: UInt32, length: Int)? {
    let byte = bytes[index]
    if byte < 0x80 { return (UInt32(byte), 1) }
    switch encoding {
    case .latin1: return (UInt32(byte), 1)
    case .windows1252:
      guard byte < 0xA0 else { return (UInt32(byte), 1) }
      let scalar = Self.windowsBlock[Int(byte) - 0x80]
      return scalar == 0 ? nil : (UInt32(scalar), 1)
    case .utf8: return UTF8Bytes.decode(bytes, at: index)
    }
  }

  /// The first byte of `range` that no text may hold.
  func firstDefect(in bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> (offset: Int, defect: Defect)? {
    var index = range.lowerBound
    while index < range.upperBound {
      guard let (scalar, length) = decode(bytes, at: index) else { return (index, .invalid) }
      if Self.isControl(scalar) { return (index, .control) }
      index += length
    }
    return nil
  }

  /// Appends the text of `range` as UTF-8. Bytes that mean nothing are left out: ask ``firstDefect(in:_:)`` first.
  func appendUTF8(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]) {
    var index = range.lowerBound
    while index < range.upperBound {
      guard let (scalar, length) = decode(bytes, at: index) else {
        index += 1
        continue
      }
      UTF8Bytes.append(scalar, to: &output)
      index += length
    }
  }

  /// A text for reports: decoded where it can be, escaped where not.
  func printable(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> String {
    var text: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound, text.count < 600 {
      if let (scalar, length) = decode(bytes, at: index) {
        UTF8Bytes.append(scalar, to: &text)
        index += length
      } else {
        text.append(contentsOf: Finding.printable(CollectionOfOne(bytes[index])).utf8)
        index += 1
      }
    }
    return Finding.printable(text)
  }

  /// Appends UTF-8 text in this code page. Stops at, and returns, the first character that no field of it may hold.
  func encode(_ text: ArraySlice<UInt8>, into output: inout [UInt8]) -> Unicode.Scalar? {
    if text.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      output.append(contentsOf: text)
      return nil
    }
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      guard !Self.isControl(scalar.value), append(scalar, to: &output) else { return scalar }
    }
    return nil
  }

  private func append(_ scalar: Unicode.Scalar, to output: inout [UInt8]) -> Bool {
    switch encoding {
    case .utf8: UTF8Bytes.append(scalar.value, to: &output)
    case .latin1:
      guard scalar.value < 0x100 else { return false }
      output.append(UInt8(scalar.value))
    case .windows1252:
      if scalar.value < 0x80 || (0xA0...0xFF).contains(scalar.value) {
        output.append(UInt8(scalar.value))
      } else {
        guard let index = Self.windowsBlock.firstIndex(where: { UInt32($0) == scalar.value }) else { return false }
        output.append(UInt8(0x80 + index))
      }
    }
    return true
  }

  static func isControl(_ scalar: UInt32) -> Bool { scalar < 0x20 || (scalar >= 0x7F && scalar <= 0x9F) }
}
