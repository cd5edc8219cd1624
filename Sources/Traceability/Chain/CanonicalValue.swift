/// What an entry's payload is made of. There is one way only to write each value, so that the bytes of a payload can be
/// computed again years later.
enum CanonicalValue: Equatable {
  case text(String)
  case number(Int64)
  case list([CanonicalValue])

  /// Writes the value as JSON: no space, only the escapes that JSON demands, other characters as they are in UTF-8.
  func write(to bytes: inout [UInt8]) {
    switch self {
    case .text(let text): Self.write(text, to: &bytes)
    case .number(let number): bytes.append(contentsOf: String(number).utf8)
    case .list(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        value.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    }
  }

  /// The value alone as JSON text.
  var json: String {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    defer { bytes.append(UInt8(ascii: "\"")) }
    // Hashes and words need no escape: most texts go in as a whole.
    if !text.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
      bytes.append(contentsOf: text.utf8)
      return
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20:
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(contentsOf: Hex.text(CollectionOfOne(byte)).utf8)
      default: bytes.append(byte)
      }
    }
  }
}

/// One named value of a payload.
struct Fact: Equatable {
  let name: String
  let value: CanonicalValue

  init(_ name: String, _ value: CanonicalValue) {
    self.name = name
    self.value = value
  }

  init(_ name: String, _ text: String) { self.init(name, .text(text)) }
  init(_ name: String, _ number: Int64) { self.init(name, .number(number)) }
  init(_ name: String, hash bytes: [UInt8]) { self.init(name, .text(Hex.text(bytes))) }

  /// A file's name or path: as text where its bytes are UTF-8, else in hex under another name.
  init(_ name: String, path bytes: [UInt8]) {
    if let text = String(validating: bytes, as: UTF8.self) {
      self.init(name, .text(text))
    } else {
      self.init(name + "Hex", .text(Hex.text(bytes)))
    }
  }
}
