import EDIModel
import GRDB
import Testing

@testable import Traceability

/// No step and no look-up reads a table from end to end: what takes a moment now takes no longer after ten years.
struct GrowthTests {
  @Test func everyStatementOfAStepUsesAnIndex() throws {
    let site = try Site()
    let statements = try traced(site) {
      let (bad, _) = try site.register(.posting(verdict: .rejected(codes: ["x"])))
      let (id, _) = try site.register(
        .posting(isNumbered: true), .posting(2, identity: "2", kind: .state), .posting(3, identity: "3"))
      _ = try site.ledger.noteSequence(system: "s", layout: "l", number: 1, id: bad)
      _ = try site.ledger.noteSequence(system: "s", layout: "l", number: 1, id: id)
      _ = try site.ledger.beginReading([id])
      try site.ledger.waiting([(DocumentID(id, 1), note: "x")])
      try site.ledger.rejected([(DocumentID(id, 3), codes: ["y"])])
      try site.ledger.resolvedMoved(site.deliver(id))
      let request = try site.ledger.addRequest(.reprocess, subject: id.description, reason: "x")
      _ = try site.ledger.reprocess(of: id, reason: "x", request: request.id)
      try lookUp(site, id)
    }
    #expect(statements.count > 40)
    for sql in statements { #expect(try scans(site, sql) == [], "\(sql)") }
  }

  private func lookUp(_ site: Site, _ id: InterchangeID) throws {
    _ = try site.ledger.unfinished()
    _ = try site.ledger.ready(after: DocumentID(id, 1))
    _ = try site.ledger.hasUnresolved(id)
    _ = try site.ledger.documents(of: id)
    _ = try site.ledger.interchange(id)
    _ = try site.ledger.output(sha256: Site.hash("x"))
    _ = try site.ledger.lastOutput(flow: Site.flow, identity: "2")
    _ = try site.ledger.resolvedToMove()
    _ = try site.ledger.pendingRequests()
    _ = try site.ledger.entries(of: DocumentID(id, 1))
    _ = try site.ledger.trace("AP0001.txt")
    _ = try site.ledger.trace("0123456789abcdef")
    _ = try site.ledger.head()
  }

  /// The statements that a body runs.
  private func traced(_ site: Site, _ body: () throws -> Void) throws -> [String] {
    let log = Log()
    site.ledger.connection.queue.writeWithoutTransaction { database in
      database.trace { event in
        if case .statement(let statement) = event { log.add(statement.sql) }
      }
    }
    try body()
    site.ledger.connection.queue.writeWithoutTransaction { $0.trace() }
    return log.statements
  }

  /// The steps of a plan that go through a whole table. A head or a page read from one end of an index stops at its
  /// limit, a partial index holds only what is unfinished, and the part of a name is looked for last and on purpose.
  private func scans(_ site: Site, _ sql: String) throws -> [String] {
    let word = sql.prefix { $0 != " " }
    guard ["SELECT", "INSERT", "UPDATE"].contains(word), !sql.contains("instr(") else { return [] }
    return try site.ledger.connection.queue.read { database in
      let statement = try database.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
      statement.setUncheckedArguments(StatementArguments())
      let details = try Row.fetchAll(statement).map { row -> String in row["detail"] }
      let partial = ["interchange_open", "document_to_move", "request_pending"]
      if sql.contains("ORDER BY seq DESC LIMIT 1") { return [] }
      // What a limited subquery gave is read from end to end; how it came by it has a line of its own.
      return details.filter { detail in
        detail.hasPrefix("SCAN") && !detail.hasPrefix("SCAN (subquery") && !partial.contains { detail.contains($0) }
      }
    }
  }
}

/// What GRDB's trace saw; it calls on the connection's own queue, one at a time.
private final class Log: @unchecked Sendable {
  private(set) var statements: [String] = []

  func add(_ sql: String) {
    if !statements.contains(sql) { statements.append(sql) }
  }
}
