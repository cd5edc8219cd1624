/// Reading and writing of unsigned whole numbers as columns spell them.
enum Digits {
  /// The number that the digits spell; `nil` for any other byte, for no digit and for more than 36 of them.
  static func number(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Int128? {
    guard !range.isEmpty else { return nil }
    if range.count > 18 { return longNumber(bytes, range) }
    var value: Int64 = 0
    for index in range {
      let digit = bytes[index] &- 48
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int64(digit)
    }
    return Int128(value)
  }

  private static func longNumber(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Int128? {
    var value: Int128 = 0
    for index in range {
      let digit = bytes[index] &- 48
      guard digit < 10, value < 1_000_000_000_000_000_000_000_000_000_000_000_000 else { return nil }
      value = value * 10 + Int128(digit)
    }
    return value
  }

  /// Appends a number with leading zeros up to `size` digits; longer numbers keep all their digits.
  static func append(_ number: Int128, size: Int, to output: inout [UInt8]) {
    guard let short = UInt64(exactly: number) else {
      let digits = String(number).utf8
      output.append(48, count: max(0, size - digits.count))
      return output.append(contentsOf: digits)
    }
    let start = output.count
    var rest = short
    repeat {
      output.append(UInt8(truncatingIfNeeded: 48 + rest % 10))
      rest /= 10
    } while rest > 0
    while output.count - start < size { output.append(48) }
    output[start...].reverse()
  }
}
