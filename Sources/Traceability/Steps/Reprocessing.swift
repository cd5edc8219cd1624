public import EDIModel
import Foundation
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
          Fact("reason", reason), Fact("of", original.description),
        ]
      if let request { facts.append(Fact("request", request)) }
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
      INSERT INTO interchange (state, system, name, inode, size, sha256, archive, reprocesses, origin, claimed_at)
      SELECT 'received', system, name, inode, size, sha256, archive, id, coalesce(origin, id), ?
      FROM interchange WHERE id = ?
      """, [at, original.number])
    return InterchangeID(database.lastInsertedRowID)
  }

  fileprivate func facts(ofCopy id: InterchangeID) throws -> [Fact] {
    guard
      var columns = try database.first(
        "SELECT system, name, size, sha256, archive FROM interchange WHERE id = ?", [id.number])
    else { throw LedgerError(.damaged, detail: "no \(id)") }
    return [
      Fact("state", InterchangeState.received.rawValue), Fact("system", try columns.text()),
      Fact("name", path: try columns.bytes()), Fact("size", try columns.integer()),
      Fact("sha256", hash: try columns.bytes()), Fact("archive", path: try columns.bytes()),
    ]
  }

  fileprivate func made(_ result: String) throws -> InterchangeID {
    guard let id = InterchangeID(result) else {
      throw LedgerError(.contradiction, detail: "the request was finished with '\(result)'")
    }
    return id
  }
}
