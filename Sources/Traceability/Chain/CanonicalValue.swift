/// What an entry's payload is made of. Each value has one canonical text, so that the bytes of a payload can be computed
/// again years later; several cases are only shorter ways to store a text of their form.
enum CanonicalValue: Equatable {
  case text(String)
  case number(Int64)
  case list([CanonicalValue])
  /// A text that many entries share: stored once, see ``Words``.
  case word(String)
  /// A text of hex digits.
  case hex([UInt8])
  /// The id of a document by its ``DocumentKey``; with the ordinal 0 that of an interchange.
  case id(Int64)
  /// A moment of UTC in milliseconds since 1970.
  case stamp(Int64)

  /// The text or number as text; `nil` for a list.
  var plain: String? {
    switch self {
    case .text(let text), .word(let text): text
    case .number(let number): String(number)
    case .hex(let bytes): Hex.text(bytes)
    case .id(let key): DocumentKey.text(key)
    case .stamp(let milliseconds): UTC.stamp(milliseconds: milliseconds)
    case .list: nil
    }
  }

  /// Writes the value as JSON: no space, only the escapes that JSON demands, other characters as they are in UTF-8.
  func write(to bytes: inout [UInt8]) {
    switch self {
    case .text(let text), .word(let text): JSONText.write(text, to: &bytes)
    case .number(let number): JSONText.write(number, to: &bytes)
    case .list(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        value.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .hex, .id, .stamp: JSONText.write(plain ?? "", to: &bytes)
    }
  }

  /// The value alone as JSON text.
  var json: String {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// One named value of a payload.
struct Fact: Equatable {
  let name: FactName
  let value: CanonicalValue

  init(_ name: FactName, _ value: CanonicalValue) {
    self.name = name
    self.value = value
  }

  init(_ name: FactName, _ text: String) { self.init(name, .text(text)) }
  init(_ name: FactName, word: String) { self.init(name, .word(word)) }
  init(_ name: FactName, _ number: Int64) { self.init(name, .number(number)) }
  init(_ name: FactName, hash bytes: [UInt8]) { self.init(name, .hex(bytes)) }

  /// A file's name or path: as text where its bytes are UTF-8, else in hex under another name.
  init(path bytes: [UInt8], _ name: FactName, elseHex hexName: FactName) {
    if let text = String(validating: bytes, as: UTF8.self) {
      self.init(name, .text(text))
    } else {
      self.init(hexName, .hex(bytes))
    }
  }
}
