import EDIModel

/// How a destination names what it was given: what it says of each is asked for in this order.
public struct DeliveryReference: Sendable {
  /// The system that was given it.
  public let system: String
  /// The name of its file, as bytes.
  public let fileName: [UInt8]?
  /// SHA-256 of its file.
  public let sha256: [UInt8]?
  /// One of its business keys, its message's identifier among them.
  public let key: String?

  /// Makes a reference; `sha256` in hex, and none where it is not.
  public init(system: String, fileName: [UInt8]? = nil, sha256: String? = nil, key: String? = nil) {
    self.system = system
    self.fileName = fileName
    self.sha256 = sha256.flatMap { Hex.bytes($0) }
    self.key = key
  }
}

extension LedgerReading {
  /// The documents that a system may mean, which have an output for it: by its file's name or hash, which only one has;
  /// else by a business key, the newest first, at most `limit`.
  public func deliveries(
    _ reference: DeliveryReference, limit: Int = 16
  ) throws(LedgerError) -> [DocumentRecord] {
    try connection.read { words in
      guard let system = try words.existing(reference.system) else { return [] }
      let key = try reference.fileName.flatMap { name in
        try words.database.first("SELECT document FROM output_name WHERE name = ? AND system = ?", name, system) {
          try $0.integer()
        }
      }
      if let key, let record = try words.delivery(key, to: reference.system) { return [record] }
      if let sha256 = reference.sha256 {
        let found = try words.deliveries(SearchTerm.bytes(.outputHash, sha256), to: reference.system, limit)
          .filter { $0.output?.sha256 == sha256 }
        if !found.isEmpty { return found }
      }
      return try reference.key.map {
        try words.deliveries(SearchTerm.bytes(.key, $0.utf8), to: reference.system, limit)
      } ?? []
    }
  }
}

extension Vocabulary {
  /// What a term leads to of what a system was given, the newest first.
  fileprivate func deliveries(_ term: [UInt8], to system: String, _ limit: Int) throws -> [DocumentRecord] {
    let query = try VolumeQuery.term(term, limit: limit, self)
    var found: [DocumentRecord] = []
    try eachVolume { volume in
      found += try query.keys(in: volume).compactMap { try delivery($0, to: system) }
      return found.count < limit
    }
    return found
  }

  fileprivate func delivery(_ key: Int64, to system: String) throws -> DocumentRecord? {
    guard key & (DocumentKey.ordinals - 1) != 0,
      let record = try DocumentRecord.select(self, "WHERE d.key = ?", key).first,
      DocumentState.offered.contains(record.state), record.output?.system == system
    else { return nil }
    return record
  }
}
