import EDIModel
import Foundation
import GRDB

/// The second pass: each interchange and document as its entries tell it, against the tables.
///
/// The entries are read by what they are about, so that only one thing is in memory at a time.
struct Replay {
  private let database: Database
  private var documents: [String: Int] = [:]
  private var interchanges: [String: Int] = [:]
  private var keys = 0

  init(_ database: Database) { self.database = database }

  mutating func run(into report: inout AuditReport) throws {
    let rows = try GRDB.Row.fetchCursor(
      database,
      sql: """
        SELECT interchange, document, payload FROM entry INDEXED BY entry_subject WHERE interchange > 0
        ORDER BY interchange, document, seq
        """)
    var story = Story(interchange: 0, document: 0)
    while let row = try rows.next() {
      var columns = Columns(row)
      let (interchange, document) = (try columns.integer(), try columns.integer())
      if (interchange, document) != (story.interchange, story.document) {
        try compare(story, into: &report)
        story = Story(interchange: interchange, document: document)
      }
      story.add(CanonicalReader.object(try columns.bytes()) ?? [])
    }
    try compare(story, into: &report)
    try findUntold(into: &report)
    try compareCounters(into: &report)
  }

  private mutating func compare(_ story: Story, into report: inout AuditReport) throws {
    guard story.interchange > 0, story.state != nil else { return }
    if story.document == 0 {
      report.interchanges += 1
      interchanges[story.state ?? "", default: 0] += 1
      let fields = try story.interchangeDifferences(database)
      for field in fields { report.note(.interchange(InterchangeID(story.interchange), field: field)) }
    } else {
      report.documents += 1
      documents[story.state ?? "", default: 0] += 1
      keys += story.keys
      let fields = try story.documentDifferences(database)
      for field in fields { report.note(.document(story.documentID, field: field)) }
    }
  }

  /// Rows that no entry speaks of.
  private func findUntold(into report: inout AuditReport) throws {
    let limit = AuditReport.listed
    let untoldDocuments = try database.all(
      """
      SELECT key FROM document WHERE NOT EXISTS (
        SELECT 1 FROM entry WHERE interchange = key >> 26 AND document = key & 67108863) LIMIT ?
      """, [limit]
    ) { DocumentKey.id(try $0.integer()) }
    for id in untoldDocuments { report.note(.document(id, field: "entry")) }
    let untoldInterchanges = try database.all(
      """
      SELECT id FROM interchange i WHERE NOT EXISTS (
        SELECT 1 FROM entry WHERE interchange = i.id AND document = 0) LIMIT ?
      """, [limit]
    ) { try $0.integer().asInterchange }
    for id in untoldInterchanges { report.note(.interchange(id, field: "entry")) }
  }

  private func compareCounters(into report: inout AuditReport) throws {
    var stored: [String: Int] = [:]
    for counter in try Counter.all(database) { stored[counter.subject + " " + counter.state] = counter.count }
    var counted = ["total ": documents.values.reduce(0, +)]
    for (state, count) in documents { counted["document " + state] = count }
    for (state, count) in interchanges { counted["interchange " + state] = count }
    counted["search keys"] = keys
    var columns = try database.first("SELECT count(*) FROM business_key")
    stored["search keys"] = Int(try columns?.integer() ?? 0)
    for name in Set(stored.keys).union(counted.keys).sorted() {
      let pair = (stored: stored[name] ?? 0, counted: counted[name] ?? 0)
      if pair.stored != pair.counted { report.note(.counter(name, stored: pair.stored, counted: pair.counted)) }
    }
  }
}
