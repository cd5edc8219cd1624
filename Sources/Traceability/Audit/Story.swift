import EDIModel
import GRDB

/// What the entries about one interchange or one document say of it in the end: of each fact the last.
struct Story {
  let interchange: Int64
  let document: Int64
  private var facts: [String: CanonicalValue] = [:]

  /// Facts that tell how something stands; the others tell what happened.
  private static let standing: Set<String> = [
    "state", "content", "sha256", "name", "nameHex", "number", "by", "registration", "identity", "flow", "keys",
    "system", "archive", "archiveHex",
  ]

  init(interchange: Int64, document: Int64) {
    self.interchange = interchange
    self.document = document
  }

  var documentID: DocumentID { DocumentID(InterchangeID(interchange), Int(document)) }

  var state: String? { text("state") }

  /// How many different keys lead to the document.
  var keys: Int {
    if case .list(let keys)? = facts["keys"] { Set(keys.map(\.json)).count } else { 0 }
  }

  mutating func add(_ new: [Fact]) {
    let kind = Facts(new).text("kind").flatMap(EntryKind.init(rawValue:))
    // What people ask for, and a remark on the file's sequence, change nothing about how it stands.
    guard let kind, ![.asked, .answered, .sequence, .reading].contains(kind) else { return }
    for fact in new where Self.standing.contains(fact.name) { facts[fact.name] = fact.value }
  }

  /// The names of what the table has otherwise; `row` when it has nothing.
  func interchangeDifferences(_ database: Database) throws -> [String] {
    guard
      var columns = try database.first(
        "SELECT state, system, name, sha256, archive FROM interchange WHERE id = ?", [interchange])
    else { return ["row"] }
    var fields: [String] = []
    if try columns.text() != state { fields.append("state") }
    if try columns.text() != text("system") { fields.append("system") }
    if try !holds(columns.optionalBytes(), path: "name") { fields.append("name") }
    if try columns.optionalBytes().map(Hex.text) != text("sha256") { fields.append("sha256") }
    if try !holds(columns.optionalBytes(), path: "archive") { fields.append("archive") }
    return fields
  }

  /// The names of what the table has otherwise; `row` when it has nothing.
  func documentDifferences(_ database: Database) throws -> [String] {
    guard
      var columns = try database.first(
        """
        SELECT state, registration, flow, identity, content, keys, file_number, name, output_sha256, resolved_by
        FROM document WHERE key = ?
        """, [DocumentKey.key(documentID)])
    else { return ["row"] }
    var fields: [String] = []
    if try columns.text() != state { fields.append("state") }
    if try columns.text() != text("registration") { fields.append("registration") }
    if try columns.optionalText() != text("flow") { fields.append("flow") }
    if try columns.optionalText() != text("identity") { fields.append("identity") }
    if try Hex.text(columns.bytes()) != text("content") { fields.append("content") }
    if try columns.text() != facts["keys"]?.json { fields.append("keys") }
    if try !isIndexed(database) { fields.append("index") }
    if try columns.integer() != number("number") ?? 0 { fields.append("number") }
    if try !holds(columns.optionalBytes(), path: "name") { fields.append("name") }
    if try columns.optionalBytes().map(Hex.text) != text("sha256") { fields.append("sha256") }
    if try columns.document()?.description != text("by") { fields.append("by") }
    return fields
  }

  /// Whether the document is found by each of its keys. That nothing else leads to it, the count of all keys tells.
  private func isIndexed(_ database: Database) throws -> Bool {
    guard case .list(let keys)? = facts["keys"] else { return true }
    let document = try DocumentKey.key(documentID)
    return try keys.allSatisfy { key in
      guard case .list(let pair) = key, pair.count >= 2, case .text(let kind) = pair[0], case .text(let value) = pair[1]
      else { return false }
      let found = try database.first(
        "SELECT 1 FROM business_key WHERE value = ? AND kind = ? AND document = ?", [value, kind, document])
      return found != nil
    }
  }

  private func holds(_ bytes: [UInt8]?, path name: String) -> Bool {
    guard let bytes else { return facts[name] == nil && facts[name + "Hex"] == nil }
    let fact = Fact(name, path: bytes)
    return facts[fact.name] == fact.value
  }

  private func text(_ name: String) -> String? {
    if case .text(let text)? = facts[name] { text } else { nil }
  }

  private func number(_ name: String) -> Int64? {
    if case .number(let number)? = facts[name] { number } else { nil }
  }
}
