/// What differs between two texts, as people read it.
enum LineDifference {
  /// The most lines that are shown.
  private static let shown = 40
  /// The most characters of a line that are shown, around its first difference.
  private static let window = 120

  /// The lines that went (`-`) and came (`+`), with their numbers; long ones cut around what differs.
  static func between(_ expected: [UInt8], _ actual: [UInt8]) -> [String] {
    let (old, new) = (lines(expected), lines(actual))
    let changes = new.difference(from: old)
    var removed: [Int: [UInt8]] = [:]
    var inserted: [Int: [UInt8]] = [:]
    for change in changes {
      switch change {
      case .remove(let offset, let line, _): removed[offset] = line
      case .insert(let offset, let line, _): inserted[offset] = line
      }
    }
    let rows =
      removed.map { row("-", $0.key, $0.value, against: inserted[$0.key]) }
      + inserted.map { row("+", $0.key, $0.value, against: removed[$0.key]) }
    let sorted = rows.sorted { ($0.line, $0.sign == "-" ? 0 : 1) < ($1.line, $1.sign == "-" ? 0 : 1) }.map(\.text)
    return Array(sorted.prefix(shown)) + (sorted.count > shown ? ["… (+\(sorted.count - shown))"] : [])
  }

  private static func row(
    _ sign: String, _ offset: Int, _ line: [UInt8], against other: [UInt8]?
  ) -> (line: Int, sign: String, text: String) {
    let first = other.map { zip(line, $0).prefix { $0 == $1 }.count } ?? 0
    let start = line.count > window ? max(0, min(first - window / 3, line.count - window)) : 0
    let piece = String(decoding: line[start...].prefix(window), as: UTF8.self)
    let isCut = start + window < line.count
    return (offset, sign, "\(sign) \(offset + 1): \(start > 0 ? "…" : "")\(printable(piece))\(isCut ? "…" : "")")
  }

  private static func printable(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? "·" : $0 }))
  }

  private static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
  }
}
