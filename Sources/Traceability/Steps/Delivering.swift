public import EDIModel
import Foundation
import GRDB

extension Ledger {
  /// P10: these documents were handed over.
  ///
  /// Rejected documents that one of them puts right (same flow and identity, registered earlier; or the same place in
  /// the original that it reprocesses) are marked as resolved.
  ///
  /// - Parameters:
  ///   - documents: Those that certainly arrived; unconfirmed ones may be confirmed here later.
  ///   - unconfirmed: Those of which nobody knows.
  ///   - interchanges: More interchanges that may have come to their end: those none of whose documents was accepted.
  ///     An interchange is done when it is registered or converted and none of its documents waits.
  /// - Returns: The rejected documents that are resolved now, so that their error files can be moved.
  @discardableResult
  public func delivered(
    _ documents: [DocumentID], unconfirmed: [DocumentID] = [], interchanges: [InterchangeID] = []
  ) throws(LedgerError) -> [DocumentID] {
    try post { posting in
      var resolved: [DocumentID] = []
      for id in documents {
        resolved += try posting.end(id, .delivered, as: .delivered, from: [.waiting, .unconfirmed])
      }
      for id in unconfirmed { resolved += try posting.end(id, .unconfirmed, as: .unconfirmed, from: [.waiting]) }
      let touched = Set(interchanges + (documents + unconfirmed).map(\.interchange))
      for id in touched.sorted() { try posting.finishIfDone(id) }
      return resolved
    }
  }

  /// The error files of these resolved documents were moved.
  public func resolvedMoved(_ documents: [DocumentID]) throws(LedgerError) {
    try post { posting in
      for id in documents {
        try posting.database.run(
          "UPDATE document SET resolved_moved = 1 WHERE key = ? AND resolved_by IS NOT NULL", [DocumentKey.key(id)])
      }
    }
  }
}

extension Posting {
  fileprivate func end(
    _ id: DocumentID, _ state: DocumentState, as kind: EntryKind, from allowed: [DocumentState]
  ) throws -> [DocumentID] {
    let document = try document(id)
    if document.state == state || document.state == .delivered { return [] }
    guard allowed.contains(document.state) else { throw unexpected(id, document.state, "become \(state.rawValue)") }
    guard document.sha256 != nil else {
      throw LedgerError(.contradiction, detail: "\(id) has no output that could be delivered")
    }
    try database.run(
      "UPDATE document SET state = ?, ended_at = ?, note = NULL WHERE key = ?", [state.rawValue, at, document.key])
    try leave(id, document.state, for: state, as: kind)
    return try resolve(by: id, document)
  }

  private func resolve(by id: DocumentID, _ document: Standing) throws -> [DocumentID] {
    var keys: [Int64] = []
    if let flow = document.flow, let identity = document.identity {
      keys = try database.all(
        """
        SELECT key FROM document WHERE flow = ? AND identity = ? AND state = 'rejected' AND resolved_by IS NULL
        AND registration <> 'divergent' AND registered < ? ORDER BY key
        """, [flow, identity, document.registered]
      ) { try $0.integer() }
    }
    if let related = document.related {
      keys += try database.all(
        "SELECT key FROM document WHERE key = ? AND state = 'rejected' AND resolved_by IS NULL",
        [DocumentKey.key(related)]
      ) { try $0.integer() }.filter { !keys.contains($0) }
    }
    for key in keys {
      try database.run("UPDATE document SET resolved_by = ? WHERE key = ?", [document.key, key])
      try append(.resolved, .document(DocumentKey.id(key)), [Fact("by", id.description)])
    }
    return keys.map(DocumentKey.id)
  }

  private func hasEnded(_ stage: Stage) -> Bool {
    stage.waiting == 0 && (stage.state == .registered || stage.state == .converted)
  }

  fileprivate func finishIfDone(_ id: InterchangeID) throws {
    let stage = try stage(of: id)
    guard hasEnded(stage) else { return }
    try database.run("UPDATE interchange SET done_at = ?, attempts = 0 WHERE id = ?", [at, id.number])
    try advance(id, from: stage.state, to: .done, if: [.registered, .converted], as: .done)
  }
}
