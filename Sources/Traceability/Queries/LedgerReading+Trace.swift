import EDIModel

extension LedgerReading {
  /// Every document that a text leads to, newest first: its number, a business key of any kind, the name of its file or
  /// of its output (whole or its beginning). Where that leads to none: the first 8 or more hex digits of a SHA-256, the
  /// number of an interchange, a part of a name.
  public func trace(_ text: String, limit: Int = 100) throws(LedgerError) -> [DocumentRecord] {
    try trace(bytes: Array(text.utf8), limit: limit)
  }

  /// As ``trace(_:limit:)``, for names that are not UTF-8.
  public func trace(bytes: [UInt8], limit: Int = 100) throws(LedgerError) -> [DocumentRecord] {
    try connection.read { words in
      guard !bytes.isEmpty else { return [] }
      let trace = Trace(words: words, bytes: bytes, limit: limit)
      let keys = try trace.keys().sorted(by: >).prefix(limit)
      return try keys.flatMap { try DocumentRecord.select(words, "WHERE d.key = ?", $0) }
    }
  }
}

/// One search through all that is indexed. Only when nothing is found are digits tried as a hash and as an id, and names
/// searched for parts, which reads all names.
private struct Trace {
  let words: Vocabulary
  let bytes: [UInt8]
  let limit: Int

  private var text: String? { String(validating: bytes, as: UTF8.self) }

  func keys() throws -> Set<Int64> {
    var found = try named()
    found.formUnion(try byOutputName("name >= ?1 AND name < ?2"))
    found.formUnion(try byTerms())
    if found.isEmpty { found = try byHash() }
    if found.isEmpty, let text, let id = InterchangeID(text) { found = try documents(of: id) }
    return found.isEmpty ? try byPartsOfNames() : found
  }

  private func named() throws -> Set<Int64> {
    guard let text, text.uppercased().hasPrefix("M-") else { return [] }
    if let id = DocumentID(text) { return [try DocumentKey.key(id)] }
    return try InterchangeID(text).map(documents) ?? []
  }

  private func documents(of id: InterchangeID) throws -> Set<Int64> {
    guard id.number < Int64.max >> DocumentKey.ordinalBits else { return [] }
    // Receipts are told of with their file, and are no answer to where something has got to.
    let first = DocumentKey.key(id)
    return Set(
      try words.database.all(
        "SELECT key FROM document WHERE key BETWEEN ? AND ? ORDER BY key DESC LIMIT ?", first,
        first + Int64(DocumentID.ordinals), limit
      ) { try $0.integer() })
  }

  /// By business key or name of a file, volume by volume, and no further back than there is room for what is found.
  private func byTerms() throws -> Set<Int64> {
    let names = SearchTerm.bytes(.fileName, bytes)
    let others = try otherKeys().map { try VolumeQuery.term(SearchTerm.bytes(.key, $0.utf8), limit: limit, words) }
    return try found(
      by: [VolumeQuery.term(SearchTerm.bytes(.key, bytes), orBeginning: names, limit: limit, words)] + others)
  }

  private func found(by queries: [VolumeQuery]) throws -> Set<Int64> {
    var found: Set<Int64> = []
    try words.eachVolume { volume in
      for query in queries { try add(query.keys(in: volume), to: &found) }
      return found.count < limit
    }
    return found
  }

  /// What else a business key may be that was typed so: the same in capitals, or a person's.
  private func otherKeys() throws -> [String] {
    guard let text else { return [] }
    let capitals = text.uppercased()
    return try (capitals == text ? [] : [capitals]) + (words.personal(text).map { [$0] } ?? [])
  }

  private func byHash() throws -> Set<Int64> {
    guard let text, text.utf8.count >= 8, text.utf8.count <= 64 else { return [] }
    let isOdd = text.utf8.count % 2 == 1
    guard let start = Hex.bytes(text.dropLast(isOdd ? 1 : 0)), Hex.bytes(isOdd ? text + "0" : text) != nil else {
      return []
    }
    let queries = try [SearchTerm.Field.fileHash, .outputHash].map { field in
      try VolumeQuery.beginning(SearchTerm.bytes(field, start), limit: limit, words)
    }
    var found: Set<Int64> = []
    try words.eachVolume { volume in
      for query in queries {
        try add(query.keys(in: volume).filter { try words.hasHash($0, digits: text.lowercased()) }, to: &found)
      }
      return found.count < limit
    }
    return found
  }

  private func byOutputName(_ condition: String) throws -> Set<Int64> {
    Set(
      try words.database.all(
        "SELECT document FROM output_name WHERE \(condition) LIMIT ?3", bytes, bytes + [255], limit
      ) { try $0.integer() })
  }

  private func byPartsOfNames() throws -> Set<Int64> {
    try byOutputName("instr(name, ?1) > 0 AND ?2 IS NOT NULL")
      .union(found(by: [VolumeQuery.named(bytes, limit: limit, words)]))
  }

  /// Adds documents, and those of files.
  private func add(_ keys: [Int64], to found: inout Set<Int64>) throws {
    for key in keys {
      if key & (DocumentKey.ordinals - 1) == 0 {
        found.formUnion(try documents(of: InterchangeID(key >> DocumentKey.ordinalBits)))
      } else {
        found.insert(key)
      }
    }
  }
}
