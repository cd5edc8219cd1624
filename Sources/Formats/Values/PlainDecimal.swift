import EDIModel

/// A number as it nearly always comes: few enough digits to be told from its spelling alone, without arithmetic.
struct PlainDecimal {
  private var isNegative = false
  /// The digits before the point without leading zeros, and those behind it without trailing ones.
  private var whole = 0..<0
  private var fraction = 0..<0

  /// Takes `[-+]digits[.digits]`; `nil` for everything else, which may still be a number.
  init?(_ raw: borrowing Span<UInt8>) {
    guard raw.count > 0, raw.count <= ExactDecimal.maximumDigits else { return nil }
    isNegative = raw[0] == UInt8(ascii: "-")
    let first = isNegative || raw[0] == UInt8(ascii: "+") ? 1 : 0
    var point = first
    while point < raw.count, raw[point] &- 48 < 10 { point += 1 }
    guard point > first else { return nil }
    var start = first
    while start < point, raw[start] == 48 { start += 1 }
    whole = start..<point
    guard point < raw.count else { return }
    guard raw[point] == UInt8(ascii: "."), point + 1 < raw.count else { return nil }
    var end = point + 1
    for index in point + 1..<raw.count {
      guard raw[index] &- 48 < 10 else { return nil }
      if raw[index] != 48 { end = index + 1 }
    }
    fraction = point + 1..<end
  }

  /// How many digits stand behind the point, superfluous zeros left off.
  var scale: Int { fraction.count }
  /// How many digits stand before the point, superfluous zeros left off.
  var integerDigits: Int { whole.count }

  /// Appends the canonical spelling.
  func append(_ raw: borrowing Span<UInt8>, to output: inout [UInt8]) {
    if isNegative, !whole.isEmpty || !fraction.isEmpty { output.append(UInt8(ascii: "-")) }
    if whole.isEmpty { output.append(48) }
    for index in whole { output.append(raw[index]) }
    guard !fraction.isEmpty else { return }
    output.append(UInt8(ascii: "."))
    for index in fraction { output.append(raw[index]) }
  }
}
