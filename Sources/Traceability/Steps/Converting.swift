public import EDIModel

extension Ledger {
  /// P8: these outputs stand beside their destination.
  ///
  /// An output that is made again while its document still waits replaces the one noted before; the chain keeps both.
  ///
  /// - Parameter interchanges: Those all of whose outputs stand there with this call: they become *converted*.
  public func converted(
    _ outputs: [OutputRecord], interchanges: [InterchangeID] = []
  ) throws(LedgerError) {
    try post { posting in
      for output in outputs { try posting.note(output) }
      for id in interchanges {
        let stage = try posting.stage(of: id)
        if stage.state == .converted || stage.state == .done { continue }
        try posting.advance(id, from: stage.state, to: .converted, if: [.registered], as: .converted)
      }
    }
  }

  /// Why these documents wait: a destination that is full, away, or behind another document of their lane.
  ///
  /// - Parameter kept: those whose outputs certainly have not got their final names, so that nobody can have them. Of
  ///   the others that is not known.
  public func waiting(
    _ documents: [(DocumentID, note: String)], kept: Set<DocumentID> = []
  ) throws(LedgerError) {
    try post { posting in
      for (id, note) in documents {
        let document = try posting.document(id)
        guard document.state == .waiting else { throw posting.unexpected(id, document.state, "wait") }
        if kept.contains(id) {
          try posting.database.run("UPDATE document SET offered = 0 WHERE key = ?", document.key)
        }
        if document.note == note { continue }
        try posting.database.run("UPDATE document SET note = ? WHERE key = ?", note, document.key)
        try posting.append(.waiting, .document(id), [Fact(.reason, note)])
      }
    }
  }

  /// The outputs of these documents may have their final names any moment from now on: told before that is tried.
  public func offering(_ ids: [DocumentID]) throws(LedgerError) {
    guard !ids.isEmpty else { return }
    try post { posting in
      for id in ids {
        try posting.database.run("UPDATE document SET offered = 1 WHERE key = ?", DocumentKey.key(id))
      }
    }
  }

  /// Refuses documents that were accepted and still wait: their identity is free again, their number and name are not.
  public func rejected(_ documents: [(DocumentID, codes: [String])]) throws(LedgerError) {
    guard !documents.isEmpty else { return }
    try post { posting in
      for (id, codes) in documents {
        let document = try posting.document(id)
        if document.state == .rejected { continue }
        guard document.state == .waiting else { throw posting.unexpected(id, document.state, "be rejected") }
        let detail = codes.joined(separator: " ")
        try posting.database.run(
          "UPDATE document SET state = ?, refused = ?, note = NULL WHERE key = ?", DocumentState.rejected.code, detail,
          document.key)
        try posting.release(document)
        try posting.leave(id, .waiting, for: .rejected, as: .rejected, [Fact(.reason, detail)])
      }
    }
  }
}

/// A document as a step needs to know it.
struct Standing {
  let key: Int64
  let state: DocumentState
  let registered: Int64
  let sha256: [UInt8]?
  let note: String?
}

extension Posting {
  /// A document; one that does not exist is an error of the caller.
  func document(_ id: DocumentID) throws -> Standing {
    let key = try DocumentKey.key(id)
    let document = try database.first(
      "SELECT state, registered, output_sha256, note FROM document WHERE key = ?", key
    ) { columns in
      Standing(
        key: key, state: try columns.choice(), registered: try columns.integer(),
        sha256: try columns.optionalBytes(), note: try columns.optionalText())
    }
    guard let document else { throw LedgerError(.contradiction, detail: "no document \(id)") }
    return document
  }

  /// A document left a state that it was worked on in: its entry, the counters, and what its interchange waits for.
  func leave(
    _ id: DocumentID, _ old: DocumentState, for state: DocumentState, as kind: EntryKind, _ facts: [Fact] = []
  ) throws {
    try append(kind, .document(id), facts + [Fact(.state, word: state.rawValue)])
    count(state, from: old)
    if old == .waiting {
      try database.run("UPDATE interchange SET waiting = waiting - 1 WHERE id = ?", id.interchange.number)
    }
  }

  func unexpected(_ id: DocumentID, _ state: DocumentState, _ step: String) -> LedgerError {
    LedgerError(.contradiction, detail: "\(id) is \(state.rawValue) and cannot \(step)")
  }

  /// A document that was accepted is refused: its identity is free, and waits for a corrected copy.
  fileprivate func release(_ document: Standing) throws {
    let facts = try facts(ofEntry: document.registered, .flow, .identity)
    guard let flow = facts.text(.flow), let identity = facts.text(.identity) else { return }
    let word = try words.number(of: flow)
    try database.run(
      "DELETE FROM accepted WHERE flow = ? AND identity = ? AND registered = ?", word, identity, document.registered)
    try expect(correctionOf: document.key, word, identity, registered: document.registered)
  }

  fileprivate func note(_ output: OutputRecord) throws {
    let document = try document(output.document)
    let facts = try facts(ofEntry: document.registered, .name, .nameHex, .destination)
    let name = facts.bytes(.name, elseHex: .nameHex)
    if document.sha256 == output.sha256 && name == output.name { return }
    guard document.state == .waiting else { throw unexpected(output.document, document.state, "be converted") }
    guard facts.text(.destination) == output.system, name == output.name else {
      throw LedgerError(.contradiction, detail: "\(output.document) has another destination or name")
    }
    try database.run(
      "UPDATE document SET output_sha256 = ?, output_size = ?, offered = 1 WHERE key = ?", output.sha256, output.size,
      document.key)
    // The hash of an output that this one replaces stays findable, and leads nowhere: it is compared with the row.
    try index(
      SearchTerm(
        .outputHash, output.sha256, leadsTo: document.key, in: volume(of: output.document.interchange)))
    try append(
      .output, .document(output.document),
      [
        Fact(.sha256, hash: output.sha256), Fact(.size, output.size), Fact(.system, word: output.system),
        Fact(path: output.name, .name, elseHex: .nameHex),
      ])
  }
}
