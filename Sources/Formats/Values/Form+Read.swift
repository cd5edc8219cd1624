import EDIModel
import Layouts

extension Form {
  /// Turns a spelling, which is not empty and is UTF-8, into canonical bytes appended to `output`.
  ///
  /// Returns what is wrong, with `output` as it was, or `nil`.
  func read(_ raw: borrowing Span<UInt8>, into output: inout [UInt8]) -> ValueFault? {
    switch self {
    case .text(let size): Self.readText(raw, size: size, into: &output)
    case .oneLine(let size): Self.readOneLine(raw, size: size, into: &output)
    case .pointDecimal(let digits, let decimals):
      Self.readPoint(raw, digits: digits, decimals: decimals, into: &output)
    case .impliedDecimal(let digits, let decimals):
      Self.readImplied(raw, digits: digits, decimals: decimals, into: &output)
    case .date(let separated): Self.readDate(raw, separated: separated, into: &output)
    case .dateOfDatetime: Self.readDateOfDatetime(raw, into: &output)
    case .datetimeOfDate: Self.readDatetimeOfDate(raw, into: &output)
    case .time(let separated): Self.readTime(raw, separated: separated, into: &output)
    case .datetime(let separated): Self.readDatetime(raw, separated: separated, into: &output)
    case .boolean(let yes, let no): Self.readBoolean(raw, yes: yes, no: no, into: &output)
    case .code(let entries, let ignoresCase):
      Self.readCode(raw, entries: entries, ignoresCase: ignoresCase, into: &output)
    }
  }

  static func readText(_ raw: borrowing Span<UInt8>, size: Int, into output: inout [UInt8]) -> ValueFault? {
    var end = raw.count
    while end > 0, raw[end - 1] == 0x20 { end -= 1 }
    guard end <= size || characters(of: raw, upTo: end) <= size else { return .text(longerThan: size) }
    raw.extracting(0..<end).withUnsafeBufferPointer { output.append(contentsOf: $0) }
    return nil
  }

  static func characters(of raw: borrowing Span<UInt8>, upTo end: Int) -> Int {
    var count = 0
    for index in 0..<end { count += raw[index] & 0xC0 == 0x80 ? 0 : 1 }
    return count
  }

  private static func readBoolean(
    _ raw: borrowing Span<UInt8>, yes: String, no: String, into output: inout [UInt8]
  ) -> ValueFault? {
    if matches(raw, yes) || (yes == "true" && matches(raw, "1")) {
      output.append(UInt8(ascii: "1"))
      return nil
    }
    if matches(raw, no) || (no == "false" && matches(raw, "0")) {
      output.append(UInt8(ascii: "0"))
      return nil
    }
    return .list([yes, no])
  }

  private static func readCode(
    _ raw: borrowing Span<UInt8>, entries: [CodeEntry], ignoresCase: Bool, into output: inout [UInt8]
  ) -> ValueFault? {
    for entry in entries where matches(raw, entry.outer, ignoringCase: ignoresCase) {
      output.append(contentsOf: entry.inner.utf8)
      return nil
    }
    return .list(entries.map(\.outer))
  }

  static func matches(_ raw: borrowing Span<UInt8>, _ text: String, ignoringCase: Bool = false) -> Bool {
    guard raw.count == text.utf8.count else { return false }
    var index = 0
    for byte in text.utf8 {
      let same = raw[index] == byte || (ignoringCase && lower(raw[index]) == lower(byte))
      if !same { return false }
      index += 1
    }
    return true
  }

  private static func lower(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 0x20 : byte }
}
