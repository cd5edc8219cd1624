import EDIModel

extension InterchangeRecord {
  /// The columns in the order in which ``init(_:_:)`` reads them, of the table `interchange` named `i`.
  static let columns = """
    i.id, i.system, i.name, i.inode, i.size, i.state, i.sha256, i.archive, i.layout, i.attempts, i.reprocesses, \
    i.claimed_at, i.done_at
    """

  init(_ columns: inout Columns, _ words: Vocabulary) throws {
    self.init(
      id: try columns.integer().asInterchange, system: try words.required(columns.integer()),
      name: try columns.bytes(), inode: UInt64(bitPattern: try columns.integer()), size: try columns.integer(),
      state: try columns.choice(), sha256: try columns.optionalBytes(), archivePath: try columns.optionalBytes(),
      layout: try columns.optionalInteger().map(words.required), attempts: Int(try columns.integer()),
      reprocesses: try columns.optionalInteger()?.asInterchange,
      claimedAt: UTC.stamp(milliseconds: try columns.integer()),
      doneAt: try columns.optionalInteger().map { UTC.stamp(milliseconds: $0) })
  }

  static func select<each Value: Bindable>(
    _ words: Vocabulary, _ condition: String, _ values: repeat each Value
  ) throws -> [InterchangeRecord] {
    try words.database.all("SELECT \(columns) FROM interchange i \(condition)", repeat each values) {
      try InterchangeRecord(&$0, words)
    }
  }

  static func select(_ words: Vocabulary, _ condition: String, list: [any Bindable]) throws -> [InterchangeRecord] {
    try words.database.all("SELECT \(columns) FROM interchange i \(condition)", list: list) {
      try InterchangeRecord(&$0, words)
    }
  }
}

/// A document's row: where it stands. What it is, its entry says.
private struct DocumentRow {
  let key: Int64
  let state: DocumentState
  let registered: Int64
  let kind: IdentityKind
  let isNumbered: Bool
  let extent: Range<Int64>
  let lanes: [String]
  let wantedName: [UInt8]?
  let sha256: [UInt8]?
  let size: Int64?
  let resolvedBy: DocumentID?
  let refused: String?
  let note: String?
  let isOffered: Bool

  static let columns = """
    d.key, d.state, d.registered, d.kind, d.numbered, d.start, d.length, d.lanes, d.wanted_name, d.output_sha256, \
    d.output_size, d.resolved_by, d.refused, d.note, d.offered
    """

  init(_ columns: inout Columns, _ words: Vocabulary) throws {
    key = try columns.integer()
    state = try columns.choice()
    registered = try columns.integer()
    kind = try columns.choice()
    isNumbered = try columns.integer() != 0
    let (start, length) = (try columns.integer(), try columns.integer())
    guard start >= 0, length >= 0, length <= Int64.max - start else {
      throw LedgerError(.damaged, detail: "extent of a document")
    }
    extent = start..<(start + length)
    lanes = try columns.withBytes { try words.texts($0) }
    wantedName = try columns.optionalBytes()
    sha256 = try columns.optionalBytes()
    size = try columns.optionalInteger()
    resolvedBy = try columns.document()
    refused = try columns.optionalText()
    note = try columns.optionalText()
    isOffered = try columns.integer() != 0
  }
}

extension DocumentRecord {
  static func select<each Value: Bindable>(
    _ words: Vocabulary, _ condition: String, _ values: repeat each Value
  ) throws -> [DocumentRecord] {
    let rows = try words.database.all(
      "SELECT \(DocumentRow.columns) FROM document d \(condition)", repeat each values
    ) { try DocumentRow(&$0, words) }
    return try rows.map { try DocumentRecord($0, words) }
  }

  static func select(_ words: Vocabulary, _ condition: String, list: [any Bindable]) throws -> [DocumentRecord] {
    let rows = try words.database.all(
      "SELECT \(DocumentRow.columns) FROM document d \(condition)", list: list
    ) { try DocumentRow(&$0, words) }
    return try rows.map { try DocumentRecord($0, words) }
  }

  private init(_ row: DocumentRow, _ words: Vocabulary) throws {
    guard let facts = try Facts.ofEntry(row.registered, words) else {
      throw LedgerError(.damaged, detail: "no entry \(row.registered)")
    }
    let id = DocumentKey.id(row.key)
    let entry = try DocumentEntry(row, facts, ordinal: id.ordinal)
    var output: OutputRecord?
    if let system = entry.destination, let name = facts.bytes(.name, elseHex: .nameHex), let sha256 = row.sha256,
      let size = row.size
    {
      output = OutputRecord(document: id, system: system, name: name, sha256: sha256, size: size)
    }
    self.init(
      id: id, state: row.state, entry: entry, related: facts.document(.related),
      fileNumber: facts.number(.number) ?? 0, output: output, resolvedBy: row.resolvedBy, note: row.note,
      mayBeOut: row.isOffered)
  }
}

extension DocumentEntry {
  fileprivate init(_ row: DocumentRow, _ facts: Facts, ordinal: Int) throws {
    self.init(
      ordinal: ordinal, flow: facts.text(.flow), layout: facts.text(.layout), identity: facts.text(.identity),
      kind: row.kind, content: facts.bytes(.content) ?? [], stamp: facts.text(.stamp) ?? "", lanes: row.lanes,
      keys: try [BusinessKey](facts[.keys]), verdict: Verdict(facts, refused: row.refused),
      destination: facts.text(.destination), targetLayout: facts.text(.target), isNumbered: row.isNumbered,
      outputName: row.wantedName ?? facts.bytes(.name, elseHex: .nameHex) ?? [], extent: row.extent)
  }
}

extension Vocabulary {
  /// The word of a number that stands in a table.
  func required(_ number: Int64) throws -> String {
    guard let text = try text(number) else { throw LedgerError(.damaged, detail: "no word \(number)") }
    return text
  }
}
