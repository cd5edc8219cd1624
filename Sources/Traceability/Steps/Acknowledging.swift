import EDIModel

/// What destinations say of what they were given. It is written in the transaction that registers the receipt, so that a
/// receipt is counted once, whatever happens between.
extension Posting {
  /// Takes in what a receipt says of a document that was handed over.
  ///
  /// The last word counts, but that what was confirmed stays so. A document that is refused gives its identity back: its
  /// sender may send it again.
  func acknowledge(_ answer: Answer, by receipt: DocumentID) throws {
    let document = try document(answer.document)
    let said = try answer.isTaken.map { try document.state.acknowledged(isTaken: $0, answer.document) }
    let state = said ?? document.state
    let keys = answer.keys.map { Salt.stored($0, author.salt) }
    var facts = [Fact(.related, .id(try DocumentKey.key(receipt)))]
    if !keys.isEmpty { facts.append(Fact(.keys, keys.canonical)) }
    if let text = answer.text { facts.append(Fact(.result, text)) }
    if state == document.state {
      try append(.acknowledged, .document(answer.document), facts)
    } else {
      try settle(document, as: state, note: state == .refused ? answer.text : nil)
      try leave(answer.document, document.state, for: state, as: .acknowledged, facts)
    }
    countPersonal(keys.count(where: \.isPersonal))
    let volume = try volume(of: answer.document.interchange)
    for key in keys {
      let kind = try words.number(of: key.kind)
      try index(SearchTerm(.key, key.value.utf8, kind: kind, leadsTo: document.key, in: volume))
    }
  }

  /// Its row, and whether its identity is held.
  private func settle(_ document: Standing, as state: DocumentState, note: String?) throws {
    try database.run(
      "UPDATE document SET state = ?, note = ?, due = NULL WHERE key = ?", state.code, note, document.key)
    guard state == .refused || document.state == .refused else { return }
    let facts = try facts(ofEntry: document.registered, .flow, .identity)
    guard let flow = facts.text(.flow), let identity = facts.text(.identity) else { return }
    let word = try words.number(of: flow)
    let sql =
      state == .refused
      ? "DELETE FROM accepted WHERE flow = ? AND identity = ? AND registered = ? AND document = ?"
      : "INSERT INTO accepted (flow, identity, registered, document) VALUES (?, ?, ?, ?)"
    try database.run(sql, word, identity, document.registered, document.key)
  }
}

extension DocumentState {
  /// The states in which an output may have reached its destination.
  static let offered: Set<DocumentState> = [.waiting, .delivered, .unconfirmed, .confirmed, .refused]

  fileprivate func acknowledged(isTaken: Bool, _ id: DocumentID) throws -> DocumentState {
    guard Self.offered.contains(self) else {
      throw LedgerError(.contradiction, detail: "\(id) is \(rawValue) and cannot be acknowledged")
    }
    return isTaken || self == .confirmed ? .confirmed : .refused
  }
}
