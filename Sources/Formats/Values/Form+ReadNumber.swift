import EDIModel
import Layouts

/// Numbers: with a written point, or digits only with an implied one.
extension Form {
  static func readPoint(
    _ raw: borrowing Span<UInt8>, digits: Int, decimals: Int, into output: inout [UInt8]
  ) -> ValueFault? {
    if let plain = PlainDecimal(raw) {
      guard plain.scale <= decimals else { return pointFault(.fieldTooManyDecimals, digits, decimals) }
      guard plain.integerDigits <= digits - decimals else { return pointFault(.fieldTooManyDigits, digits, decimals) }
      plain.append(raw, to: &output)
      return nil
    }
    let number = raw.withUnsafeBufferPointer { ExactDecimal($0) }
    guard let canonical = number?.normalized else { return pointFault(.fieldNotANumber, digits, decimals) }
    guard canonical.scale <= decimals else { return pointFault(.fieldTooManyDecimals, digits, decimals) }
    guard canonical.integerDigits <= digits - decimals else { return pointFault(.fieldTooManyDigits, digits, decimals) }
    output.append(contentsOf: canonical.canonical)
    return nil
  }

  static func readImplied(
    _ raw: borrowing Span<UInt8>, digits: Int, decimals: Int, into output: inout [UInt8]
  ) -> ValueFault? {
    var first = raw.count
    for index in 0..<raw.count {
      let digit = raw[index] &- 48
      guard digit < 10 else { return impliedFault(.fieldNotANumber, digits, decimals) }
      if digit != 0, first == raw.count { first = index }
    }
    guard raw.count - first <= digits else { return impliedFault(.fieldTooManyDigits, digits, decimals) }
    let point = raw.count - decimals
    if first < point { append(raw, first..<point, to: &output) } else { output.append(48) }
    var end = raw.count
    while end > max(point, first), raw[end - 1] == 48 { end -= 1 }
    guard end > max(point, 0), end > first else { return nil }
    output.append(UInt8(ascii: "."))
    for _ in point..<max(point, 0) { output.append(48) }
    append(raw, max(point, 0)..<end, to: &output)
    return nil
  }

  private static func append(_ raw: borrowing Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]) {
    raw.extracting(range).withUnsafeBufferPointer { output.append(contentsOf: $0) }
  }

  private static func pointFault(_ code: FindingCode, _ digits: Int, _ decimals: Int) -> ValueFault {
    let sample = decimals == 0 ? "12" : "12." + String(repeating: "5", count: min(decimals, 2))
    return .number(integerDigits: digits - decimals, decimals: decimals, code: code, sample: sample)
  }

  private static func impliedFault(_ code: FindingCode, _ digits: Int, _ decimals: Int) -> ValueFault {
    let sample =
      String(repeating: "0", count: max(0, digits - decimals - 2)) + "12" + String(repeating: "5", count: decimals)
    return ValueFault(
      code: code,
      expected: Bilingual(
        pt: "\(digits) dígitos, sem vírgula nem ponto, os últimos \(decimals) decimais, ex.: \(sample)",
        en: "\(digits) digits, no comma or point, the last \(decimals) of them decimals, e.g. \(sample)"))
  }
}
