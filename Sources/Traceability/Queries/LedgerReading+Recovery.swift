public import EDIModel

extension LedgerReading {
  /// The interchanges that have not come to their end, oldest first: what a start has to look after.
  public func unfinished(
    after id: InterchangeID? = nil, limit: Int = 1000
  ) throws(LedgerError) -> [InterchangeRecord] {
    try connection.read { words in
      try InterchangeRecord.select(
        words, "WHERE i.state NOT IN (\(InterchangeState.ended)) AND i.id > ? ORDER BY i.id LIMIT ?",
        id?.number ?? 0, limit)
    }
  }

  /// The documents of an interchange in the order of the file, a page at a time.
  public func documents(
    of id: InterchangeID, after ordinal: Int = 0, limit: Int = 1000
  ) throws(LedgerError) -> [DocumentRecord] {
    try connection.read { words in
      let range = DocumentKey.range(of: id)
      return try DocumentRecord.select(
        words, "WHERE d.key > ? AND d.key <= ? ORDER BY d.key LIMIT ?", range.lowerBound + Int64(ordinal),
        range.upperBound, limit)
    }
  }

  /// An interchange, or `nil` where there is none of that number.
  public func interchange(_ id: InterchangeID) throws(LedgerError) -> InterchangeRecord? {
    try connection.look { try InterchangeRecord.select($0, "WHERE i.id = ?", id.number).first }
  }

  /// These interchanges, in the given order; those that there are none of are left out.
  public func interchanges(_ ids: [InterchangeID]) throws(LedgerError) -> [InterchangeRecord] {
    try connection.read { words in
      try ids.flatMap { try InterchangeRecord.select(words, "WHERE i.id = ?", $0.number) }
    }
  }

  /// A document, or `nil` where there is none of that number.
  public func document(_ id: DocumentID) throws(LedgerError) -> DocumentRecord? {
    try connection.look { try DocumentRecord.select($0, "WHERE d.key = ?", DocumentKey.key(id)).first }
  }

  /// Whether a document of an interchange is rejected and not yet put right.
  public func hasUnresolved(_ id: InterchangeID) throws(LedgerError) -> Bool {
    try connection.read { words in
      let range = DocumentKey.range(of: id)
      return try words.database.first(
        """
        SELECT 1 FROM document
        WHERE key > ? AND key <= ? AND state = \(DocumentState.rejected.code) AND resolved_by IS NULL LIMIT 1
        """, range.lowerBound, range.upperBound, make: { _ in true }) ?? false
    }
  }

  /// The documents whose outputs stand ready and wait for their final names, in the order of their acceptance.
  public func ready(after last: DocumentID? = nil, limit: Int = 1000) throws(LedgerError) -> [DocumentRecord] {
    try connection.read { words in
      try DocumentRecord.select(
        words,
        """
        INDEXED BY document_ready JOIN interchange i ON i.id = d.key >> 26
        WHERE d.state = \(DocumentState.waiting.code) AND d.output_sha256 IS NOT NULL
        AND i.state = \(InterchangeState.converted.code) AND d.registered > coalesce((SELECT l.registered FROM document l WHERE l.key = ?), 0)
        ORDER BY d.registered LIMIT ?
        """, last.map(DocumentKey.key), limit)
    }
  }

  /// The document whose output has this name for good, in the folder of this system.
  public func document(named name: [UInt8], for system: String) throws(LedgerError) -> DocumentID? {
    try connection.read { words in
      guard let system = try words.existing(system) else { return nil }
      return try words.database.first(
        "SELECT document FROM output_name WHERE name = ? AND system = ?", name, system
      ) { DocumentKey.id(try $0.integer()) }
    }
  }

  /// The document of which these bytes are the output: how our own output is known when it comes back.
  public func output(sha256: [UInt8]) throws(LedgerError) -> DocumentID? {
    try connection.read { words in
      let query = try VolumeQuery.term(SearchTerm.bytes(.outputHash, sha256), words)
      var first: Int64?
      try words.eachVolume { volume in
        first = try query.keys(in: volume).filter { try words.hasHash($0, sha256) }.min() ?? first
        return true
      }
      return first.map(DocumentKey.id)
    }
  }

  /// The output of the version of an identity that was accepted last, of those that have one.
  public func lastOutput(flow: String, identity: String) throws(LedgerError) -> OutputRecord? {
    try connection.read { words in
      guard let flow = try words.existing(flow) else { return nil }
      let key = try words.database.first(
        """
        SELECT a.document FROM accepted a JOIN document d ON d.key = a.document
        WHERE a.flow = ? AND a.identity = ? AND d.output_sha256 IS NOT NULL ORDER BY a.registered DESC LIMIT 1
        """, flow, identity
      ) { try $0.integer() }
      return try key.flatMap { try DocumentRecord.select(words, "WHERE d.key = ?", $0).first?.output }
    }
  }

  /// The resolved documents whose error files were not moved yet, oldest first.
  public func resolvedToMove(
    limit: Int = 1000
  ) throws(LedgerError) -> [(rejected: DocumentID, by: DocumentID)] {
    try connection.read { words in
      try words.database.all(
        """
        SELECT key, resolved_by FROM document WHERE resolved_by IS NOT NULL AND resolved_moved = 0
        ORDER BY key LIMIT ?
        """, limit
      ) { columns in
        (rejected: DocumentKey.id(try columns.integer()), by: DocumentKey.id(try columns.integer()))
      }
    }
  }

  /// What people asked for and nobody has carried out, in the order in which they asked.
  public func pendingRequests() throws(LedgerError) -> [Request] {
    try connection.read { try Request.select($0, "WHERE done_at IS NULL ORDER BY id") }
  }

  /// A request, or `nil` where there is none of that number.
  public func request(_ id: Int64) throws(LedgerError) -> Request? {
    try connection.read { try Request.select($0, "WHERE id = ?", id).first }
  }

  /// The last file number that was given away for a layout to a system; 0 for none.
  public func lastFileNumber(system: String, layout: String) throws(LedgerError) -> Int64 {
    try connection.read { words in
      guard let system = try words.existing(system), let layout = try words.existing(layout) else { return 0 }
      return try words.database.first(
        "SELECT last FROM file_number WHERE system = ? AND layout = ?", system, layout
      ) { try $0.integer() } ?? 0
    }
  }
}
