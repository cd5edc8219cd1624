import EDIModel

/// What a look at raw bytes tells before any parser sees them: a parser that only ever gets whole, valid characters can
/// neither stumble over them nor hide where they stand.
struct ByteCheck {
  /// How many bytes are whole, valid characters.
  var valid = 0
  /// What is wrong with the byte behind them. Without it, what is left at the end is the start of a character.
  var fault: FindingCode?
  /// Whether there was a character of the ranges 7F to 9F, which XML allows and no text should have.
  var sawControl = false

  /// Looks at the bytes of a chunk.
  init(_ bytes: UnsafeBufferPointer<UInt8>, encoding: XMLEncoding) {
    while valid < bytes.count {
      skipPlain(bytes)
      guard valid < bytes.count else { return }
      let byte = bytes[valid]
      if byte < 0x20 {
        guard byte == 0x0A || byte == 0x0D || byte == 0x09 else {
          fault = .textControlCharacter
          return
        }
        valid += 1
      } else if byte < 0x80 {
        if byte == 0x7F { sawControl = true }
        valid += 1
      } else if encoding == .utf8 {
        guard acceptCharacter(bytes) else { return }
      } else {
        guard let scalar = encoding.scalar(byte) else {
          fault = .textInvalidByte
          return
        }
        if scalar < 0xA0 { sawControl = true }
        valid += 1
      }
    }
  }

  /// Goes over printable ASCII, eight bytes at a time.
  private mutating func skipPlain(_ bytes: UnsafeBufferPointer<UInt8>) {
    let raw = UnsafeRawBufferPointer(bytes)
    while valid + 8 <= raw.count {
      let word = raw.loadUnaligned(fromByteOffset: valid, as: UInt64.self)
      // A high bit appears wherever a byte is 80 or more, 7F, or below 20 (a borrow may add some, never hide one).
      let suspects = (word | (word &+ 0x0101_0101_0101_0101) | (word &- 0x2020_2020_2020_2020)) & 0x8080_8080_8080_8080
      guard suspects == 0 else {
        valid += suspects.trailingZeroBitCount / 8
        return
      }
      valid += 8
    }
  }

  /// Takes one character of two to four bytes: shortest form, no surrogates, at most U+10FFFF.
  private mutating func acceptCharacter(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let lead = bytes[valid]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    case 0xF1...0xF3: length = 4
    default:
      fault = .textInvalidByte
      return false
    }
    for offset in 1..<length {
      guard valid + offset < bytes.count else { return false }
      guard (offset == 1 ? second : 0x80...0xBF).contains(bytes[valid + offset]) else {
        fault = .textInvalidByte
        return false
      }
    }
    if lead == 0xC2, bytes[valid + 1] < 0xA0 { sawControl = true }
    valid += length
    return true
  }
}
