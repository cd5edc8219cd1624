import Layouts

/// The first line of a text file: what text layouts are recognised by.
struct FirstLine {
  /// Its bytes without the line end and without a byte order mark.
  let bytes: [UInt8]
  /// Offset of its first byte in the file.
  let offset: Int
  /// Whether its line end was seen.
  let isEnded: Bool

  /// Takes the first line out of the first bytes of a file.
  init(of head: [UInt8]) {
    offset = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let line = head.dropFirst(offset).prefix { $0 != 0x0A }
    isEnded = line.endIndex < head.endIndex
    // A carriage return without its line feed is the line end half written.
    bytes = Array(line.last == 0x0D ? line.dropLast() : line)
  }

  /// What stands where a recogniser looks; `nil` when the line does not reach so far.
  func value(at source: Recognition.Source) -> String? {
    switch source {
    case .path: return nil
    case .columns(let range):
      guard range.lowerBound < bytes.count else { return nil }
      return Self.text(bytes[range.clamped(to: 0..<bytes.count)])
    case .field(let number, let separator):
      let fields = bytes.split(separator: separator, maxSplits: number + 1, omittingEmptySubsequences: false)
      return number < fields.count ? Self.text(fields[number]) : nil
    }
  }

  /// Trailing blanks left off; bytes that are not UTF-8 are taken one by one.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    var text = bytes
    while text.last == 0x20 { text.removeLast() }
    if let valid = String(validating: text, as: UTF8.self) { return valid }
    return String(String.UnicodeScalarView(text.map { Unicode.Scalar($0) }))
  }
}
