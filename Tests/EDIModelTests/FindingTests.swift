import Testing

@testable import EDIModel

@Suite("Findings")
struct FindingTests {
  @Test(
    "What a report shows is printable",
    arguments: [
      ("João", "João"), ("a\tb\n", "a\\x09b\\x0A"), ("\u{202E}abc", "\\x202Eabc"), ("\u{0}", "\\x00"), ("", ""),
      ("<b>&", "<b>&"),
    ])
  func printable(text: String, expected: String) { #expect(Finding.printable(text.utf8) == expected) }

  @Test("Bytes that are no UTF-8 are escaped one by one")
  func undecodable() { #expect(Finding.printable([0x41, 0xE3, 0x6F, 0xFF]) == "A\\xE3o\\xFF") }

  @Test("Long values are cut at 120 characters")
  func cut() {
    #expect(Finding.printable(repeatElement(0x41, count: 120)) == String(repeating: "A", count: 120))
    let cut = Finding.printable(repeatElement(0x41, count: 100_000))
    #expect(cut == String(repeating: "A", count: 120) + "…")
  }

  @Test("A cut goes through no character and no escape")
  func cutBetweenCharacters() {
    let text = "A" + String(repeating: "ç", count: 1_000)
    #expect(Finding.printable(text.utf8) == "A" + String(repeating: "ç", count: 119) + "…")
    let controls = Finding.printable([0x41] + repeatElement(UInt8(0), count: 100))
    #expect(controls == "A" + String(repeating: "\\x00", count: 29) + "…")
  }

  @Test("Severities are ordered by weight")
  func severities() {
    #expect([Severity.error, .notice, .warning].sorted() == [.notice, .warning, .error])
  }

  @Test("Codes are lower case, dotted and never twice")
  func codes() {
    let codes = FindingCode.allCases.map(\.rawValue)
    #expect(Set(codes).count == codes.count)
    for code in codes {
      let parts = code.split(separator: ".", omittingEmptySubsequences: false)
      #expect(parts.count == 2, "\(code)")
      #expect(code.utf8.allSatisfy { (97...122).contains($0) || $0 == 45 || $0 == 46 }, "\(code)")
    }
  }
}

@Suite("Ids of files and documents")
struct IdentifierTests {
  @Test(
    "They are said and read in the same words",
    arguments: [(1, "M-0000001"), (1_234, "M-0001234"), (12_345_678, "M-12345678")])
  func said(number: Int, expected: String) {
    #expect(InterchangeID(Int64(number)).description == expected)
    #expect(InterchangeID(expected) == InterchangeID(Int64(number)))
    #expect(DocumentID(InterchangeID(Int64(number)), 3).description == expected + ".3")
    #expect(DocumentID(expected + ".3") == DocumentID(InterchangeID(Int64(number)), 3))
  }

  @Test("Short forms are read", arguments: ["M-1234", "m-1234", "1234", "0001234"])
  func short(text: String) { #expect(InterchangeID(text) == InterchangeID(1_234)) }

  @Test(
    "Other texts are no id",
    arguments: ["", "M-", "M-0", "-1", "+1", "M1234", "M-12 ", "M-1.2", "99999999999999999999", "M-١"])
  func refused(text: String) { #expect(InterchangeID(text) == nil) }

  @Test("Other texts are no document", arguments: ["M-1", "M-1.", "M-1.0", "M-1.-1", ".1", "M-1.2.3"])
  func refusedDocument(text: String) { #expect(DocumentID(text) == nil) }

  @Test("Documents are ordered by file, then by place")
  func order() {
    let ids = ["M-2.1", "M-1.10", "M-1.9"].compactMap { DocumentID($0) }
    #expect(ids.sorted().map(\.description) == ["M-0000001.9", "M-0000001.10", "M-0000002.1"])
  }
}
