import EDIModel

/// The terms that should stand in the search index against those that do, without looking one up: a sum over all of
/// them, in whatever order, that is even when the two are the same.
///
/// Hashes are seeded by chance in each process, so that no two terms can be chosen that make up for each other.
struct IndexBalance: Sendable {
  private(set) var expected = 0
  private(set) var stored = 0
  private var sum = 0

  var isEven: Bool { sum == 0 && expected == stored }

  mutating func expect(_ term: SearchTerm) {
    expected += 1
    sum &+= term.bytes.withUnsafeBytes { Self.hash($0, term.volume, term.kind, term.key) }
  }

  /// Takes away what stands in some volumes.
  mutating func subtract(_ words: Vocabulary, _ volumes: Stretch) throws {
    try words.database.each(
      "SELECT volume, kind, document, term FROM search WHERE volume BETWEEN ? AND ?", volumes.first,
      volumes.last
    ) { columns in
      let (volume, kind, key) = (try columns.integer(), try columns.integer(), try columns.integer())
      stored += 1
      try columns.withBytes { sum &-= Self.hash($0, volume, kind, key) }
      return true
    }
  }

  mutating func add(_ part: IndexBalance) {
    expected += part.expected
    stored += part.stored
    sum &+= part.sum
  }

  private static func hash(_ term: UnsafeRawBufferPointer, _ volume: Int64, _ kind: Int64, _ key: Int64) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: term)
    hasher.combine(volume)
    hasher.combine(kind)
    hasher.combine(key)
    return hasher.finalize()
  }
}
