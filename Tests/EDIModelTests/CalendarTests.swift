import Testing

@testable import EDIModel

@Suite("Days and times")
struct CalendarTests {
  @Test("Days that exist", arguments: ["19000101", "20240229", "20000229", "21991231", "20261231", "20260228"])
  func days(text: String) { #expect(Calendar.isDate(Array(text.utf8))) }

  @Test(
    "Days that do not exist, or not in this calendar",
    arguments: [
      "00000000", "20260229", "19000229", "21000229", "20260431", "20261301", "20260001", "20260100", "18991231",
      "22000101",
      "2026010", "202601011", "2026010A", "31122026", "        ",
    ])
  func noDays(text: String) { #expect(!Calendar.isDate(Array(text.utf8))) }

  @Test("Times that exist", arguments: ["000000", "235959", "120000"])
  func times(text: String) { #expect(Calendar.isTime(Array(text.utf8))) }

  @Test("Times that do not", arguments: ["240000", "236000", "235960", "12000", "1200000", "12:000", "      "])
  func noTimes(text: String) { #expect(!Calendar.isTime(Array(text.utf8))) }

  @Test("Lengths of months")
  func months() {
    #expect((1...12).map { Calendar.length(of: $0, in: 2026) } == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    #expect([1900, 2000, 2023, 2024, 2100].map { Calendar.length(of: 2, in: $0) } == [28, 29, 28, 29, 28])
  }
}
