import EDIModel
import TestSupport
import Testing

@testable import Formats
@testable import Layouts

@Suite("Spellings of values")
struct FormTests {
  private func read(_ text: String, _ form: Form) -> String {
    let bytes = Array(text.utf8)
    var output = Array("x".utf8)
    if let fault = form.read(bytes.span, into: &output) {
      #expect(output == Array("x".utf8), "a fault leaves the output as it was")
      return fault.code.rawValue
    }
    return String(decoding: output.dropFirst(), as: UTF8.self)
  }

  private func write(_ value: String, _ form: Form) -> String {
    let bytes = Array(value.utf8)
    var output: [UInt8] = []
    if let fault = form.write(bytes.span, into: &output) { return fault.code.rawValue }
    return String(decoding: output, as: UTF8.self)
  }

  @Test(
    "Implied decimals",
    arguments: [
      ("0001250", 7, 2, "12.5"), ("0000000", 7, 2, "0"), ("0000005", 7, 2, "0.05"), ("1", 7, 2, "0.01"),
      ("12", 7, 2, "0.12"), ("9999999", 7, 2, "99999.99"), ("0000100", 7, 0, "100"), ("00010", 5, 1, "1"),
      ("1", 5, 4, "0.0001"), ("10", 5, 4, "0.001"), ("00009999999", 7, 2, "99999.99"),
      ("10000000", 7, 2, "field.too-many-digits"), ("12,5", 7, 2, "field.not-a-number"),
      (" 12", 7, 2, "field.not-a-number"),
      ("-12", 7, 2, "field.not-a-number"), ("٣", 7, 2, "field.not-a-number"),
    ])
  func impliedDecimal(text: String, digits: Int, decimals: Int, expected: String) {
    #expect(read(text, .impliedDecimal(digits: digits, decimals: decimals)) == expected)
  }

  @Test(
    "Written decimals",
    arguments: [
      ("12.50", "12.5"), ("-12.5", "-12.5"), ("+3", "3"), ("007", "7"), ("0.00", "0"), ("-0", "0"),
      ("12345.67", "12345.67"),
      ("123456", "field.too-many-digits"), ("1.234", "field.too-many-decimals"), ("1.230", "1.23"),
      ("1,5", "field.not-a-number"),
      ("1.234,56", "field.not-a-number"), ("1e3", "field.not-a-number"), ("", "field.not-a-number"),
      (".5", "field.not-a-number"),
    ])
  func pointDecimal(text: String, expected: String) {
    #expect(read(text, .pointDecimal(digits: 7, decimals: 2)) == expected)
  }

  @Test("Texts lose blanks at the end only; characters are counted, not bytes")
  func text() {
    #expect(read("ÇÃÉ  ", .text(size: 3)) == "ÇÃÉ")
    #expect(read("ÇÃÉX", .text(size: 3)) == "field.too-long")
    #expect(read(" a", .text(size: 3)) == " a")
    #expect(write("ÇÃÉ", .text(size: 3)) == "ÇÃÉ")
    #expect(write("ABCD", .text(size: 3)) == "target.too-long")
  }

  @Test(
    "Dates and times",
    arguments: [
      ("20260827", Form.date(separated: false), "20260827"), ("2026-08-27", .date(separated: true), "20260827"),
      ("20240229", .date(separated: false), "20240229"), ("20260229", .date(separated: false), "field.not-a-date"),
      ("2026-8-27", .date(separated: true), "field.not-a-date"),
      ("2026/08/27", .date(separated: true), "field.not-a-date"),
      ("061000", .time(separated: false), "061000"), ("06:10:00", .time(separated: true), "061000"),
      ("06.10.00", .time(separated: true), "field.not-a-time"), ("240000", .time(separated: false), "field.not-a-time"),
      ("20260827061000", .datetime(separated: false), "20260827061000"),
      ("2026-08-27T06:10:00", .datetime(separated: true), "20260827061000"),
      ("2026-08-27 06:10:00", .datetime(separated: true), "field.not-a-date"),
      ("2026-08-27T06:10:00Z", .datetime(separated: true), "field.not-a-date"),
      ("2026-08-27T00:00:00", .dateOfDatetime, "20260827"),
      ("2026-08-27T25:00:00", .dateOfDatetime, "field.not-a-date"),
      ("2026-08-27", .datetimeOfDate, "20260827000000"),
      ("2026-02-30", .datetimeOfDate, "field.not-a-date"),
      ("2026-08-27T06:10:00", .datetimeOfDate, "field.not-a-date"),
    ])
  func datesAndTimes(text: String, form: Form, expected: String) { #expect(read(text, form) == expected) }

  @Test("Yes and no")
  func boolean() {
    let letters = Form.boolean(yes: "S", no: "N")
    #expect(
      ["S", "N", "s", "1", ""].map { read($0, letters) } == ["1", "0"] + Array(repeating: "field.not-in-list", count: 3)
    )
    let words = Form.boolean(yes: "true", no: "false")
    #expect(["true", "false", "1", "0", "True"].map { read($0, words) } == ["1", "0", "1", "0", "field.not-in-list"])
    #expect(write("1", letters) + write("0", letters) == "SN")
  }

  @Test("Code tables: several spellings of one value, the first is written")
  func codes() {
    let form = Form.code(
      [.init(outer: "UPS", inner: "G"), .init(outer: "ALT", inner: "G"), .init(outer: "DEL", inner: "E")],
      ignoresCase: true)
    #expect(["ups", "Alt", "DEL", "X"].map { read($0, form) } == ["G", "G", "E", "field.not-in-list"])
    #expect([write("G", form), write("E", form), write("Z", form)] == ["UPS", "DEL", "target.no-code"])
  }

  @Test(
    "Numbers are written with all their digits or not at all",
    arguments: [
      ("12.5", "0001250"), ("0", "0000000"), ("0.05", "0000005"), ("99999.99", "9999999"),
      ("100000", "target.too-long"),
      ("0.001", "target.too-long"), ("-1", "target.too-long"), ("1", "0000100"),
    ])
  func writeImplied(value: String, expected: String) {
    #expect(write(value, .impliedDecimal(digits: 7, decimals: 2)) == expected)
  }

  @Test(
    "Line breaks and tabs become blanks where a text has one line",
    arguments: [
      ("a\nb", "a b"), ("a\r\nb", "a b"), ("a \n\n\t  b", "a b"), ("a  b", "a  b"), ("\n a \n", "a"),
      ("ação\tà", "ação à"),
      ("um\ndois\ntrês", "um dois três"), ("um\ndois\ntrês!", "field.too-long"), ("\u{A0}\n\u{A0}", "\u{A0} \u{A0}"),
    ])
  func oneLine(text: String, expected: String) {
    #expect(read(text, .oneLine(size: 12)) == expected)
    let isLong = expected == "field.too-long"
    #expect(write(text, .oneLine(size: 12)) == (isLong ? "target.too-long" : expected))
  }

  @Test("Every form reads what it writes")
  func readBack() {
    var generator = DocumentGenerator(seed: 7)
    let forms: [(ValueType, [Form])] = [
      (.text(size: 9), [.text(size: 9), .oneLine(size: 9)]),
      (
        .decimal(digits: 9, decimals: 3),
        [.impliedDecimal(digits: 9, decimals: 3), .pointDecimal(digits: 9, decimals: 3)]
      ),
      (
        .decimal(digits: 4, decimals: 4),
        [.impliedDecimal(digits: 4, decimals: 4), .pointDecimal(digits: 4, decimals: 4)]
      ),
      (.date, [.date(separated: true), .date(separated: false), .dateOfDatetime]),
      (.time, [.time(separated: true), .time(separated: false)]),
      (.datetime, [.datetime(separated: true), .datetime(separated: false)]),
      (.boolean, [.boolean(yes: "T", no: "P"), .boolean(yes: "true", no: "false")]),
    ]
    for (type, spellings) in forms {
      for form in spellings {
        for _ in 0..<200 {
          let value = String(decoding: generator.value(of: type), as: UTF8.self)
          #expect(read(write(value, form), form) == value, "\(form)")
        }
      }
    }
  }
}
