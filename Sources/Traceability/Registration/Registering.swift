public import EDIModel

extension Ledger {
  /// P7, the verdict: registers documents in the given order, which is the order of acceptance, and says of each
  /// whether it is new.
  ///
  /// Accepted ones get their file number and the output name that is theirs for good. A document that was registered
  /// before gets the same answer again. One call is one transaction; a file may be registered in several.
  ///
  /// - Parameters:
  ///   - documents: Each with the interchange it came in, which must be received and not yet finished.
  ///   - finished: Interchanges all of whose documents are registered with this call: they become *registered*.
  /// - Throws: ``LedgerError``; `contradiction` for a good document without identity.
  @discardableResult
  public func register(
    _ documents: [(InterchangeID, DocumentEntry)], finished: [InterchangeID] = []
  ) throws(LedgerError) -> [Registration] {
    try post { posting in
      var registrar = Registrar(posting)
      let registrations = try documents.map { try registrar.register($0.1, of: $0.0) }
      try registrar.close()
      try posting.finishReading(finished)
      return registrations
    }
  }

  /// All documents of these interchanges are registered: they become *registered*.
  public func finishRegistering(_ ids: [InterchangeID]) throws(LedgerError) {
    try post { try $0.finishReading(ids) }
  }
}

extension Posting {
  fileprivate func finishReading(_ ids: [InterchangeID]) throws {
    for id in ids {
      let stage = try stage(of: id)
      if stage.state.isAfterReading { continue }
      try advance(id, from: stage.state, to: .registered, if: [.received, .claiming], as: .read)
    }
  }
}

/// Registers the documents of one transaction. It remembers what it knows of their interchanges, so that a file of many
/// documents is looked up once.
struct Registrar {
  private struct Source {
    let origin: InterchangeID
    let original: InterchangeID?
    let state: InterchangeState
    let volume: Int64
    var hasLayout: Bool
    var accepted: Int64 = 0
  }

  private let posting: Posting
  private var sources: [InterchangeID: Source] = [:]

  init(_ posting: Posting) { self.posting = posting }

  mutating func register(_ entry: DocumentEntry, of interchange: InterchangeID) throws -> Registration {
    let id = DocumentID(interchange, entry.ordinal)
    let key = try DocumentKey.key(id)
    if let known = try registration(of: key) { return known }
    let source = try source(interchange, entry)
    // A file too large to be read is rejected where it lies: it never is received.
    let isAboutTheFile = entry.flow == nil || id.receiptNumber != nil
    guard source.state == .received || (source.state == .claiming && isAboutTheFile) else {
      throw LedgerError(.contradiction, detail: "\(id) registered while \(source.state.rawValue)")
    }
    let registration = try judge(entry, id, source)
    let related = try registration.related ?? entry.answer?.document ?? original(of: id, source)
    try insert(entry, id, registration, related, volume: source.volume)
    if let answer = entry.answer { try posting.acknowledge(answer, by: id) }
    if case .accepted = registration { sources[interchange]?.accepted += 1 }
    return registration
  }

  /// Writes what was counted.
  func close() throws {
    for (id, source) in sources where source.accepted > 0 {
      try posting.database.run(
        "UPDATE interchange SET waiting = waiting + ? WHERE id = ?", source.accepted, id.number)
    }
  }

  private func registration(of key: Int64) throws -> Registration? {
    let row = try posting.database.first("SELECT registered, state FROM document WHERE key = ?", key) { columns in
      (seq: try columns.integer(), state: try columns.choice(DocumentState.self))
    }
    guard let row else { return nil }
    let known = try Registration(posting.facts(ofEntry: row.seq))
    // What was accepted and taken back since stays so, whatever a later reading says.
    if case .accepted = known, row.state == .rejected { return .rejected }
    return known
  }

  private mutating func source(_ id: InterchangeID, _ entry: DocumentEntry) throws -> Source {
    var source = try sources[id] ?? load(id)
    if !source.hasLayout, let layout = entry.layout {
      try posting.database.run(
        "UPDATE interchange SET layout = ? WHERE id = ?", posting.words.number(of: layout), id.number)
      source.hasLayout = true
    }
    sources[id] = source
    return source
  }

  private func load(_ id: InterchangeID) throws -> Source {
    let source = try posting.database.first(
      "SELECT coalesce(origin, id), reprocesses, state, volume, layout IS NOT NULL FROM interchange WHERE id = ?",
      id.number
    ) { columns in
      Source(
        origin: InterchangeID(try columns.integer()),
        original: try columns.optionalInteger().map { InterchangeID($0) }, state: try columns.choice(),
        volume: try columns.integer(), hasLayout: try columns.integer() == 1)
    }
    guard let source else { throw LedgerError(.contradiction, detail: "no interchange \(id)") }
    return source
  }

  /// The document of the original at the same place, which a reprocessed one relates to.
  private func original(of id: DocumentID, _ source: Source) throws -> DocumentID? {
    guard let original = source.original else { return nil }
    let earlier = DocumentID(original, id.ordinal)
    let key = try DocumentKey.key(earlier)
    return try posting.database.first("SELECT key FROM document WHERE key = ?", key) { _ in earlier }
  }

  private func judge(_ entry: DocumentEntry, _ id: DocumentID, _ source: Source) throws -> Registration {
    switch entry.verdict {
    case .rejected: return .rejected
    case .ignored: return .ignored
    case .consumed: return .consumed
    case .good: break
    }
    guard let flow = entry.flow, let identity = entry.identity else {
      throw LedgerError(.contradiction, detail: "\(id) is good and has no identity")
    }
    let candidate = Candidate(
      interchange: id.interchange, origin: source.origin, kind: entry.kind, content: entry.content, stamp: entry.stamp)
    let accepted = try posting.accepted(flow, identity, entry.kind)
    switch Judgement.of(candidate, after: accepted) {
    case .duplicate(let first): return .duplicate(of: first)
    case .superseded(let newer): return .superseded(by: newer)
    case .divergent(let first): return .divergent(from: first)
    case .accepted: return try accept(entry, id)
    }
  }

  private func accept(_ entry: DocumentEntry, _ id: DocumentID) throws -> Registration {
    guard let system = entry.destination else { return .accepted(fileNumber: 0, outputName: []) }
    guard let layout = entry.targetLayout, !entry.outputName.isEmpty else {
      throw LedgerError(.contradiction, detail: "\(id) has a destination and no target layout or name")
    }
    let name = try posting.reserveName(
      entry.outputName, for: DocumentKey.key(id), in: posting.words.number(of: system))
    let number = entry.isNumbered ? try posting.nextFileNumber(system, layout) : 0
    return .accepted(fileNumber: number, outputName: name)
  }

  private func insert(
    _ entry: DocumentEntry, _ id: DocumentID, _ registration: Registration, _ related: DocumentID?, volume: Int64
  ) throws {
    let keys = entry.keys.map { Salt.stored($0, posting.author.salt) }
    let seq = try posting.append(
      .registered, .document(id), try registration.facts(entry, keys: keys, related: related))
    try posting.insert(entry, DocumentKey.key(id), registration, keys: keys, seq: seq, volume: volume)
    posting.count(registration.state)
  }
}
