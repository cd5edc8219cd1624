import EDIModel
import GRDB
import GRDBSQLite

/// A question that is asked of one volume of the search index after the other: prepared and bound once, because a large
/// ledger has hundreds.
struct VolumeQuery {
  private let statement: Statement
  private let database: Database

  /// - Parameter values: What stands for `?2` and on; `?1` is the volume.
  private init(_ words: Vocabulary, _ sql: String, _ values: any Bindable...) throws {
    database = words.database
    statement = try words.database.makeStatement(sql: sql)
    for (index, value) in values.enumerated() {
      try database.check(value.bind(to: statement.sqliteStatement, at: Int32(index + 2)))
    }
  }

  /// What it leads to in a volume.
  func keys(in volume: Int64) throws -> [Int64] {
    let handle = statement.sqliteStatement
    defer { sqlite3_reset(handle) }
    try database.check(sqlite3_bind_int64(handle, 1, volume))
    var keys: [Int64] = []
    var code = sqlite3_step(handle)
    while code == SQLITE_ROW {
      keys.append(sqlite3_column_int64(handle, 0))
      code = sqlite3_step(handle)
    }
    try database.check(code, isDone: true)
    return keys
  }

  /// What a term leads to, the newest first.
  static func term(_ term: [UInt8], limit: Int = .max, _ words: Vocabulary) throws -> VolumeQuery {
    try VolumeQuery(
      words, "SELECT document FROM search WHERE volume = ?1 AND term = ?2 ORDER BY document DESC LIMIT ?3", term, limit)
  }

  /// What a term, or those that begin with some bytes, lead to.
  static func term(
    _ term: [UInt8], orBeginning start: [UInt8], limit: Int, _ words: Vocabulary
  ) throws -> VolumeQuery {
    try VolumeQuery(
      words,
      """
      SELECT * FROM (
        SELECT document FROM search WHERE volume = ?1 AND term = ?2 ORDER BY document DESC LIMIT ?5)
      UNION ALL SELECT * FROM (
        SELECT document FROM search WHERE volume = ?1 AND term >= ?3 AND term < ?4 LIMIT ?5)
      """, term, start, start + [255], limit)
  }

  /// What the terms that begin with some bytes lead to.
  static func beginning(_ start: [UInt8], limit: Int, _ words: Vocabulary) throws -> VolumeQuery {
    try VolumeQuery(
      words, "SELECT document FROM search WHERE volume = ?1 AND term >= ?2 AND term < ?3 LIMIT ?4", start,
      start + [255], limit)
  }

  /// The interchanges whose names have some bytes in them, the newest first.
  static func named(_ part: [UInt8], limit: Int = .max, _ words: Vocabulary) throws -> VolumeQuery {
    let field = SearchTerm.Field.fileName.rawValue
    return try VolumeQuery(
      words,
      """
      SELECT document FROM search WHERE volume = ?1 AND term >= ?2 AND term < ?3 AND instr(term, ?4) > 0
      ORDER BY document DESC LIMIT ?5
      """, [field], [field + 1], part, limit)
  }
}

extension Vocabulary {
  /// Goes through the volumes of the search index, the newest first, until the body says `false`.
  func eachVolume(_ body: (Int64) throws -> Bool) throws {
    let newest = try database.first("SELECT max(volume) FROM search") { try $0.optionalInteger() }
    guard let newest, var volume = newest else { return }
    while volume >= 0, try body(volume) { volume -= 1 }
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
