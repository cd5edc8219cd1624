public import EDIModel

/// Which documents or interchanges a list shows; newest first. What is left out does not restrict.
public struct LedgerFilter: Sendable, Hashable {
  /// Documents in these states.
  public var states: [DocumentState] = []
  /// Interchanges in these states.
  public var interchangeStates: [InterchangeState] = []
  /// Documents of this flow.
  public var flow: String?
  /// What this system dropped.
  public var system: String?
  /// A part of the file's name, or a business key as a whole.
  public var text: String?
  /// Claimed at this stamp (UTC) or later.
  public var since: String?
  /// Claimed before this stamp (UTC).
  public var until: String?
  /// Handed over, and not answered by their destinations although that was due before this stamp (UTC).
  public var unansweredAt: String?
  /// Older than this one: the next page. For interchanges its own number counts.
  public var before: DocumentID?
  /// How many at most.
  public var limit: Int

  /// Makes a filter that lets everything through.
  public init(limit: Int = 100) { self.limit = limit }
}

extension LedgerReading {
  /// The documents that a filter lets through, newest first. Receipts are shown where their flow or a state is asked for.
  public func list(_ filter: LedgerFilter) throws(LedgerError) -> [DocumentRecord] {
    try connection.read { words in
      var search = try Search(filter, words)
      search.restrict("d.state", to: filter.states.map(\.code))
      search.preferExceptional(filter.states)
      search.restrict("i.state", to: filter.interchangeStates.map(\.code))
      if let moment = filter.unansweredAt { try search.restrictToUnanswered(moment) }
      if let flow = filter.flow { search.add("d.flow = ?", try words.existing(flow) ?? 0) }
      if filter.flow == nil, filter.states.isEmpty { search.leaveOutReceipts() }
      if let before = filter.before { search.add("d.key < ?", try DocumentKey.key(before)) }
      return try search.pages(filter, words, of: Search.documentsOfFiles) { condition, values in
        try DocumentRecord.select(
          words, "JOIN interchange i ON i.id = d.key >> 26 \(condition) ORDER BY d.key DESC LIMIT ?", list: values)
      }
    }
  }

  /// The interchanges that a filter lets through, newest first; what it says of documents holds for one of theirs.
  public func interchanges(_ filter: LedgerFilter) throws(LedgerError) -> [InterchangeRecord] {
    try connection.read { words in
      var search = try Search(filter, words)
      search.restrict("i.state", to: filter.interchangeStates.map(\.code))
      try search.restrictDocuments(filter, words)
      if let before = filter.before { search.add("i.id < ?", before.interchange.number) }
      return try search.pages(filter, words, of: "i.id IN (SELECT value FROM json_each(?))") { condition, values in
        try InterchangeRecord.select(words, "\(condition) ORDER BY i.id DESC LIMIT ?", list: values)
      }
    }
  }
}

extension LedgerReading {
  /// How many documents were handed over and not answered by their destinations, although that was due before `moment`
  /// (UTC).
  public func unanswered(at moment: String) throws(LedgerError) -> Int {
    try connection.read { words in
      let count = try words.database.first(
        "SELECT count(*) FROM document d WHERE d.due < ? AND \(Search.isUnanswered)", try Search.moment(moment)
      ) { try $0.integer() }
      return Int(count ?? 0)
    }
  }
}

/// The condition of a list, made of fixed texts; every value is bound.
private struct Search {
  /// The documents of a list of interchanges, found by their keys.
  static let documentsOfFiles = """
    d.key IN (SELECT x.key FROM json_each(?) f CROSS JOIN document x
    ON x.key BETWEEN f.value << \(DocumentKey.ordinalBits) AND (f.value + 1) << \(DocumentKey.ordinalBits))
    """

  private var terms: [String] = []
  private var values: [any Bindable] = []

  init(_ filter: LedgerFilter, _ words: Vocabulary) throws {
    if let system = filter.system { add("i.system = ?", try words.existing(system) ?? 0) }
    if let since = filter.since { add("i.claimed_at >= ?", try Self.moment(since)) }
    if let until = filter.until { add("i.claimed_at < ?", try Self.moment(until)) }
  }

  static func moment(_ stamp: String) throws -> Int64 {
    guard let moment = UTC.milliseconds(stamp) else { throw LedgerError(.contradiction, detail: "no stamp of UTC") }
    return moment
  }

  mutating func add(_ term: String, _ value: any Bindable) {
    terms.append(term)
    values.append(value)
  }

  mutating func restrictToUnanswered(_ moment: String) throws {
    add("d.due < ?", try Self.moment(moment))
    terms.append(Self.isUnanswered)
  }

  /// What is still waiting was not handed over yet: nobody could answer it.
  static let isUnanswered = "d.due IS NOT NULL AND d.state = \(DocumentState.delivered.code)"

  mutating func leaveOutReceipts() {
    terms.append("d.key & \(DocumentKey.ordinals - 1) <= \(DocumentID.ordinals)")
  }

  mutating func restrict(_ column: String, to codes: [Int64]) {
    guard !codes.isEmpty else { return }
    terms.append("\(column) IN (\(Self.marks(codes.count)))")
    values += codes
  }

  /// The repeated condition lets SQLite use the index of the few documents that came to no ordinary end.
  mutating func preferExceptional(_ states: [DocumentState]) {
    guard !states.isEmpty, DocumentState.ordinary.isDisjoint(with: states) else { return }
    terms.append("d.state NOT IN (\(DocumentState.ordinaryCodes))")
  }

  mutating func restrictDocuments(_ filter: LedgerFilter, _ words: Vocabulary) throws {
    guard !filter.states.isEmpty || filter.flow != nil else { return }
    var inner: [String] = []
    if !filter.states.isEmpty {
      inner.append("d.state IN (\(Self.marks(filter.states.count)))")
      values += filter.states.map(\.code)
    }
    if let flow = filter.flow {
      inner.append("d.flow = ?")
      values.append(try words.existing(flow) ?? 0)
    }
    let range = "d.key > i.id << 26 AND d.key < (i.id + 1) << 26"
    terms.append("EXISTS (SELECT 1 FROM document d WHERE \(range) AND \(inner.joined(separator: " AND ")))")
  }

  /// What the condition lets through. With a text, volume by volume of the search index: a file that is named so is
  /// found without reading the rows of all others.
  func pages<Record>(
    _ filter: LedgerFilter, _ words: Vocabulary, of files: String,
    _ select: (String, [any Bindable]) throws -> [Record]
  ) throws -> [Record] {
    guard let text = filter.text else { return try select(condition(terms), values + [filter.limit]) }
    let queries =
      try [VolumeQuery.named(Array(text.utf8), words)]
      + [text, words.personal(text)].compactMap(\.self).map { key in
        try VolumeQuery.term(SearchTerm.bytes(.key, key.utf8), words)
      }
    let condition = condition(terms + [files])
    var records: [Record] = []
    try words.eachVolume { volume in
      let keys = try queries.flatMap { try $0.keys(in: volume) }
      guard !keys.isEmpty else { return true }
      let ids = Set(keys.map { $0 >> DocumentKey.ordinalBits }).map { CanonicalValue.number($0) }
      records += try select(condition, values + [CanonicalValue.list(ids).json, filter.limit - records.count])
      return records.count < filter.limit
    }
    return records
  }

  private func condition(_ terms: [String]) -> String {
    terms.isEmpty ? "" : "WHERE " + terms.joined(separator: " AND ")
  }

  private static func marks(_ count: Int) -> String { Array(repeating: "?", count: count).joined(separator: ", ") }
}
