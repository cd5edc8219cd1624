/// A decimal number held exactly: `unscaled` × 10⁻`scale`.
///
/// Quantities, weights and money travel from byte to byte through this type and never through a binary floating point
/// number: `Double` and Foundation's `Decimal(string:)` both change or cut what a partner wrote.
public struct ExactDecimal: Sendable, Hashable {
  /// The digits without their decimal point, signed.
  public var unscaled: Int128
  /// How many of the digits stand behind the decimal point, 0 or more.
  public var scale: Int

  /// The most digits that are read.
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
    // One loop over plain memory for every caller: generic code of another module is not specialised.
    let number =
      bytes.withContiguousStorageIfAvailable(Self.read) ?? Array(bytes).withUnsafeBufferPointer(Self.read)
    guard let number else { return nil }
    self = number
  }

  /// Reads bytes that lie side by side, as all values of a document do.
  public init?(_ bytes: borrowing Span<UInt8>) {
    guard let number = bytes.withUnsafeBufferPointer({ Self.readShort($0) ?? Self.read($0) }) else { return nil }
    self = number
  }

  /// Reads digits with or without a point that fit into a machine word; `nil` for all else, which may be a number too.
  private static func readShort(_ bytes: UnsafeBufferPointer<UInt8>) -> ExactDecimal? {
    guard !bytes.isEmpty, bytes.count <= 18 else { return nil }
    var value: Int64 = 0
    var point = bytes.count - 1
    for (position, byte) in bytes.enumerated() {
      if byte &- 48 < 10 {
        value = value &* 10 &+ Int64(byte &- 48)
      } else {
        guard byte == UInt8(ascii: "."), point == bytes.count - 1, position > 0, position < point else { return nil }
        point = position
      }
    }
    return ExactDecimal(unscaled: Int128(value), scale: bytes.count - 1 - point)
  }

  private static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> ExactDecimal? {
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
    return ExactDecimal(unscaled: sign * value, scale: scale)
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
    if left.scale == right.scale { return left.unscaled == right.unscaled }
    let (l, r) = (left.normalized, right.normalized)
    return l.unscaled == r.unscaled && l.scale == r.scale
  }

  /// Hashes the number, not its spelling.
  public func hash(into hasher: inout Hasher) {
    let number = normalized
    hasher.combine(number.unscaled)
    hasher.combine(number.scale)
  }

  /// Numeric order, exact whatever the scales: whole parts first, then what stands behind the point.
  public static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
    if left.scale == right.scale { return left.unscaled < right.unscaled }
    if left.unscaled >= 0, right.unscaled <= 0 { return false }
    if left.unscaled <= 0, right.unscaled >= 0 { return true }
    let (l, r) = (left.parts, right.parts)
    if l.whole != r.whole { return l.whole < r.whole }
    let scale = max(left.scale, right.scale)
    return l.fraction * power(scale - left.scale) < r.fraction * power(scale - right.scale)
  }

  /// The exact sum; `nil` when it has more digits than can be held.
  public func adding(_ other: ExactDecimal) -> ExactDecimal? {
    let scale = max(scale, other.scale)
    guard let left = unscaled(atScale: scale), let right = other.unscaled(atScale: scale) else { return nil }
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? nil : ExactDecimal(unscaled: sum, scale: scale)
  }

  /// The whole part and the digits behind the point, both with the number's sign.
  private var parts: (whole: Int128, fraction: Int128) {
    let (whole, fraction) = unscaled.quotientAndRemainder(dividingBy: Self.power(scale))
    return (whole, fraction)
  }

  private static func power(_ exponent: Int) -> Int128 { (0..<exponent).reduce(1) { power, _ in power * 10 } }

  /// How many digits stand before the decimal point (0 for numbers below one).
  public var integerDigits: Int {
    let number = normalized
    let all = number.unscaled == 0 ? 0 : String(number.unscaled.magnitude).utf8.count
    return max(0, all - number.scale)
  }

  /// The canonical text, as a `String`.
  public var description: String { String(decoding: canonical, as: UTF8.self) }
}
