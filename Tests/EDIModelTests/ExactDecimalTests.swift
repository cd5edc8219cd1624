import Testing

@testable import EDIModel

@Suite("Exact decimals")
struct ExactDecimalTests {
  private func decimal(_ text: String) -> ExactDecimal? { ExactDecimal(Array(text.utf8)) }

  @Test(
    "What is read, as it is written canonically",
    arguments: [
      ("0", "0"), ("-0", "0"), ("00", "0"), ("1", "1"), ("+1", "1"), ("-1", "-1"), ("12.50", "12.5"), ("12.00", "12"),
      ("0.001", "0.001"), ("-0.10", "-0.1"), ("0001250", "1250"), ("100", "100"),
      ("123456789012345678901234567890123456", "123456789012345678901234567890123456"),
    ])
  func canonical(text: String, expected: String) throws {
    let number = try #require(decimal(text))
    #expect(String(decoding: number.canonical, as: UTF8.self) == expected)
    #expect(number.description == expected)
  }

  @Test(
    "What is no number",
    arguments: [
      "", "-", "+", ".", "1.", ".5", "-.5", "1,5", "1.234,56", "1,234.56", "1e3", "0x1F", " 1", "1 ", "1 2", "--1",
      "1-",
      "1.2.3", "٣", "NaN", "1234567890123456789012345678901234567",
    ])
  func refused(text: String) { #expect(decimal(text) == nil) }

  @Test("Sums of cents stay exact, as they do not in binary")
  func exactSums() throws {
    let cent = ExactDecimal(unscaled: 1, scale: 2)
    let total = try (0..<1000).reduce(ExactDecimal.zero) { sum, _ in try #require(sum.adding(cent)) }
    #expect(total == ExactDecimal(unscaled: 10))
    #expect(total.adding(ExactDecimal(unscaled: -1, scale: 2))?.description == "9.99")
    let (one, two) = (ExactDecimal(unscaled: 1, scale: 1), ExactDecimal(unscaled: 2, scale: 1))
    #expect(one.adding(two) == ExactDecimal(unscaled: 3, scale: 1))
  }

  @Test("A sum that cannot be held is none; the order of such numbers is exact all the same")
  func extremes() throws {
    let large = try #require(decimal(String(repeating: "9", count: 36)))
    let small = try #require(decimal("0." + String(repeating: "0", count: 35) + "1"))
    #expect(large.adding(small) == nil)
    #expect(large.adding(large)?.description == "1999999999999999999999999999999999998")
    #expect(small < large && !(large < small))
    #expect(ExactDecimal.zero < small)
    #expect(try #require(decimal("-0.5")) < small)
    #expect(try #require(decimal("-1.25")) < #require(decimal("-1.2")))
    #expect(ExactDecimal(unscaled: -large.unscaled) < small)
  }

  @Test("Numbers are equal, ordered and hashed by value, not by spelling")
  func order() throws {
    let one = try #require(decimal("1.10"))
    let same = try #require(decimal("1.1"))
    let more = try #require(decimal("1.11"))
    #expect(one == same)
    #expect(Set([one, same, more]).count == 2)
    #expect(one < more)
    #expect(!(one < same))
    #expect(try #require(decimal("-2")) < #require(decimal("-1.9")))
  }

  @Test("A scale that would drop a digit is refused")
  func scales() {
    let number = ExactDecimal(unscaled: 1250, scale: 2)
    #expect(number.unscaled(atScale: 1) == 125)
    #expect(number.unscaled(atScale: 0) == nil)
    #expect(number.unscaled(atScale: 4) == 125_000)
    #expect(ExactDecimal(unscaled: 1).unscaled(atScale: 60) == nil)
  }

  @Test(
    "Formatting fills decimals with zeros",
    arguments: [("12.5", 2, "12.50"), ("0.05", 2, "0.05"), ("-3", 1, "-3.0"), ("7", 0, "7")])
  func formatted(text: String, decimals: Int, expected: String) throws {
    #expect(String(decoding: try #require(decimal(text)).formatted(decimals: decimals), as: UTF8.self) == expected)
  }

  @Test("Integer digits", arguments: [("0", 0), ("0.99", 0), ("1", 1), ("10.0", 2), ("-999.5", 3)])
  func integerDigits(text: String, expected: Int) throws {
    #expect(try #require(decimal(text)).integerDigits == expected)
  }
}
