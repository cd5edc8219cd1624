import EDIModel
import GRDB

/// What the parts of an audit found and counted.
struct AuditFindings: Sendable {
  /// What the chain tells by itself.
  var chain = AuditReport()
  /// Where the tables are not as it says.
  var tables = AuditReport()
  /// How many are in each state, by their entries.
  var documents: [String: Int] = [:]
  var interchanges: [String: Int] = [:]
  /// How many identities they hold, how many names were given to their outputs, how many keys are a person's.
  var identities = 0
  var names = 0
  var personalKeys = 0
  /// The search index against the terms that lead to them.
  var index = IndexBalance()

  mutating func add(_ part: AuditFindings) {
    chain.add(part.chain)
    tables.add(part.tables)
    documents.merge(part.documents, uniquingKeysWith: +)
    interchanges.merge(part.interchanges, uniquingKeysWith: +)
    index.add(part.index)
    identities += part.identities
    names += part.names
    personalKeys += part.personalKeys
  }

  mutating func compareCounters(_ database: Database) throws {
    var stored: [String: Int] = [:]
    for counter in try Counter.all(database) { stored[counter.subject + " " + counter.state] = counter.count }
    var counted = ["total ": documents.values.reduce(0, +)]
    for (state, count) in documents { counted["document " + state] = count }
    for (state, count) in interchanges { counted["interchange " + state] = count }
    counted[Counter.personal + " "] = personalKeys
    counted["search terms"] = index.expected
    stored["search terms"] = index.stored
    (counted["accepted identities"], counted["output names"]) = (identities, names)
    stored["accepted identities"] = try database.first("SELECT count(*) FROM accepted") { Int(try $0.integer()) }
    stored["output names"] = try database.first("SELECT count(*) FROM output_name") { Int(try $0.integer()) }
    for name in Set(stored.keys).union(counted.keys).sorted() {
      let pair = (stored: stored[name] ?? 0, counted: counted[name] ?? 0)
      if pair.stored != pair.counted { tables.note(.counter(name, stored: pair.stored, counted: pair.counted)) }
    }
  }
}

/// The second pass: each interchange and document as its entries tell it, against the tables.
///
/// The entries are read by what they are about, so that only one thing is in memory at a time.
struct Replay {
  let words: Vocabulary
  let interchanges: Stretch
  let volumes: Volumes

  func run(into findings: inout AuditFindings) throws {
    var rows = (interchanges: 0, documents: 0)
    try eachStory { story in
      if try compare(story, &findings) {
        if story.document == 0 { rows.interchanges += 1 } else { rows.documents += 1 }
      }
    }
    try findUntoldDocuments(rows.documents, into: &findings.tables)
    try findUntoldInterchanges(rows.interchanges, into: &findings.tables)
  }

  private func eachStory(_ body: (Story) throws -> Void) throws {
    var story = Story(interchange: 0, document: 0, volume: 0)
    try words.database.each(
      """
      SELECT interchange, document, seq, facts FROM entry INDEXED BY entry_subject WHERE interchange BETWEEN ? AND ?
      AND interchange > 0 ORDER BY interchange, document, seq
      """, interchanges.first, interchanges.last
    ) { columns in
      let (interchange, document) = (try columns.integer(), try columns.integer())
      let seq = try columns.integer()
      if (interchange, document) != (story.interchange, story.document) {
        if story.isToBeCompared { try body(story) }
        let isSame = interchange == story.interchange
        let volume = isSame ? story.volume : volumes.volume(ofEntry: seq)
        story = Story(interchange: interchange, document: document, volume: volume)
      }
      try columns.withBytes { try story.add(seq, $0, words) }
      return true
    }
    if story.isToBeCompared { try body(story) }
  }

  /// Compares a story with its row and returns whether there is one.
  private func compare(_ story: Story, _ findings: inout AuditFindings) throws -> Bool {
    let state = story.state ?? ""
    let differences = try story.differences(words)
    for field in differences { findings.tables.note(story.problem(field)) }
    if story.document == 0 {
      findings.tables.interchanges += 1
      findings.interchanges[state, default: 0] += 1
    } else {
      findings.tables.documents += 1
      findings.documents[state, default: 0] += 1
      if story.holdsIdentity { findings.identities += 1 }
      if story.holdsName { findings.names += 1 }
      findings.personalKeys += story.personalKeys
    }
    for term in story.terms { findings.index.expect(term) }
    return differences.first != Story.noRow
  }

  /// Looks up each term that leads to something.
  func lookUp(into report: inout AuditReport) throws {
    try eachStory { story in
      let isFound = try story.terms.allSatisfy { term in
        try words.database.first(
          "SELECT 1 FROM search WHERE volume = ? AND term = ? AND kind = ? AND document = ?", term.volume, term.bytes,
          term.kind, term.key, make: { _ in true }) ?? false
      }
      if !isFound { report.note(story.problem("index")) }
    }
  }

  /// Rows that no entry speaks of are looked for only where there are more rows than stories.
  private func findUntoldDocuments(_ told: Int, into report: inout AuditReport) throws {
    let first = max(interchanges.first, 0) << DocumentKey.ordinalBits
    let last = min(interchanges.last, .max >> DocumentKey.ordinalBits) << DocumentKey.ordinalBits
    let (low, high) = (interchanges.first < 0 ? .min : first, last | (DocumentKey.ordinals - 1))
    let count = try words.database.first("SELECT count(*) FROM document WHERE key BETWEEN ? AND ?", low, high) {
      Int(try $0.integer())
    }
    guard count != told else { return }
    let untold = try words.database.all(
      """
      SELECT key FROM document WHERE key BETWEEN ? AND ? AND NOT EXISTS (
        SELECT 1 FROM entry WHERE interchange = key >> 26 AND document = key & 67108863) LIMIT ?
      """, low, high, AuditReport.listed
    ) { DocumentKey.id(try $0.integer()) }
    for id in untold { report.note(.document(id, field: "entry")) }
  }

  private func findUntoldInterchanges(_ told: Int, into report: inout AuditReport) throws {
    let count = try words.database.first(
      "SELECT count(*) FROM interchange WHERE id BETWEEN ? AND ?", interchanges.first, interchanges.last
    ) { Int(try $0.integer()) }
    guard count != told else { return }
    let untold = try words.database.all(
      """
      SELECT id FROM interchange i WHERE id BETWEEN ? AND ? AND NOT EXISTS (
        SELECT 1 FROM entry WHERE interchange = i.id AND document = 0) LIMIT ?
      """, interchanges.first, interchanges.last, AuditReport.listed
    ) { try $0.integer().asInterchange }
    for id in untold { report.note(.interchange(id, field: "entry")) }
  }
}
