public import EDIModel

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
          "UPDATE document SET resolved_moved = 1 WHERE key = ? AND resolved_by IS NOT NULL", DocumentKey.key(id))
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
    // Its destination was quicker to answer than we to say that it was handed over.
    if document.state.isHandedOver { return try resolve(by: id, document) }
    guard allowed.contains(document.state) else { throw unexpected(id, document.state, "become \(state.rawValue)") }
    guard document.sha256 != nil else {
      throw LedgerError(.contradiction, detail: "\(id) has no output that could be delivered")
    }
    try database.run("UPDATE document SET state = ?, note = NULL WHERE key = ?", state.code, document.key)
    try leave(id, document.state, for: state, as: kind)
    return try resolve(by: id, document)
  }

  private func resolve(by id: DocumentID, _ document: Standing) throws -> [DocumentID] {
    let facts = try facts(ofEntry: document.registered, .flow, .identity, .related)
    var keys: [Int64] = []
    if let flow = facts.text(.flow), let identity = facts.text(.identity) {
      keys = try corrected(by: document, words.number(of: flow), identity)
    }
    if let related = facts.document(.related).flatMap({ try? DocumentKey.key($0) }), !keys.contains(related) {
      keys += try database.all(
        "SELECT key FROM document WHERE key = ? AND state = \(DocumentState.rejected.code) AND resolved_by IS NULL",
        related
      ) { try $0.integer() }
    }
    for key in keys {
      try database.run("UPDATE document SET resolved_by = ? WHERE key = ?", document.key, key)
      try append(.resolved, .document(DocumentKey.id(key)), [Fact(.by, .id(document.key))])
    }
    return keys.map(DocumentKey.id)
  }

  /// The rejected documents of an identity that a later one puts right; nothing is expected of them any more.
  private func corrected(by document: Standing, _ flow: Int64, _ identity: String) throws -> [Int64] {
    let keys = try database.all(
      """
      SELECT document FROM unresolved JOIN document ON key = document WHERE unresolved.flow = ? AND identity = ?
      AND unresolved.registered < ? AND resolved_by IS NULL ORDER BY document
      """, flow, identity, document.registered
    ) { try $0.integer() }
    guard !keys.isEmpty else { return keys }
    try database.run(
      "DELETE FROM unresolved WHERE flow = ? AND identity = ? AND registered < ?", flow, identity, document.registered)
    return keys
  }

  private func hasEnded(_ stage: Stage) -> Bool {
    stage.waiting == 0 && (stage.state == .registered || stage.state == .converted)
  }

  fileprivate func finishIfDone(_ id: InterchangeID) throws {
    let stage = try stage(of: id)
    guard hasEnded(stage) else { return }
    try advance(id, from: stage.state, to: .done, if: [.registered, .converted], as: .done)
  }
}
