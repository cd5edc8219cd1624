import EDIModel

/// A decimal number as its digits, with the arithmetic that children learn: slow, and with nothing in common with the
/// arithmetic that it is held against.
struct PlainNumber: Equatable {
  /// The most digits that are read, before and behind the point together.
  static let maximumDigits = 36

  /// Without leading zeros.
  private(set) var whole: [UInt8]
  /// Without zeros at its end.
  private(set) var fraction: [UInt8]
  private(set) var isNegative: Bool

  /// Takes `[-+]digits[.digits]`; `nil` for anything else, and for more digits than are read.
  init?(_ text: [UInt8]) {
    let unsigned = text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+") ? text.dropFirst() : text[...]
    let parts = unsigned.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let isNumber = parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { (48...57).contains($0) } }
    guard isNumber, let first = parts.first else { return nil }
    let decimals = parts.count == 2 ? Array(parts[1]) : []
    let digits = (Array(first) + decimals).drop { $0 == 48 }
    guard digits.count <= Self.maximumDigits, decimals.count <= Self.maximumDigits else { return nil }
    self.init(whole: Array(first), fraction: decimals, isNegative: text.first == UInt8(ascii: "-"))
  }

  /// `digits` with the last `decimals` of them behind an implied point; `nil` when one of them is no digit.
  init?(implied digits: [UInt8], decimals: Int) {
    guard !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
    let filled = Array<UInt8>(repeating: 48, count: max(0, decimals - digits.count)) + digits
    self.init(whole: filled.dropLast(decimals), fraction: filled.suffix(decimals), isNegative: false)
  }

  private init(whole: [UInt8], fraction: [UInt8], isNegative: Bool) {
    self.whole = Array(whole.drop { $0 == 48 })
    self.fraction = Array(fraction.reversed().drop { $0 == 48 }.reversed())
    self.isNegative = isNegative && !(self.whole.isEmpty && self.fraction.isEmpty)
  }

  /// The canonical spelling.
  var canonical: [UInt8] {
    let sign = isNegative ? [UInt8(ascii: "-")] : []
    return sign + (whole.isEmpty ? [48] : whole) + (fraction.isEmpty ? [] : [UInt8(ascii: ".")] + fraction)
  }

  /// Whether it has at most `digits` digits, `decimals` of them behind the point.
  func fits(digits: Int, decimals: Int) -> Bool { fraction.count <= decimals && whole.count <= digits - decimals }

  /// Its digits with exactly `decimals` of them behind the point, which is left out.
  func unscaled(decimals: Int) -> [UInt8] {
    let digits = (whole + fraction + Array<UInt8>(repeating: 48, count: decimals - fraction.count)).drop { $0 == 48 }
    return digits.isEmpty ? [48] : Array(digits)
  }

  func isLess(than other: PlainNumber) -> Bool {
    if isNegative != other.isNegative { return isNegative }
    let order = Self.compare(self, other)
    return isNegative ? order > 0 : order < 0
  }

  func adding(_ other: PlainNumber) -> PlainNumber {
    if isNegative == other.isNegative { return Self.combine(self, other, sign: isNegative) { $0 + $1 } }
    let (larger, smaller) = Self.compare(self, other) < 0 ? (other, self) : (self, other)
    return Self.combine(larger, smaller, sign: larger.isNegative) { $0 - $1 }
  }

  /// The order of the two without their signs.
  private static func compare(_ left: PlainNumber, _ right: PlainNumber) -> Int {
    let (a, b) = aligned(left, right)
    for (x, y) in zip(a, b) where x != y { return x < y ? -1 : 1 }
    return 0
  }

  private static func combine(
    _ left: PlainNumber, _ right: PlainNumber, sign: Bool, _ operation: (Int, Int) -> Int
  ) -> PlainNumber {
    let (a, b) = aligned(left, right)
    var digits: [UInt8] = []
    var carry = 0
    for (x, y) in zip(a, b).reversed() {
      let value = operation(Int(x) - 48, Int(y) - 48) + carry
      carry = value < 0 ? -1 : value / 10
      digits.append(UInt8(48 + (value + 10) % 10))
    }
    digits.append(UInt8(48 + carry))
    digits.reverse()
    let decimals = max(left.fraction.count, right.fraction.count)
    return PlainNumber(whole: digits.dropLast(decimals), fraction: digits.suffix(decimals), isNegative: sign)
  }

  /// The digits of both, as many before and behind the point.
  private static func aligned(_ left: PlainNumber, _ right: PlainNumber) -> ([UInt8], [UInt8]) {
    let (integers, decimals) = (
      max(left.whole.count, right.whole.count), max(left.fraction.count, right.fraction.count)
    )
    func fill(_ number: PlainNumber) -> [UInt8] {
      Array<UInt8>(repeating: 48, count: integers - number.whole.count) + number.whole + number.fraction
        + Array<UInt8>(repeating: 48, count: decimals - number.fraction.count)
    }
    return (fill(left), fill(right))
  }
}
