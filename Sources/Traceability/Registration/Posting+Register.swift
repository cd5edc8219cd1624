import EDIModel
import Foundation
import GRDB

extension Posting {
  /// The accepted versions of an identity, the earliest first; of a state only the last.
  func accepted(_ flow: String, _ identity: String, _ kind: IdentityKind) throws -> [AcceptedVersion] {
    let columns = """
      SELECT d.key, coalesce(i.origin, i.id), d.content, d.stamp
      FROM document d JOIN interchange i ON i.id = d.key >> 26
      WHERE d.flow = ? AND d.identity = ? AND d.accepted = 1
      """
    let order = kind == .state ? " ORDER BY d.registered DESC LIMIT 1" : " ORDER BY d.registered"
    return try database.all(columns + order, [flow, identity]) { columns in
      AcceptedVersion(
        document: DocumentKey.id(try columns.integer()), origin: InterchangeID(try columns.integer()),
        content: try columns.bytes(), stamp: try columns.text())
    }
  }

  /// The next number of the files of a layout to a system. It is counted in the transaction that gives it away, so that
  /// there is never a gap.
  func nextFileNumber(_ system: String, _ layout: String) throws -> Int64 {
    try database.run(
      """
      INSERT INTO file_number (system, layout, last) VALUES (?, ?, 1)
      ON CONFLICT (system, layout) DO UPDATE SET last = last + 1
      """, [system, layout])
    guard
      var columns = try database.first(
        "SELECT last FROM file_number WHERE system = ? AND layout = ?", [system, layout])
    else { throw LedgerError(.damaged, detail: "file number") }
    return try columns.integer()
  }

  /// The wanted name, or the first free one after it. Each wanted name remembers how far it has counted.
  func reserveName(_ wanted: [UInt8], for id: DocumentID, in system: String) throws -> [UInt8] {
    let key = try DocumentKey.key(id)
    if try take(wanted, key, system) { return wanted }
    guard
      var columns = try database.first(
        "SELECT next FROM output_name WHERE name = ? AND system = ?", [wanted.blob, system])
    else { throw LedgerError(.damaged, detail: "output name") }
    var number = try columns.integer()
    var name = OutputName.numbered(wanted, number)
    while try !take(name, key, system) {
      number += 1
      name = OutputName.numbered(wanted, number)
    }
    try database.run(
      "UPDATE output_name SET next = ? WHERE name = ? AND system = ?", [number + 1, wanted.blob, system])
    return name
  }

  private func take(_ name: [UInt8], _ key: Int64, _ system: String) throws -> Bool {
    try database.run(
      """
      INSERT INTO output_name (name, system, document, next) VALUES (?, ?, ?, 2) ON CONFLICT (name, system) DO NOTHING
      """, [name.blob, system, key])
    return database.changesCount == 1
  }

  /// Writes the row of a new document, and the keys under which it is found.
  func insert(
    _ entry: DocumentEntry, _ id: DocumentID, _ registration: Registration, related: DocumentID?, keys: [BusinessKey],
    seq: Int64
  ) throws {
    let key = try DocumentKey.key(id)
    let (number, name) = registration.allocated
    let (verdict, detail) = entry.verdict.stored
    var isAccepted = false
    if case .accepted = registration { isAccepted = true }
    try database.run(
      Self.insertDocument,
      [
        key, registration.state.rawValue, seq, registration.word, isAccepted ? 1 : 0,
        try related.map(DocumentKey.key), entry.flow, entry.layout, entry.identity, entry.kind.rawValue,
        entry.content.blob, entry.stamp, entry.lanes.json, keys.canonical.json, verdict, detail, entry.destination,
        entry.targetLayout, entry.isNumbered ? 1 : 0, entry.outputName.blob, entry.extent.lowerBound,
        entry.extent.upperBound - entry.extent.lowerBound, number, name.isEmpty ? nil : name.blob,
      ])
    for item in keys {
      try database.run(
        "INSERT OR IGNORE INTO business_key (value, kind, document) VALUES (?, ?, ?)", [item.value, item.kind, key])
    }
  }

  private static let insertDocument = """
    INSERT INTO document (
      key, state, registered, registration, accepted, related, flow, layout, identity, kind, content, stamp, lanes,
      keys, verdict, detail, destination, target, numbered, wanted_name, start, length, file_number, name
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """
}
