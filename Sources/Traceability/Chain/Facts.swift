import EDIModel

/// Facts by their names.
struct Facts {
  private let facts: [Fact]

  init(_ facts: [Fact]) { self.facts = facts }

  /// The facts of an entry; `nil` when there is none of that number, or it is not as one is written.
  ///
  /// - Parameter isWanted: The facts that are read.
  static func ofEntry(
    _ seq: Int64, _ words: Vocabulary, only isWanted: (FactName) -> Bool = { _ in true }
  ) throws -> Facts? {
    let facts = try words.database.first("SELECT facts FROM entry WHERE seq = ?", seq) { columns in
      try columns.withBytes { try Unpacker.facts($0, words, only: isWanted) }
    }
    return (facts ?? nil).map { Facts($0) }
  }

  subscript(name: FactName) -> CanonicalValue? { facts.first { $0.name == name }?.value }

  func text(_ name: FactName) -> String? { self[name]?.plain }

  func number(_ name: FactName) -> Int64? {
    if case .number(let number)? = self[name] { number } else { nil }
  }

  /// A hash, or a file's name or path that is text or stands in hex under another name.
  func bytes(_ name: FactName, elseHex hexName: FactName? = nil) -> [UInt8]? {
    switch self[name] {
    case .hex(let bytes)? where hexName == nil: bytes
    case .some(let value): value.plain.map { Array($0.utf8) }
    case nil: hexName.flatMap { bytes($0) }
    }
  }

  func document(_ name: FactName) -> DocumentID? {
    if case .id(let key)? = self[name], key > 0 { DocumentKey.id(key) } else { nil }
  }
}
