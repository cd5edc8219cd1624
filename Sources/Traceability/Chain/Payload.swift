/// The canonical bytes of an entry: `{"v":1,` and then its facts in the order of the bytes of their names.
///
/// They are what is hashed, shown and exported. They are not stored: they follow from the stored facts, the entry's
/// place in the chain and the words, each of which is therefore held by the hash.
struct Payload {
  /// The version of these rules. Another one would be written beside it, never instead of it.
  static let version: Int64 = 1

  private let words: Vocabulary
  private(set) var bytes: [UInt8] = []
  private var stamp: (milliseconds: Int64, text: [UInt8]) = (.min, [])

  init(_ words: Vocabulary) {
    self.words = words
    bytes.reserveCapacity(1024)
  }

  /// Where an entry stands, and what it is about: the facts that have columns of their own.
  struct Place {
    let seq: Int64
    let interchange: Int64
    let document: Int64
  }

  /// Writes the bytes of an entry in place of those before; `false` when its stored facts are not as they are written.
  mutating func write(_ packed: UnsafeRawBufferPointer, at place: Place) throws -> Bool {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(contentsOf: "{\"v\":1".utf8)
    var unpacker = Unpacker(packed)
    var last: UInt8 = 0
    while !unpacker.isAtEnd {
      guard let name = unpacker.name(), name.rawValue > last, !Self.hasColumn(name) else { return false }
      writeColumns(of: place, after: last, before: name.rawValue)
      bytes.append(contentsOf: name.member)
      guard try writeValue(&unpacker) else { return false }
      last = name.rawValue
    }
    writeColumns(of: place, after: last, before: .max)
    bytes.append(UInt8(ascii: "}"))
    return true
  }

  private static func hasColumn(_ name: FactName) -> Bool {
    name == .seq || name == .interchange || name == .document
  }

  private mutating func writeColumns(of place: Place, after last: UInt8, before next: UInt8) {
    if place.document > 0 { write(.document, place.document, last, next) }
    if place.interchange > 0 { write(.interchange, place.interchange, last, next) }
    write(.seq, place.seq, last, next)
  }

  private mutating func write(_ name: FactName, _ number: Int64, _ last: UInt8, _ next: UInt8) {
    guard name.rawValue > last, name.rawValue < next else { return }
    bytes.append(contentsOf: name.member)
    JSONText.write(number, to: &bytes)
  }

  private mutating func writeValue(_ unpacker: inout Unpacker, depth: Int = 0) throws -> Bool {
    guard depth < Unpacker.depth, let (kind, argument) = unpacker.head() else { return false }
    switch kind {
    case .text, .hex: return writeText(unpacker.raw(argument), isHex: kind == .hex)
    case .list: return try writeList(&unpacker, argument, depth)
    case .word:
      guard let json = try Int64(exactly: argument).flatMap(words.json) else { return false }
      bytes.append(contentsOf: json)
    case .number, .negative, .id, .stamp:
      guard let number = Int64(exactly: argument) else { return false }
      write(number, as: kind)
    }
    return true
  }

  private mutating func write(_ number: Int64, as kind: Packing.Kind) {
    switch kind {
    case .id: JSONText.write(DocumentKey.text(number), to: &bytes)
    case .negative: JSONText.write(~number, to: &bytes)
    case .stamp:
      // Entries of one transaction have one stamp.
      if stamp.milliseconds != number { stamp = (number, Array("\"\(UTC.stamp(milliseconds: number))\"".utf8)) }
      bytes.append(contentsOf: stamp.text)
    default: JSONText.write(number, to: &bytes)
    }
  }

  private mutating func writeText(_ raw: UnsafeRawBufferPointer?, isHex: Bool) -> Bool {
    guard let raw else { return false }
    if isHex {
      bytes.append(UInt8(ascii: "\""))
      Hex.write(raw, to: &bytes)
      bytes.append(UInt8(ascii: "\""))
    } else {
      JSONText.write(raw, to: &bytes)
    }
    return true
  }

  private mutating func writeList(_ unpacker: inout Unpacker, _ count: UInt64, _ depth: Int) throws -> Bool {
    bytes.append(UInt8(ascii: "["))
    var index: UInt64 = 0
    while index < count {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      guard try writeValue(&unpacker, depth: depth + 1) else { return false }
      index += 1
    }
    bytes.append(UInt8(ascii: "]"))
    return true
  }
}
