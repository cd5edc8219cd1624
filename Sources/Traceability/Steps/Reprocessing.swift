public import EDIModel
import GRDB

extension Ledger {
  /// Makes an interchange of its own that converts an earlier one again from the same archived bytes. It begins as
  /// *received*.
  ///
  /// - Parameters:
  ///   - original: An interchange that is in the archive.
  ///   - reason: Why; it stands in the chain.
  ///   - request: The request that asked for it. It is finished in the same transaction; when it was finished before,
  ///     the interchange that it made is returned.
  public func reprocess(
    of original: InterchangeID, reason: String, request: Int64? = nil
  ) throws(LedgerError) -> InterchangeID {
    try post { posting in
      if let request, let earlier = try posting.request(request).result { return try posting.made(earlier) }
      let id = try posting.copy(original)
      var facts =
        try posting.facts(ofCopy: id) + [
          Fact(.reason, reason), Fact(.of, .id(DocumentKey.key(original))),
        ]
      if let request { facts.append(Fact(.request, request)) }
      try posting.append(.reprocessing, .interchange(id), facts)
      posting.count(InterchangeState.received)
      if let request { try posting.finish(request, id.description) }
      return id
    }
  }
}

extension Posting {
  fileprivate func copy(_ original: InterchangeID) throws -> InterchangeID {
    guard try stage(of: original).sha256 != nil else {
      throw LedgerError(.contradiction, detail: "\(original) is not in the archive")
    }
    try database.run(
      """
      INSERT INTO interchange (
        state, system, name, inode, size, sha256, archive, volume, reprocesses, origin, claimed_at)
      SELECT \(InterchangeState.received.code), system, name, inode, size, sha256, archive, ?, id, coalesce(origin, id), ?
      FROM interchange WHERE id = ?
      """, nextVolume, at, original.number)
    return InterchangeID(database.lastInsertedRowID)
  }

  fileprivate func facts(ofCopy id: InterchangeID) throws -> [Fact] {
    guard let copy = try InterchangeRecord.select(words, "WHERE i.id = ?", id.number).first, let sha256 = copy.sha256
    else { throw LedgerError(.damaged, detail: "no \(id)") }
    try index(SearchTerm(.fileName, copy.name, leadsTo: DocumentKey.key(id), in: nextVolume))
    try index(SearchTerm(.fileHash, sha256, leadsTo: DocumentKey.key(id), in: nextVolume))
    return [
      Fact(.state, word: InterchangeState.received.rawValue), Fact(.system, word: copy.system),
      Fact(path: copy.name, .name, elseHex: .nameHex), Fact(.size, copy.size), Fact(.sha256, hash: sha256),
      Fact(path: copy.archivePath ?? [], .archive, elseHex: .archiveHex),
    ]
  }

  fileprivate func made(_ result: String) throws -> InterchangeID {
    guard let id = InterchangeID(result) else {
      throw LedgerError(.contradiction, detail: "the request was finished with '\(result)'")
    }
    return id
  }
}
