/// What may differ between two runs of the same files, taken out, so that the rest is compared byte by byte.
///
/// Few things only. The numbers that the ledger gives to files (`M-0000007`) follow the order of acceptance, which a
/// fault may change: who is put off comes later. The file number in the header of a positional file does too; that each
/// is given once, from 1 and without a gap, is checked apart. And reports and receipts say when the file came, receipts in
/// their names and identifiers too.
enum Normal {
  /// What tells an output from the others: its name; of a receipt, whose name says only when the file came and as which,
  /// also what it says.
  static func key(_ output: Scene.Output) -> String {
    guard isReceipt(output.name) else { return output.name }
    let name = String(decoding: withoutMoments(withoutIDs(Array(output.name.utf8))), as: UTF8.self)
    let content = Bytes.hash(Self.output(output.bytes, named: output.name)).prefix(4)
    return name + " " + content.map { String($0, radix: 16) }.joined(separator: "-")
  }

  /// An output, without its file number; a receipt also without what its name is without.
  static func output(_ bytes: [UInt8], named name: String) -> [UInt8] {
    let numbered = withoutNumber(bytes)
    return isReceipt(name) ? withoutIdentifier(withoutMoments(withoutIDs(numbered))) : numbered
  }

  private static func isReceipt(_ name: String) -> Bool { name.hasPrefix("RESPONSE_") || name.hasPrefix("RETORNO_") }

  /// `20261124120000` and `2026-11-24T12:00:00` become `#`.
  private static func withoutMoments(_ bytes: [UInt8]) -> [UInt8] {
    let text = String(decoding: bytes.map { $0 < 0x80 ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    let moment = #/20\d\d(-?)\d\d\1\d\dT?\d\d(:?)\d\d\2\d\d/#
    return Array(text.replacing(moment, with: "#").utf8)
  }

  /// Without the identifier of a message, which is made of its moment.
  private static func withoutIdentifier(_ bytes: [UInt8]) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    return Array(text.replacing(#/<UUID>[0-9a-f]{8}-[^<]*<\/UUID>/#, with: "<UUID/>").utf8)
  }

  private static func withoutNumber(_ bytes: [UInt8]) -> [UInt8] {
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
