import EDIModel

/// What people look for: a byte for the field, then the value's own bytes.
///
/// Terms come in any order, and a tree of all of them would be changed in another page for each: at ten million
/// documents that costs more than everything else that is written. So terms are kept in *volumes*, by the number of the
/// interchange they lead to. What is inserted goes into the last volume, which is small and stays in memory; a look-up
/// asks each volume, the newest first.
struct SearchTerm: Hashable {
  let bytes: [UInt8]
  /// The word of a business key's kind; 0 for the other fields.
  let kind: Int64
  /// What it leads to.
  let key: Int64

  /// How many interchanges a volume covers, as a power of two.
  private static let volumeBits: Int64 = 14
  /// How much of a hash is kept: enough to find the few whose row is then compared.
  static let hashLength = 8

  enum Field: UInt8 {
    case key = 1, fileName, fileHash, outputHash
  }

  init(_ field: Field, _ value: some Collection<UInt8>, kind: Int64 = 0, leadsTo key: Int64) {
    self.bytes = Self.bytes(field, value)
    self.kind = kind
    self.key = key
  }

  var volume: Int64 { Self.volume(ofInterchange: key >> DocumentKey.ordinalBits) }

  static func volume(ofInterchange number: Int64) -> Int64 { number >> volumeBits }

  /// The volume of the last interchange that a ``DocumentKey`` can hold.
  static let lastVolume = volume(ofInterchange: .max >> DocumentKey.ordinalBits)

  /// The interchanges of some volumes.
  static func interchanges(of volumes: ClosedRange<Int64>) -> ClosedRange<Int64> {
    (volumes.lowerBound << volumeBits)...((volumes.upperBound + 1) << volumeBits - 1)
  }

  static func bytes(_ field: Field, _ value: some Collection<UInt8>) -> [UInt8] {
    let isHash = field == .fileHash || field == .outputHash
    return [field.rawValue] + (isHash ? Array(value.prefix(hashLength)) : Array(value))
  }
}

extension Posting {
  /// Makes a document or a file findable.
  func index(_ term: SearchTerm) throws {
    try database.run(
      "INSERT OR IGNORE INTO search (volume, term, kind, document) VALUES (?, ?, ?, ?)", term.volume, term.bytes,
      term.kind, term.key)
  }

  func unindex(_ term: SearchTerm) throws {
    try database.run(
      "DELETE FROM search WHERE volume = ? AND term = ? AND kind = ? AND document = ?", term.volume, term.bytes,
      term.kind, term.key)
  }
}
