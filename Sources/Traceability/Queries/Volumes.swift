import EDIModel

extension Vocabulary {
  /// Goes through the volumes of the search index, the newest first, until the body says `false`.
  func eachVolume(_ body: (Int64) throws -> Bool) throws {
    let newest = try database.first("SELECT max(volume) FROM search") { try $0.optionalInteger() }
    guard let newest, var volume = newest else { return }
    while volume >= 0, try body(volume) { volume -= 1 }
  }

  /// What a term leads to in a volume, the newest first.
  func search(_ volume: Int64, for term: [UInt8], limit: Int = .max) throws -> [Int64] {
    try database.all(
      "SELECT document FROM search WHERE volume = ? AND term = ? ORDER BY document DESC LIMIT ?", volume, term, limit
    ) { try $0.integer() }
  }

  /// What a term, or those that begin with some bytes, lead to in a volume. One statement, because this is done for each
  /// volume of a ledger.
  func search(
    _ volume: Int64, for term: [UInt8], orBeginning start: [UInt8], limit: Int
  ) throws -> [Int64] {
    try database.all(
      """
      SELECT * FROM (
        SELECT document FROM search WHERE volume = ?1 AND term = ?2 ORDER BY document DESC LIMIT ?5)
      UNION ALL SELECT * FROM (
        SELECT document FROM search WHERE volume = ?1 AND term >= ?3 AND term < ?4 LIMIT ?5)
      """, volume, term, start, start + [255], limit
    ) { try $0.integer() }
  }

  /// What the terms that begin with these bytes lead to in a volume.
  func search(_ volume: Int64, beginning start: [UInt8], limit: Int = .max) throws -> [Int64] {
    try database.all(
      "SELECT document FROM search WHERE volume = ? AND term >= ? AND term < ? LIMIT ?", volume, start, start + [255],
      limit
    ) { try $0.integer() }
  }

  /// The interchanges of a volume whose names have these bytes in them, the newest first.
  func files(_ volume: Int64, named part: [UInt8], limit: Int = .max) throws -> [Int64] {
    let field = SearchTerm.Field.fileName.rawValue
    return try database.all(
      """
      SELECT document FROM search WHERE volume = ? AND term >= ? AND term < ? AND instr(term, ?) > 0
      ORDER BY document DESC LIMIT ?
      """, volume, [field], [field + 1], part, limit
    ) { try $0.integer() }
  }

  /// The whole hash of a document's output, or of an interchange (ordinal 0).
  private func hash(of key: Int64) throws -> [UInt8]? {
    let sql =
      key & (DocumentKey.ordinals - 1) == 0
      ? "SELECT sha256 FROM interchange WHERE id = ?1 >> \(DocumentKey.ordinalBits)"
      : "SELECT output_sha256 FROM document WHERE key = ?1"
    return try database.first(sql, key) { try $0.optionalBytes() } ?? nil
  }

  func hasHash(_ key: Int64, _ sha256: [UInt8]) throws -> Bool { try hash(of: key) == sha256 }

  /// Whether a hash begins with these digits; a term holds its first bytes only.
  func hasHash(_ key: Int64, digits: String) throws -> Bool {
    try hash(of: key).map { Hex.text($0).hasPrefix(digits) } ?? false
  }
}
