import EDIModel

/// What the entries about one interchange or one document say of it in the end: of each fact the last.
struct Story {
  let interchange: Int64
  let document: Int64
  /// The volume of its interchange: that of the first entry about it, which is never about a document.
  let volume: Int64
  private(set) var personalKeys = 0
  private var toldTerms: [SearchTerm] = []
  private var registered: Int64 = 0
  private var facts = [CanonicalValue?](repeating: nil, count: FactName.allCases.count + 1)

  /// What a story says of a row that is not there.
  static let noRow = "row"

  /// Kinds that change nothing about how something stands: what people ask for, and remarks.
  private static let remarks: Set<String> = Set(
    [EntryKind.asked, .answered, .sequence, .reading].map(\.rawValue))

  init(interchange: Int64, document: Int64, volume: Int64) {
    self.interchange = interchange
    self.document = document
    self.volume = volume
  }

  var state: String? { self[.state]?.plain }

  /// Whether its entries say where it stands.
  var isToBeCompared: Bool { self[.state] != nil }

  /// Whether it is an accepted version of its identity.
  var holdsIdentity: Bool {
    text(.registration) == "accepted" && self[.identity] != nil
      && state != DocumentState.rejected.rawValue && state != DocumentState.refused.rawValue
  }

  /// Whether a name was given to its output, for good.
  var holdsName: Bool {
    document > 0 && text(.registration) == "accepted" && (self[.name] != nil || self[.nameHex] != nil)
  }

  func problem(_ field: String) -> AuditReport.Problem {
    let id = InterchangeID(interchange)
    return document == 0 ? .interchange(id, field: field) : .document(DocumentID(id, Int(document)), field: field)
  }

  /// Takes in an entry; one that is not as it is written, the first pass tells.
  mutating func add(_ seq: Int64, _ packed: UnsafeRawBufferPointer, _ words: Vocabulary) throws {
    guard let new = try Unpacker.facts(packed, words, only: Self.isStanding) else { return }
    guard let kind = new.first(where: { $0.name == .kind })?.value.plain, !Self.remarks.contains(kind) else { return }
    if kind == EntryKind.registered.rawValue { registered = seq }
    for fact in new { facts[Int(fact.name.rawValue)] = fact.value }
    try addTerms(of: Facts(new), words)
  }

  private mutating func addTerms(of new: Facts, _ words: Vocabulary) throws {
    let key = try self.key
    if let hash = new.bytes(.sha256) {
      toldTerms.append(SearchTerm(document == 0 ? .fileHash : .outputHash, hash, leadsTo: key, in: volume))
    }
    if document == 0, let name = new.bytes(.name, elseHex: .nameHex) {
      toldTerms.append(SearchTerm(.fileName, name, leadsTo: key, in: volume))
    }
    guard let keys = new[.keys] else { return }
    for item in try [BusinessKey](keys) {
      if item.isPersonal { personalKeys += 1 }
      let kind = try words.existing(item.kind) ?? 0
      toldTerms.append(SearchTerm(.key, item.value.utf8, kind: kind, leadsTo: key, in: volume))
    }
  }

  /// All that leads to it, each once however often it was said.
  var terms: [SearchTerm] {
    var terms: [SearchTerm] = []
    for term in toldTerms.sorted(by: SearchTerm.precedes) where term != terms.last { terms.append(term) }
    return terms
  }

  /// Facts that tell how something stands; the others tell what happened.
  private static func isStanding(_ name: FactName) -> Bool {
    switch name {
    case .state, .content, .sha256, .size, .name, .nameHex, .number, .by, .registration, .identity, .flow, .keys,
      .system, .archive, .archiveHex, .destination, .kind:
      true
    default: false
    }
  }

  private subscript(name: FactName) -> CanonicalValue? { facts[Int(name.rawValue)] }

  /// The names of what the tables have otherwise.
  func differences(_ words: Vocabulary) throws -> [String] {
    try document == 0 ? interchangeDifferences(words) : documentDifferences(words)
  }

  private func interchangeDifferences(_ words: Vocabulary) throws -> [String] {
    try words.database.first(
      "SELECT state, system, name, sha256, archive, volume FROM interchange WHERE id = ?", interchange
    ) { columns in
      var fields: [String] = []
      if try Word.fixed(columns.integer()) != state { fields.append("state") }
      if try words.text(columns.integer()) != text(.system) { fields.append("system") }
      if try columns.optionalBytes() != path(.name, .nameHex) { fields.append("name") }
      if try columns.optionalBytes() != hash { fields.append("sha256") }
      if try columns.optionalBytes() != path(.archive, .archiveHex) { fields.append("archive") }
      if try columns.integer() != volume { fields.append("volume") }
      return fields
    } ?? [Self.noRow]
  }

  private func documentDifferences(_ words: Vocabulary) throws -> [String] {
    let key = try self.key
    let fields = try words.database.first(
      "SELECT state, registered, flow, output_sha256, output_size, resolved_by FROM document WHERE key = ?", key
    ) { columns in
      var fields: [String] = []
      if try Word.fixed(columns.integer()) != state { fields.append("state") }
      if try columns.integer() != registered { fields.append("registered") }
      if try columns.optionalInteger().flatMap(words.text) != text(.flow) { fields.append("flow") }
      if try columns.optionalBytes() != hash { fields.append("sha256") }
      if try columns.optionalInteger().map({ .number($0) }) != self[.size] { fields.append("size") }
      if try columns.optionalInteger().map({ .id($0) }) != self[.by] { fields.append("by") }
      return fields
    }
    guard let fields else { return [Self.noRow] }
    return try fields + (isKept(words, key) ? [] : ["identity"]) + (isNamed(words, key) ? [] : ["name"])
  }

  /// Whether the name of its output is its own.
  private func isNamed(_ words: Vocabulary, _ key: Int64) throws -> Bool {
    guard holdsName, let name = path(.name, .nameHex), let system = try text(.destination).flatMap(words.existing)
    else { return !holdsName }
    return try words.database.first(
      "SELECT document FROM output_name WHERE name = ? AND system = ?", name, system
    ) { try $0.integer() } == key
  }

  /// Whether its identity is held, or waits for a corrected copy, as it should.
  private func isKept(_ words: Vocabulary, _ key: Int64) throws -> Bool {
    guard let flow = try text(.flow).flatMap(words.existing), let identity = text(.identity) else { return true }
    if holdsIdentity {
      return try words.database.first(
        "SELECT document FROM accepted WHERE flow = ? AND identity = ? AND registered = ?", flow, identity, registered
      ) { try $0.integer() } == key
    }
    let isExpected =
      state == DocumentState.rejected.rawValue && text(.registration) != "divergent" && self[.by] == nil
    guard isExpected else { return true }
    return try words.database.first(
      "SELECT registered FROM unresolved WHERE flow = ? AND identity = ? AND document = ?", flow, identity, key
    ) { try $0.integer() } == registered
  }

  private var key: Int64 {
    get throws {
      let id = InterchangeID(interchange)
      return document == 0 ? DocumentKey.key(id) : try DocumentKey.key(DocumentID(id, Int(document)))
    }
  }

  private var hash: [UInt8]? {
    if case .hex(let bytes)? = self[.sha256] { bytes } else { nil }
  }

  private func text(_ name: FactName) -> String? { self[name]?.plain }

  private func path(_ name: FactName, _ hexName: FactName) -> [UInt8]? {
    if let text = text(name) { return Array(text.utf8) }
    if case .hex(let bytes)? = self[hexName] { return bytes }
    return nil
  }
}
