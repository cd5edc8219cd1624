import EDIModel
import GRDB

extension Posting {
  /// The accepted versions of an identity, the earliest first; of a state only the last.
  func accepted(_ flow: String, _ identity: String, _ kind: IdentityKind) throws -> [AcceptedVersion] {
    let order = kind == .state ? "DESC LIMIT 1" : "ASC"
    let versions = try database.all(
      "SELECT registered, document FROM accepted WHERE flow = ? AND identity = ? ORDER BY registered \(order)",
      try words.number(of: flow), identity
    ) { (registered: try $0.integer(), key: try $0.integer()) }
    return try versions.map { version in
      let facts = try facts(ofEntry: version.registered)
      let document = DocumentKey.id(version.key)
      return AcceptedVersion(
        document: document, origin: try origin(of: document.interchange), content: facts.bytes(.content) ?? [],
        stamp: facts.text(.stamp) ?? "")
    }
  }

  /// The interchange whose original it comes from: itself, unless it reprocesses one.
  func origin(of id: InterchangeID) throws -> InterchangeID {
    let origin = try database.first("SELECT coalesce(origin, id) FROM interchange WHERE id = ?", id.number) {
      try $0.integer().asInterchange
    }
    guard let origin else { throw LedgerError(.contradiction, detail: "no interchange \(id)") }
    return origin
  }

  /// The next number of the files of a layout to a system. It is counted in the transaction that gives it away, so that
  /// there is never a gap.
  func nextFileNumber(_ system: String, _ layout: String) throws -> Int64 {
    let number = try database.first(
      """
      INSERT INTO file_number (system, layout, last) VALUES (?, ?, 1)
      ON CONFLICT (system, layout) DO UPDATE SET last = last + 1 RETURNING last
      """, try words.number(of: system), try words.number(of: layout)
    ) { try $0.integer() }
    guard let number else { throw LedgerError(.damaged, detail: "file number") }
    return number
  }

  /// The wanted name, or the first free one after it. Each wanted name remembers how far it has counted.
  func reserveName(_ wanted: [UInt8], for key: Int64, in system: Int64) throws -> [UInt8] {
    if try take(wanted, key, system) { return wanted }
    let next = try database.first("SELECT next FROM output_name WHERE name = ? AND system = ?", wanted, system) {
      try $0.integer()
    }
    guard var number = next else { throw LedgerError(.damaged, detail: "output name") }
    var name = OutputName.numbered(wanted, number)
    while try !take(name, key, system) {
      number += 1
      name = OutputName.numbered(wanted, number)
    }
    try database.run(
      "UPDATE output_name SET next = ? WHERE name = ? AND system = ?", number + 1, wanted, system)
    return name
  }

  private func take(_ name: [UInt8], _ key: Int64, _ system: Int64) throws -> Bool {
    try database.run(
      """
      INSERT INTO output_name (name, system, document, next) VALUES (?, ?, ?, 2) ON CONFLICT (name, system) DO NOTHING
      """, name, system, key)
    return database.changesCount == 1
  }

  /// Writes the row of a new document, and all that it is found by.
  func insert(
    _ entry: DocumentEntry, _ key: Int64, _ registration: Registration, keys: [BusinessKey], seq: Int64, volume: Int64
  ) throws {
    let (_, name) = registration.allocated
    let flow = try entry.flow.map(words.number)
    try database.run(
      """
      INSERT INTO document (key, state, registered, flow, kind, numbered, start, length, lanes, wanted_name, due)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, key, registration.state.code, seq, flow, entry.kind.code, entry.isNumbered ? 1 : 0,
      entry.extent.lowerBound, entry.extent.upperBound - entry.extent.lowerBound, try words.packed(entry.lanes),
      name == entry.outputName ? nil : entry.outputName, due(entry, registration))
    try insert(identityOf: entry, flow, key, registration, seq)
    countPersonal(keys.count(where: \.isPersonal))
    for item in keys {
      let kind = try words.number(of: item.kind)
      try index(SearchTerm(.key, item.value.utf8, kind: kind, leadsTo: key, in: volume))
    }
  }

  /// The moment until which its destination is to answer.
  private func due(_ entry: DocumentEntry, _ registration: Registration) -> Int64? {
    guard case .accepted = registration, let within = entry.answerWithin else { return nil }
    return at + within.components.seconds * 1000 + within.components.attoseconds / 1_000_000_000_000_000
  }

  private func insert(
    identityOf entry: DocumentEntry, _ flow: Int64?, _ key: Int64, _ registration: Registration, _ seq: Int64
  ) throws {
    guard let flow, let identity = entry.identity else { return }
    switch registration {
    case .accepted:
      try database.run(
        "INSERT INTO accepted (flow, identity, registered, document) VALUES (?, ?, ?, ?)", flow, identity, seq, key)
    case .rejected: try expect(correctionOf: key, flow, identity, registered: seq)
    default: break
    }
  }

  /// A rejected document is put right by the next one of its identity that is delivered.
  func expect(correctionOf key: Int64, _ flow: Int64, _ identity: String, registered: Int64) throws {
    try database.run(
      "INSERT INTO unresolved (flow, identity, document, registered) VALUES (?, ?, ?, ?)", flow, identity, key,
      registered)
  }
}
