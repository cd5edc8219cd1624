import EDIModel
import Layouts

/// Dates and times: real days of the calendar and real times of a day, in one spelling each.
extension Form {
  static func readDate(_ raw: borrowing Span<UInt8>, separated: Bool, into output: inout [UInt8]) -> ValueFault? {
    guard raw.count == (separated ? 10 : 8), isDate(raw, separated: separated) else {
      return .date(
        separated ? Bilingual(pt: "AAAA-MM-DD", en: "YYYY-MM-DD") : Bilingual(pt: "AAAAMMDD", en: "YYYYMMDD"))
    }
    appendDigits(raw, to: &output)
    return nil
  }

  static func readTime(_ raw: borrowing Span<UInt8>, separated: Bool, into output: inout [UInt8]) -> ValueFault? {
    guard raw.count == (separated ? 8 : 6), isTime(raw, at: 0, separated: separated) else {
      return .time(Bilingual(separated ? "HH:MM:SS" : "HHMMSS"))
    }
    appendDigits(raw, to: &output)
    return nil
  }

  static func readDateOfDatetime(_ raw: borrowing Span<UInt8>, into output: inout [UInt8]) -> ValueFault? {
    let start = output.count
    if let fault = readDatetime(raw, separated: true, into: &output) { return fault }
    output.removeSubrange(start + 8..<output.count)
    return nil
  }

  static func readDatetimeOfDate(_ raw: borrowing Span<UInt8>, into output: inout [UInt8]) -> ValueFault? {
    if let fault = readDate(raw, separated: true, into: &output) { return fault }
    output.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 6))
    return nil
  }

  static func readDatetime(_ raw: borrowing Span<UInt8>, separated: Bool, into output: inout [UInt8]) -> ValueFault? {
    let length = separated ? 19 : 14
    let isReal =
      raw.count == length && isDate(raw, separated: separated) && (!separated || raw[10] == UInt8(ascii: "T"))
      && isTime(raw, at: separated ? 11 : 8, separated: separated)
    guard isReal else {
      return .date(
        separated
          ? Bilingual(pt: "AAAA-MM-DDThh:mm:ss", en: "YYYY-MM-DDThh:mm:ss")
          : Bilingual(pt: "AAAAMMDDhhmmss", en: "YYYYMMDDhhmmss"))
    }
    appendDigits(raw, to: &output)
    return nil
  }

  private static func isDate(_ raw: borrowing Span<UInt8>, separated: Bool) -> Bool {
    let gap = separated ? 1 : 0
    if separated, raw[4] != UInt8(ascii: "-") || raw[7] != UInt8(ascii: "-") { return false }
    let year = number(raw, at: 0, digits: 4)
    let month = number(raw, at: 4 + gap, digits: 2)
    let day = number(raw, at: 6 + 2 * gap, digits: 2)
    return year >= 0 && month >= 0 && day >= 0 && Calendar.isDate(year: year, month: month, day: day)
  }

  private static func isTime(_ raw: borrowing Span<UInt8>, at start: Int, separated: Bool) -> Bool {
    let gap = separated ? 1 : 0
    if separated, raw[start + 2] != UInt8(ascii: ":") || raw[start + 5] != UInt8(ascii: ":") { return false }
    let hour = number(raw, at: start, digits: 2)
    let minute = number(raw, at: start + 2 + gap, digits: 2)
    let second = number(raw, at: start + 4 + 2 * gap, digits: 2)
    return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60
  }

  /// The number that some digits spell; -1 when one of them is none.
  private static func number(_ raw: borrowing Span<UInt8>, at start: Int, digits: Int) -> Int {
    var value = 0
    for index in start..<start + digits {
      let digit = raw[index] &- 48
      if digit > 9 { return -1 }
      value = value &* 10 &+ Int(digit)
    }
    return value
  }

  private static func appendDigits(_ raw: borrowing Span<UInt8>, to output: inout [UInt8]) {
    var isDigits = true
    for index in 0..<raw.count where raw[index] &- 48 > 9 { isDigits = false }
    if isDigits { return raw.withUnsafeBufferPointer { output.append(contentsOf: $0) } }
    for index in 0..<raw.count where raw[index] &- 48 < 10 { output.append(raw[index]) }
  }
}
