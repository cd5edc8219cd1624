import EDIModel
import Foundation
import GRDB

extension LedgerReading {
  /// Verifies the whole ledger in one consistent state and constant memory: every link, number and payload of the
  /// chain; that interchanges, documents, counters and the search index are what the entries say.
  ///
  /// - Parameter known: A head that was noted outside the machine earlier. With it a cut tail and a chain that was
  ///   written anew are detected as well.
  public func audit(known: ChainHead? = nil) throws(LedgerError) -> AuditReport {
    try connection.read { database in
      var report = AuditReport()
      try ChainCheck(database: database, known: known).run(into: &report)
      var replay = Replay(database)
      try replay.run(into: &report)
      return report
    }
  }
}

/// The first pass: the chain alone, in its order.
struct ChainCheck {
  let database: Database
  let known: ChainHead?

  func run(into report: inout AuditReport) throws {
    let rows = try GRDB.Row.fetchCursor(
      database, sql: "SELECT seq, at, kind, interchange, document, payload, hash FROM entry ORDER BY seq")
    var head = ChainHead.origin
    var knownHash: [UInt8]?
    while let row = try rows.next() {
      var columns = Columns(row)
      let seq = try columns.integer()
      if seq != head.seq + 1 { report.note(.missing(seq: head.seq + 1)) }
      let (payload, agrees) = try self.payload(&columns, seq)
      let hash = try columns.bytes()
      if !agrees { report.note(.payload(seq: seq)) }
      // Going on from the hash that is stored, each broken link is told once, where it is.
      if head.link(payload) != hash { report.note(.link(seq: seq)) }
      head = ChainHead(seq: seq, hash: hash)
      if seq == known?.seq { knownHash = hash }
      report.entries += 1
    }
    report.head = head
    compare(knownHash, into: &report)
  }

  /// The payload, and whether it is canonical and agrees with the columns, which are there for the indexes only.
  private func payload(_ columns: inout Columns, _ seq: Int64) throws -> (bytes: [UInt8], agrees: Bool) {
    let at = try columns.text()
    let kind = try columns.text()
    let interchange = try columns.integer()
    let document = try columns.integer()
    let bytes = try columns.bytes()
    guard let facts = Payload.facts(bytes) else { return (bytes, false) }
    let values = Facts(facts)
    let agrees =
      values.number("seq") == seq && values.text("at") == at && values.text("kind") == kind
      && values.number("interchange") ?? 0 == interchange && values.number("document") ?? 0 == document
    return (bytes, agrees)
  }

  private func compare(_ hash: [UInt8]?, into report: inout AuditReport) {
    guard let known, known.seq > 0 else { return }
    report.isAnchored = true
    switch hash {
    case nil where known.seq > report.head.seq: report.note(.cut(known: known.seq, last: report.head.seq))
    case known.hash: break
    default: report.note(.rewritten(known: known.seq))
    }
  }
}

/// Facts by their names.
struct Facts {
  private let facts: [Fact]

  init(_ facts: [Fact]) { self.facts = facts }

  subscript(name: String) -> CanonicalValue? { facts.first { $0.name == name }?.value }

  func text(_ name: String) -> String? {
    if case .text(let text)? = self[name] { text } else { nil }
  }

  func number(_ name: String) -> Int64? {
    if case .number(let number)? = self[name] { number } else { nil }
  }
}
