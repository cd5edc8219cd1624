/// How facts are stored: a byte for each name, then its value behind a head byte. Its three high bits are the type, its
/// low five bits a small argument, or, from 24 on, how many bytes of the argument follow (24: one, 31: eight).
///
/// These bytes are not hashed; the canonical text that they stand for is (``Payload``). They may be written in another
/// way one day, and the chain stays what it was.
enum Packing {
  enum Kind: UInt8 {
    case number, negative, text, hex, list, word, id, stamp
  }

  static func pack(_ facts: [Fact], with words: Vocabulary) throws -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(192)
    for fact in facts {
      bytes.append(fact.name.rawValue)
      try pack(fact.value, with: words, to: &bytes)
    }
    return bytes
  }

  static func pack(_ value: CanonicalValue, with words: Vocabulary, to bytes: inout [UInt8]) throws {
    switch value {
    case .number(let number) where number < 0: head(.negative, UInt64(bitPattern: ~number), to: &bytes)
    case .number(let number): head(.number, UInt64(number), to: &bytes)
    case .text(let text): pack(text, to: &bytes)
    case .word(let text): head(.word, UInt64(try words.number(of: text)), to: &bytes)
    case .hex(let raw):
      head(.hex, UInt64(raw.count), to: &bytes)
      bytes.append(contentsOf: raw)
    case .id(let key): head(.id, UInt64(key), to: &bytes)
    // Nothing is that old but a clock that was never set.
    case .stamp(let milliseconds) where milliseconds < 0: pack(UTC.stamp(milliseconds: milliseconds), to: &bytes)
    case .stamp(let milliseconds): head(.stamp, UInt64(milliseconds), to: &bytes)
    case .list(let values):
      head(.list, UInt64(values.count), to: &bytes)
      for value in values { try pack(value, with: words, to: &bytes) }
    }
  }

  /// Numbers as partners write them, with leading zeros, are hex digits: half the bytes.
  private static func pack(_ text: String, to bytes: inout [UInt8]) {
    let count = text.utf8.count
    if count >= 4, let raw = Hex.canonicalBytes(text) {
      head(.hex, UInt64(raw.count), to: &bytes)
      bytes.append(contentsOf: raw)
    } else {
      head(.text, UInt64(count), to: &bytes)
      bytes.append(contentsOf: text.utf8)
    }
  }

  private static func head(_ kind: Kind, _ argument: UInt64, to bytes: inout [UInt8]) {
    let type = kind.rawValue << 5
    if argument < 24 { return bytes.append(type | UInt8(argument)) }
    let count = (64 - argument.leadingZeroBitCount + 7) / 8
    bytes.append(type | UInt8(23 + count))
    for place in (0..<count).reversed() { bytes.append(UInt8(truncatingIfNeeded: argument >> (UInt64(place) * 8))) }
  }
}

/// Reads packed bytes from left to right. Whatever they hold, it reads no further than they go.
struct Unpacker {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0
  static let depth = 8

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  /// The name of the next fact; `nil` when there is none of that code.
  mutating func name() -> FactName? {
    guard position < bytes.count else { return nil }
    defer { position += 1 }
    return FactName(rawValue: bytes[position])
  }

  /// The type and the argument of the next value.
  mutating func head() -> (kind: Packing.Kind, argument: UInt64)? {
    guard position < bytes.count, let kind = Packing.Kind(rawValue: bytes[position] >> 5) else { return nil }
    let low = bytes[position] & 31
    position += 1
    if low < 24 { return (kind, UInt64(low)) }
    let count = Int(low) - 23
    guard bytes.count - position >= count else { return nil }
    var argument: UInt64 = 0
    for _ in 0..<count {
      argument = argument << 8 | UInt64(bytes[position])
      position += 1
    }
    return (kind, argument)
  }

  /// The next bytes, as many as a head said.
  mutating func raw(_ count: UInt64) -> UnsafeRawBufferPointer? {
    guard count <= UInt64(bytes.count - position) else { return nil }
    defer { position += Int(count) }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<position + Int(count)])
  }

  /// The facts, in the order in which they stand; `nil` when the bytes are not wholly such.
  ///
  /// - Parameter isWanted: Facts of which names are read; the others are passed over.
  static func facts(
    _ bytes: UnsafeRawBufferPointer, _ words: Vocabulary, only isWanted: (FactName) -> Bool = { _ in true }
  ) throws -> [Fact]? {
    var unpacker = Unpacker(bytes)
    var facts: [Fact] = []
    facts.reserveCapacity(16)
    while !unpacker.isAtEnd {
      guard let name = unpacker.name() else { return nil }
      if isWanted(name) {
        guard let value = try unpacker.value(words) else { return nil }
        facts.append(Fact(name, value))
      } else if !unpacker.skip() {
        return nil
      }
    }
    return facts
  }

  /// Passes over a value; `false` when there is none.
  private mutating func skip(depth: Int = 0) -> Bool {
    guard depth < Self.depth, let (kind, argument) = head() else { return false }
    switch kind {
    case .text, .hex: return raw(argument) != nil
    case .list:
      var rest = argument
      while rest > 0 {
        guard skip(depth: depth + 1) else { return false }
        rest -= 1
      }
      return true
    default: return true
    }
  }

  /// The next value; `nil` when there is none.
  mutating func value(_ words: Vocabulary, depth: Int = 0) throws -> CanonicalValue? {
    guard depth < Self.depth, let (kind, argument) = head() else { return nil }
    switch kind {
    case .number: return Int64(exactly: argument).map { .number($0) }
    case .negative: return Int64(exactly: argument).map { .number(~$0) }
    case .text: return raw(argument).flatMap { String(validating: $0, as: UTF8.self) }.map { .text($0) }
    case .hex: return raw(argument).map { .hex([UInt8]($0)) }
    case .word: return try Int64(exactly: argument).flatMap(words.text).map { .word($0) }
    case .id: return Int64(exactly: argument).map { .id($0) }
    case .stamp: return Int64(exactly: argument).map { .stamp($0) }
    case .list: return try list(argument, words, depth)
    }
  }

  private mutating func list(_ count: UInt64, _ words: Vocabulary, _ depth: Int) throws -> CanonicalValue? {
    guard count <= UInt64(bytes.count - position) else { return nil }
    var values: [CanonicalValue] = []
    for _ in 0..<count {
      guard let value = try value(words, depth: depth + 1) else { return nil }
      values.append(value)
    }
    return .list(values)
  }
}

extension Vocabulary {
  /// Texts as a packed list.
  func packed(_ texts: [String]) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try Packing.pack(.list(texts.map { .text($0) }), with: self, to: &bytes)
    return bytes
  }

  /// The texts of a packed list.
  func texts(_ packed: UnsafeRawBufferPointer) throws -> [String] {
    var unpacker = Unpacker(packed)
    guard case .list(let values)? = try unpacker.value(self), unpacker.isAtEnd else {
      throw LedgerError(.damaged, detail: "a list of texts")
    }
    return values.compactMap(\.plain)
  }
}
