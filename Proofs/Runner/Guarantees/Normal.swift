/// What may differ between two runs of the same files, taken out, so that the rest is compared byte by byte.
///
/// Three things only. The numbers that the ledger gives to files (`M-0000007`) follow the order of acceptance, which a
/// fault may change: who is put off comes later. The file number in the header of a positional file does too; that each
/// is given once, from 1 and without a gap, is checked apart. And a report says when the file came.
enum Normal {
  /// An output, without its file number.
  static func output(_ bytes: [UInt8]) -> [UInt8] {
    let number = 61..<70
    guard bytes.starts(with: "00000001".utf8), bytes.count > number.upperBound else { return bytes }
    var normal = bytes
    for index in number { normal[index] = UInt8(ascii: "#") }
    return normal
  }

  /// The file number of an output; `nil` where its layout has none.
  static func fileNumber(_ bytes: [UInt8]) -> Int? {
    let number = 61..<70
    guard bytes.starts(with: "00000001".utf8), bytes.count > number.upperBound else { return nil }
    return Int(String(decoding: bytes[number], as: UTF8.self))
  }

  /// A name in `error/`, without the ledger's number.
  static func errorName(_ name: String) -> String { String(decoding: withoutIDs(Array(name.utf8)), as: UTF8.self) }

  /// A file in `error/`, without the ledger's numbers and without the moment of arrival.
  static func error(_ bytes: [UInt8]) -> [UInt8] {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return withoutIDs(Array(lines.map(withoutMoment).joined(separator: [UInt8(ascii: "\n")])))
  }

  private static let moments = ["Recebido:", "    \"receivedAt\"", "    \"receivedAtLocal\""].map { Array($0.utf8) }

  private static func withoutMoment(_ line: ArraySlice<UInt8>) -> [UInt8] {
    moments.first { line.starts(with: $0) } ?? Array(line)
  }

  /// `M-0000007` becomes `M-#######`, and the day in `archive/2026-11-24/` is taken out.
  private static func withoutIDs(_ bytes: [UInt8]) -> [UInt8] {
    var normal = bytes
    let day = Array("archive/".utf8)
    for index in normal.indices.dropLast(8) where normal[index] == UInt8(ascii: "M") || normal[index] == day[0] {
      let rest = normal[index...]
      if rest.starts(with: "M-".utf8) {
        for place in index + 2..<index + 9 where isDigit(normal[place]) { normal[place] = UInt8(ascii: "#") }
      } else if rest.starts(with: day), rest.count > day.count + 10 {
        for place in index + 8..<index + 18 where isDigit(normal[place]) { normal[place] = UInt8(ascii: "#") }
      }
    }
    return normal
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
