import EDIModel
import TestSupport
import Testing

@testable import Formats
@testable import Layouts

@Suite("Numbers told from their spelling")
struct XMLNumberTests {
  /// What the short way says of a spelling; `nil` when it leaves it to the long one.
  private func plain(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    guard let number = PlainDecimal(bytes.span) else { return nil }
    var output: [UInt8] = []
    number.append(bytes.span, to: &output)
    return "\(String(decoding: output, as: UTF8.self)) \(number.integerDigits) \(number.scale)"
  }

  private func exact(_ text: String) -> String? {
    guard let number = ExactDecimal(Array(text.utf8))?.normalized else { return nil }
    return "\(number.description) \(number.integerDigits) \(number.scale)"
  }

  @Test(arguments: [
    "0", "-0", "+0", "00.00", "-0.0", "7", "007", "-12.50", "+12.05", "100", "0.001", "-0.010", "", "-", "+", ".5",
    "5.", "1.2.3", "1,5", "1e3", " 1", "1 ", "--1", "١",
  ])
  func bothWaysAgree(text: String) { #expect(plain(text) == exact(text)) }

  @Test func bothWaysAgreeOnRandomSpellings() {
    var random = Seeded(seed: 5)
    for _ in 0..<5000 {
      let length = Int.random(in: 0...12, using: &random)
      let text = String((0..<length).map { _ in "0001259.-+".randomElement(using: &random) ?? "0" })
      #expect(plain(text) == exact(text), "\(text)")
    }
  }

  @Test func veryLongNumbersTakeTheLongWay() {
    #expect(plain(String(repeating: "1", count: 37)) == nil)
    let form = Form.pointDecimal(digits: 12, decimals: 2)
    #expect(form.fault("1" + String(repeating: "0", count: 36)) == .fieldNotANumber)
    #expect(form.fault(String(repeating: "0", count: 40) + "1.5") == nil)
  }
}

extension Form {
  fileprivate func fault(_ text: String) -> FindingCode? {
    var output: [UInt8] = []
    return read(Array(text.utf8).span, into: &output)?.code
  }
}
