/// A decimal number held exactly: `unscaled` × 10⁻`scale`.
///
/// Quantities, weights and money travel from byte to byte through this type and never through a binary floating point
/// number: `Double` and Foundation's `Decimal(string:)` both change or cut what a partner wrote.
public struct ExactDecimal: Sendable, Hashable {
  /// The digits without their decimal point, signed.
  public var unscaled: Int128
  /// How many of the digits stand behind the decimal point, 0 or more.
  public var scale: Int

  /// The most digits that are read or held: every total of a file fits, and no sum of two can overflow.
  public static let maximumDigits = 36

  /// Makes the number `unscaled` × 10⁻`scale`.
  public init(unscaled: Int128, scale: Int = 0) {
    self.unscaled = unscaled
    self.scale = scale
  }

  /// Zero.
  public static let zero = ExactDecimal(unscaled: 0)

  /// Reads `[-+]digits[.digits]`: ASCII digits, a dot, nothing else. `nil` for any other text.
  public init?(_ bytes: some Collection<UInt8>) {
    var value: Int128 = 0
    var scale = 0
    var digits = 0
    var sign: Int128 = 1
    var sawPoint = false
    var sawDigitSincePoint = false
    for (position, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        value = value * 10 + Int128(byte &- 48)
        if value != 0 { digits += 1 }
        if digits > Self.maximumDigits { return nil }
        if sawPoint { scale += 1 }
        if scale > Self.maximumDigits { return nil }
        sawDigitSincePoint = true
      case UInt8(ascii: "."):
        guard !sawPoint, sawDigitSincePoint else { return nil }
        sawPoint = true
        sawDigitSincePoint = false
      case UInt8(ascii: "-") where position == 0: sign = -1
      case UInt8(ascii: "+") where position == 0: break
      default: return nil
      }
    }
    guard sawDigitSincePoint else { return nil }
    self.init(unscaled: sign * value, scale: scale)
  }

  /// The same number without trailing zeros behind the point.
  public var normalized: ExactDecimal {
    var result = self
    while result.scale > 0, result.unscaled % 10 == 0 {
      result.unscaled /= 10
      result.scale -= 1
    }
    return result
  }

  /// The digits of this number at `scale` decimals, or `nil` when that would drop a digit that is not zero.
  public func unscaled(atScale wanted: Int) -> Int128? {
    var value = unscaled
    var scale = scale
    while scale > wanted {
      guard value % 10 == 0 else { return nil }
      value /= 10
      scale -= 1
    }
    while scale < wanted {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      value = product
      scale += 1
    }
    return value
  }

  /// The canonical text: a minus where needed, no leading and no trailing zeros, a dot only before decimals.
  public var canonical: [UInt8] {
    let number = normalized
    return number.formatted(decimals: number.scale)
  }

  /// The number with exactly `decimals` digits behind the point (which must not be fewer than it has).
  public func formatted(decimals: Int) -> [UInt8] {
    let value = unscaled(atScale: decimals) ?? unscaled
    var digits = Array(String(value.magnitude).utf8)
    if digits.count <= decimals {
      digits.insert(contentsOf: repeatElement(48, count: decimals + 1 - digits.count), at: 0)
    }
    if decimals > 0 { digits.insert(UInt8(ascii: "."), at: digits.count - decimals) }
    if value < 0 { digits.insert(UInt8(ascii: "-"), at: 0) }
    return digits
  }
}

extension ExactDecimal: Comparable, CustomStringConvertible {
  /// Equal when the numbers are, however many zeros they were written with.
  public static func == (left: ExactDecimal, right: ExactDecimal) -> Bool {
    let (l, r) = (left.normalized, right.normalized)
    return l.unscaled == r.unscaled && l.scale == r.scale
  }

  /// Hashes the number, not its spelling.
  public func hash(into hasher: inout Hasher) {
    let number = normalized
    hasher.combine(number.unscaled)
    hasher.combine(number.scale)
  }

  /// Numeric order.
  public static func < (left: ExactDecimal, right: ExactDecimal) -> Bool { (left - right).unscaled < 0 }

  /// The exact sum.
  public static func + (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
    let scale = max(left.scale, right.scale)
    let l = left.unscaled(atScale: scale) ?? left.unscaled
    let r = right.unscaled(atScale: scale) ?? right.unscaled
    return ExactDecimal(unscaled: l &+ r, scale: scale)
  }

  /// The exact difference.
  public static func - (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
    left + ExactDecimal(unscaled: -right.unscaled, scale: right.scale)
  }

  /// How many digits stand before the decimal point (0 for numbers below one).
  public var integerDigits: Int {
    let number = normalized
    let all = number.unscaled == 0 ? 0 : String(number.unscaled.magnitude).utf8.count
    return max(0, all - number.scale)
  }

  /// The canonical text, as a `String`.
  public var description: String { String(decoding: canonical, as: UTF8.self) }
}
