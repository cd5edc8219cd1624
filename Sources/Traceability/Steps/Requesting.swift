import EDIModel
import GRDB

extension Ledger {
  /// Writes down what a person asks for; the holder of the site's lock carries it out. Any process may ask.
  ///
  /// - Parameters:
  ///   - subject: `M-0001234` or `M-0001234.3`.
  ///   - reason: Why; an empty one is an error of the caller.
  ///   - actor: Who asks; the ledger's own actor when left out.
  public func addRequest(
    _ kind: Request.Kind, subject: String, reason: String, actor: String? = nil
  ) throws(LedgerError) -> Request {
    try post { posting in
      guard !reason.isEmpty else { throw LedgerError(.contradiction, detail: "a request without a reason") }
      let actor = actor ?? posting.author.actor
      try posting.database.run(
        "INSERT INTO request (kind, subject, reason, actor, asked_at) VALUES (?, ?, ?, ?, ?)",
        kind.code, subject, reason, actor, posting.at)
      let id = posting.database.lastInsertedRowID
      try posting.append(
        .asked, .named(subject),
        [Fact(.request, id), Fact(.what, word: kind.rawValue), Fact(.reason, reason), Fact(.by, word: actor)])
      return try posting.request(id)
    }
  }

  /// A request was carried out, and what came of it. A request that is finished keeps its first result.
  public func finishRequest(_ id: Int64, result: String) throws(LedgerError) {
    try post { try $0.finish(id, result) }
  }
}

extension Subject {
  /// What an id written by a person names; the ledger itself for anything else.
  fileprivate static func named(_ text: String) -> Subject {
    if let id = DocumentID(text) { return .document(id) }
    return InterchangeID(text).map { .interchange($0) } ?? .ledger
  }
}

extension Posting {
  func request(_ id: Int64) throws -> Request {
    guard let request = try Request.select(words, "WHERE id = ?", id).first else {
      throw LedgerError(.contradiction, detail: "no request \(id)")
    }
    return request
  }

  func finish(_ id: Int64, _ result: String) throws {
    let request = try request(id)
    guard request.doneAt == nil else { return }
    try database.run("UPDATE request SET done_at = ?, result = ? WHERE id = ?", at, result, id)
    try append(.answered, .named(request.subject), [Fact(.request, id), Fact(.result, result)])
  }
}

extension Request {
  static func select<each Value: Bindable>(
    _ words: Vocabulary, _ condition: String, _ values: repeat each Value
  ) throws -> [Request] {
    try words.database.all(
      "SELECT id, kind, subject, reason, actor, asked_at, done_at, result FROM request " + condition,
      repeat each values
    ) { columns in
      Request(
        id: try columns.integer(), kind: try columns.choice(), subject: try columns.text(),
        reason: try columns.text(), actor: try columns.text(), askedAt: UTC.stamp(milliseconds: try columns.integer()),
        doneAt: try columns.optionalInteger().map(UTC.stamp), result: try columns.optionalText())
    }
  }
}
