import EDIModel
import GRDB

/// What the parts of an audit found and counted.
struct AuditFindings: Sendable {
  var report = AuditReport()
  /// How many are in each state, by their entries.
  var documents: [String: Int] = [:]
  var interchanges: [String: Int] = [:]
  /// How many terms lead to them, and how many identities they hold.
  var terms = Tally()
  var identities = 0

  struct Tally: Sendable {
    var stored = 0
    var counted = 0
  }

  mutating func add(_ part: AuditFindings) {
    report.add(part.report)
    documents.merge(part.documents, uniquingKeysWith: +)
    interchanges.merge(part.interchanges, uniquingKeysWith: +)
    terms.stored += part.terms.stored
    terms.counted += part.terms.counted
    identities += part.identities
  }

  mutating func compareCounters(_ database: Database) throws {
    var stored: [String: Int] = [:]
    for counter in try Counter.all(database) { stored[counter.subject + " " + counter.state] = counter.count }
    var counted = ["total ": documents.values.reduce(0, +)]
    for (state, count) in documents { counted["document " + state] = count }
    for (state, count) in interchanges { counted["interchange " + state] = count }
    counted["search terms"] = terms.counted
    stored["search terms"] = terms.stored
    counted["accepted identities"] = identities
    stored["accepted identities"] = Int(try database.first("SELECT count(*) FROM accepted") { try $0.integer() } ?? 0)
    for name in Set(stored.keys).union(counted.keys).sorted() {
      let pair = (stored: stored[name] ?? 0, counted: counted[name] ?? 0)
      if pair.stored != pair.counted { report.note(.counter(name, stored: pair.stored, counted: pair.counted)) }
    }
  }
}

/// The second pass: each interchange and document as its entries tell it, against the tables.
///
/// The entries are read by what they are about, so that only one thing is in memory at a time.
struct Replay {
  private let words: Vocabulary
  private let volumes: ClosedRange<Int64>
  private let interchanges: ClosedRange<Int64>
  private var index = IndexSum()
  private var rows = (interchanges: 0, documents: 0)

  init(_ words: Vocabulary, _ volumes: ClosedRange<Int64>) {
    self.words = words
    self.volumes = volumes
    self.interchanges = SearchTerm.interchanges(of: volumes)
  }

  mutating func run(into findings: inout AuditFindings) throws {
    try eachStory { story in try compare(story, &findings) }
    try compareIndex(&findings)
    try findUntold(into: &findings.report)
  }

  private func eachStory(_ body: (Story) throws -> Void) throws {
    var story = Story(interchange: 0, document: 0)
    try words.database.each(
      """
      SELECT interchange, document, seq, facts FROM entry INDEXED BY entry_subject WHERE interchange BETWEEN ? AND ?
      AND interchange > 0 ORDER BY interchange, document, seq
      """, interchanges.lowerBound, interchanges.upperBound
    ) { columns in
      let (interchange, document) = (try columns.integer(), try columns.integer())
      if (interchange, document) != (story.interchange, story.document) {
        if story.isToBeCompared { try body(story) }
        story = Story(interchange: interchange, document: document)
      }
      let seq = try columns.integer()
      try columns.withBytes { try story.add(seq, $0, words) }
      return true
    }
    if story.isToBeCompared { try body(story) }
  }

  private mutating func compare(_ story: Story, _ findings: inout AuditFindings) throws {
    let state = story.state ?? ""
    let differences = try story.differences(words)
    for field in differences { findings.report.note(story.problem(field)) }
    let isThere = differences.first != Story.noRow
    if story.document == 0 {
      findings.report.interchanges += 1
      findings.interchanges[state, default: 0] += 1
      if isThere { rows.interchanges += 1 }
    } else {
      findings.report.documents += 1
      findings.documents[state, default: 0] += 1
      if isThere { rows.documents += 1 }
      if story.holdsIdentity { findings.identities += 1 }
    }
    for term in try story.terms(words) {
      index.count(term)
      findings.terms.counted += 1
    }
  }

  /// The search index as a whole against the terms of all stories. Only when the two differ is each term looked up.
  private mutating func compareIndex(_ findings: inout AuditFindings) throws {
    try words.database.each(
      "SELECT kind, document, term FROM search WHERE volume BETWEEN ? AND ?", volumes.lowerBound, volumes.upperBound
    ) { columns in
      try index.subtract(&columns)
      findings.terms.stored += 1
      return true
    }
    guard !index.isZero else { return }
    try eachStory { story in
      let isFound = try story.terms(words).allSatisfy(isStored)
      if !isFound { findings.report.note(story.problem("index")) }
    }
  }

  private func isStored(_ term: SearchTerm) throws -> Bool {
    try words.database.first(
      "SELECT 1 FROM search WHERE volume = ? AND term = ? AND kind = ? AND document = ?", term.volume, term.bytes,
      term.kind, term.key, make: { _ in true }) ?? false
  }

  /// Rows that no entry speaks of. They are looked for only where there are more rows than stories.
  private func findUntold(into report: inout AuditReport) throws {
    let keys = (interchanges.lowerBound << 26, interchanges.upperBound << 26 | (DocumentKey.ordinals - 1))
    if try count("document WHERE key BETWEEN ? AND ?", keys) != rows.documents {
      let untold = try words.database.all(
        """
        SELECT key FROM document WHERE key BETWEEN ? AND ? AND NOT EXISTS (
          SELECT 1 FROM entry WHERE interchange = key >> 26 AND document = key & 67108863) LIMIT ?
        """, keys.0, keys.1, AuditReport.listed
      ) { DocumentKey.id(try $0.integer()) }
      for id in untold { report.note(.document(id, field: "entry")) }
    }
    let ids = (interchanges.lowerBound, interchanges.upperBound)
    if try count("interchange WHERE id BETWEEN ? AND ?", ids) != rows.interchanges {
      let untold = try words.database.all(
        """
        SELECT id FROM interchange i WHERE id BETWEEN ? AND ? AND NOT EXISTS (
          SELECT 1 FROM entry WHERE interchange = i.id AND document = 0) LIMIT ?
        """, ids.0, ids.1, AuditReport.listed
      ) { try $0.integer().asInterchange }
      for id in untold { report.note(.interchange(id, field: "entry")) }
    }
  }

  private func count(_ rows: String, _ bounds: (Int64, Int64)) throws -> Int {
    Int(try words.database.first("SELECT count(*) FROM \(rows)", bounds.0, bounds.1) { try $0.integer() } ?? 0)
  }
}

/// A sum over what stands in the search index less what should: zero when the two are the same, in whatever order.
/// Hashes are seeded by chance in each process, so that no two terms can be chosen that make up for each other.
private struct IndexSum {
  private var sum: Int = 0

  var isZero: Bool { sum == 0 }

  mutating func count(_ term: SearchTerm) {
    sum &+= term.bytes.withUnsafeBytes { Self.hash($0, term.kind, term.key) }
  }

  mutating func subtract(_ columns: inout Columns) throws {
    let (kind, key) = (try columns.integer(), try columns.integer())
    try columns.withBytes { sum &-= Self.hash($0, kind, key) }
  }

  private static func hash(_ term: UnsafeRawBufferPointer, _ kind: Int64, _ key: Int64) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: term)
    hasher.combine(kind)
    hasher.combine(key)
    return hasher.finalize()
  }
}
