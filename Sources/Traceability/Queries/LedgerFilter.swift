public import EDIModel
import Foundation
import GRDB

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
  /// Older than this one: the next page. For interchanges its own number counts.
  public var before: DocumentID?
  /// How many at most.
  public var limit: Int

  /// Makes a filter that lets everything through.
  public init(limit: Int = 100) { self.limit = limit }
}

extension LedgerReading {
  /// The documents that a filter lets through, newest first.
  public func list(_ filter: LedgerFilter) throws(LedgerError) -> [DocumentRecord] {
    try connection.read { database in
      var search = try Search(filter, database)
      search.restrictStates(filter.states)
      search.restrict("i.state", to: filter.interchangeStates.map(\.rawValue))
      if let flow = filter.flow { search.add("d.flow = ?", flow) }
      if let before = filter.before { search.add("d.key < ?", try DocumentKey.key(before)) }
      return try DocumentRecord.select(
        database, "JOIN interchange i ON i.id = d.key >> 26 \(search.condition) ORDER BY d.key DESC LIMIT ?",
        search.arguments(limit: filter.limit))
    }
  }

  /// The interchanges that a filter lets through, newest first; what it says of documents holds for one of theirs.
  public func interchanges(_ filter: LedgerFilter) throws(LedgerError) -> [InterchangeRecord] {
    try connection.read { database in
      var search = try Search(filter, database)
      search.restrict("i.state", to: filter.interchangeStates.map(\.rawValue))
      search.restrictDocuments(filter)
      if let before = filter.before { search.add("i.id < ?", before.interchange.number) }
      return try InterchangeRecord.select(
        database, "\(search.condition) ORDER BY i.id DESC LIMIT ?", search.arguments(limit: filter.limit))
    }
  }
}

/// The condition of a list, made of fixed texts; every value is bound.
private struct Search {
  private var terms: [String] = []
  private var values: [(any DatabaseValueConvertible)?] = []

  init(_ filter: LedgerFilter, _ database: Database) throws {
    if let system = filter.system { add("i.system = ?", system) }
    if let since = filter.since { add("i.claimed_at >= ?", since) }
    if let until = filter.until { add("i.claimed_at < ?", until) }
    guard let text = filter.text else { return }
    let documents = "SELECT document >> 26 FROM business_key WHERE value IN (?, ?)"
    terms.append("(instr(i.name, ?) > 0 OR i.id IN (\(documents)))")
    values += [Array(text.utf8).blob, text, Salt.hash(text, try Salt.read(database))]
  }

  mutating func add(_ term: String, _ value: any DatabaseValueConvertible) {
    terms.append(term)
    values.append(value)
  }

  mutating func restrict(_ column: String, to words: [String]) {
    guard !words.isEmpty else { return }
    terms.append("\(column) IN (\(Self.marks(words.count)))")
    values += words
  }

  /// The repeated condition lets SQLite use the index of the few documents that came to no ordinary end.
  mutating func restrictStates(_ states: [DocumentState]) {
    restrict("d.state", to: states.map(\.rawValue))
    let isExceptional = !states.contains(.waiting) && !states.contains(.delivered)
    if isExceptional && !states.isEmpty { terms.append("d.state NOT IN ('waiting', 'delivered')") }
  }

  mutating func restrictDocuments(_ filter: LedgerFilter) {
    guard !filter.states.isEmpty || filter.flow != nil else { return }
    var inner: [String] = []
    if !filter.states.isEmpty {
      inner.append("d.state IN (\(Self.marks(filter.states.count)))")
      values += filter.states.map(\.rawValue)
    }
    if let flow = filter.flow {
      inner.append("d.flow = ?")
      values.append(flow)
    }
    let range = "d.key > i.id << 26 AND d.key < (i.id + 1) << 26"
    terms.append("EXISTS (SELECT 1 FROM document d WHERE \(range) AND \(inner.joined(separator: " AND ")))")
  }

  var condition: String { terms.isEmpty ? "" : "WHERE " + terms.joined(separator: " AND ") }

  func arguments(limit: Int) -> StatementArguments { StatementArguments(values + [limit]) }

  private static func marks(_ count: Int) -> String { Array(repeating: "?", count: count).joined(separator: ", ") }
}
