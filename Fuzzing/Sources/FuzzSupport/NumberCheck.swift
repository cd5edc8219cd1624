import EDIModel

/// ``ExactDecimal`` against numbers that are nothing but their digits.
public enum NumberCheck {
  /// One text: read or refused as the grammar says, and unchanged by being written and read again.
  public static func check(_ text: [UInt8]) {
    let expected = PlainNumber(text)
    let number = ExactDecimal(text)
    expect((number == nil) == (expected == nil), "\(Finding.printable(text)): read \(String(describing: number))")
    guard let number, let expected else { return }
    expect(number.canonical == expected.canonical, "\(Finding.printable(text)) became \(number)")
    expect(number.description.utf8.elementsEqual(expected.canonical), "\(number) describes itself otherwise")
    expect(number.integerDigits == expected.whole.count, "\(number) has \(number.integerDigits) integer digits")
    let back = ExactDecimal(number.canonical)
    expect(back == number && back?.hashValue == number.hashValue, "\(number) is not itself again")
    expect(back?.canonical == number.canonical, "\(number) is written differently again")
    checkScales(number, expected)
  }

  private static func checkScales(_ number: ExactDecimal, _ expected: PlainNumber) {
    for scale in [0, 1, 2, 5, 18, 36] {
      let unscaled = number.unscaled(atScale: scale)
      guard scale >= expected.fraction.count else {
        expect(unscaled == nil, "\(number) at \(scale) decimals lost a digit")
        continue
      }
      guard let unscaled else {
        // Int128 holds every number of 38 digits.
        expect(expected.whole.count + scale > 38, "\(number) at \(scale) decimals is none")
        continue
      }
      expect(String(unscaled.magnitude).utf8.elementsEqual(expected.unscaled(decimals: scale)), "\(number) at \(scale)")
      let text = number.formatted(decimals: scale)
      let point = text.lastIndex(of: UInt8(ascii: "."))
      expect(scale == 0 ? point == nil : point == text.count - scale - 1, "\(number) with \(scale) decimals")
      let isReadable = expected.whole.count + scale <= PlainNumber.maximumDigits
      expect(!isReadable || ExactDecimal(text) == number, "\(number) with \(scale) decimals is another number")
    }
  }

  /// Two texts: order, equality and sum.
  public static func check(_ left: [UInt8], _ right: [UInt8]) {
    guard let a = ExactDecimal(left), let b = ExactDecimal(right), let x = PlainNumber(left),
      let y = PlainNumber(right)
    else { return }
    expect((a == b) == (x == y), "\(a) == \(b): \(a == b)")
    expect(a != b || a.hashValue == b.hashValue, "\(a) and \(b) are equal and hash differently")
    expect((a < b) == x.isLess(than: y) && (b < a) == y.isLess(than: x), "\(a) < \(b): \(a < b)")
    let sum = x.adding(y)
    if let found = a.adding(b) {
      expect(found.canonical == sum.canonical, "\(a) + \(b) = \(found)")
      expect(b.adding(a) == found, "\(b) + \(a) is another sum")
    } else {
      let scale = max(a.scale, b.scale)
      let digits = max(x.whole.count, y.whole.count, sum.whole.count) + scale
      expect(digits > 38, "\(a) + \(b) is none")
    }
  }
}
