/// How names of outputs are made unique: `pedido.xml`, `pedido-2.xml`, `pedido-3.xml`.
enum OutputName {
  /// The longest name that Linux file systems take, in bytes.
  static let limit = 255

  /// The wanted name with a number before its last extension; its stem is shortened where it would get too long.
  static func numbered(_ wanted: [UInt8], _ number: Int64) -> [UInt8] {
    let dot = wanted.lastIndex(of: UInt8(ascii: ".")).flatMap { $0 > 0 ? $0 : nil } ?? wanted.count
    let end = Array("-\(number)".utf8) + wanted[dot...]
    return wanted[..<dot].prefix(max(1, limit - end.count)) + end
  }
}
