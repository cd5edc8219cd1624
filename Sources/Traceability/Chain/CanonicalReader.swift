/// Reads a payload back. It accepts JSON of the shape that ``Payload`` writes and nothing else; whether the bytes are
/// canonical is seen by writing them again.
struct CanonicalReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The object's members in the order in which they stand; `nil` when the bytes are not one object.
  static func object(_ bytes: [UInt8]) -> [Fact]? {
    var reader = CanonicalReader(bytes)
    guard let facts = reader.object(), reader.position == bytes.count else { return nil }
    return facts
  }

  /// One value; `nil` when the bytes are not exactly one.
  static func value(_ text: String) -> CanonicalValue? {
    var reader = CanonicalReader(Array(text.utf8))
    guard let value = reader.value(depth: 0), reader.position == reader.bytes.count else { return nil }
    return value
  }

  private mutating func object() -> [Fact]? {
    guard take("{") else { return nil }
    var facts: [Fact] = []
    repeat {
      guard let name = text(), take(":"), let value = value(depth: 0) else { return nil }
      facts.append(Fact(name, value))
    } while take(",")
    return take("}") ? facts : nil
  }

  private mutating func value(depth: Int) -> CanonicalValue? {
    guard position < bytes.count, depth < 8 else { return nil }
    switch bytes[position] {
    case UInt8(ascii: "\""): return text().map { .text($0) }
    case UInt8(ascii: "["): return list(depth: depth)
    default: return number()
    }
  }

  private mutating func list(depth: Int) -> CanonicalValue? {
    guard take("[") else { return nil }
    if take("]") { return .list([]) }
    var values: [CanonicalValue] = []
    repeat {
      guard let value = value(depth: depth + 1) else { return nil }
      values.append(value)
    } while take(",")
    return take("]") ? .list(values) : nil
  }

  private mutating func number() -> CanonicalValue? {
    let start = position
    while position < bytes.count, bytes[position] == UInt8(ascii: "-") || (48...57).contains(bytes[position]) {
      position += 1
    }
    return Int64(String(decoding: bytes[start..<position], as: UTF8.self)).map { .number($0) }
  }

  private mutating func text() -> String? {
    guard take("\"") else { return nil }
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\""), bytes[position] != UInt8(ascii: "\\") {
      position += 1
    }
    var content = Array(bytes[start..<position])
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      guard let byte = character() else { return nil }
      content.append(byte)
    }
    return take("\"") ? String(validating: content, as: UTF8.self) : nil
  }

  private mutating func character() -> UInt8? {
    let byte = bytes[position]
    position += 1
    guard byte == UInt8(ascii: "\\") else { return byte }
    if take("\"") { return UInt8(ascii: "\"") }
    if take("\\") { return UInt8(ascii: "\\") }
    guard take("u"), take("0"), take("0"), position + 2 <= bytes.count, let high = Hex.value(bytes[position]),
      let low = Hex.value(bytes[position + 1])
    else { return nil }
    position += 2
    return high << 4 | low
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }
}
