import EDIModel
import Foundation
import GRDB

extension LedgerReading {
  /// Every document that a text leads to, newest first: its number, a business key of any kind, the name of its file or
  /// of its output (whole, its beginning, or a part), or the first 8 or more hex digits of a SHA-256.
  public func trace(_ text: String, limit: Int = 100) throws(LedgerError) -> [DocumentRecord] {
    try trace(bytes: Array(text.utf8), limit: limit)
  }

  /// As ``trace(_:limit:)``, for names that are not UTF-8.
  public func trace(bytes: [UInt8], limit: Int = 100) throws(LedgerError) -> [DocumentRecord] {
    try connection.read { database in
      guard !bytes.isEmpty else { return [] }
      let trace = Trace(database: database, bytes: bytes, limit: limit)
      let keys = try trace.keys().sorted(by: >).prefix(limit)
      return try keys.flatMap { try DocumentRecord.select(database, "WHERE d.key = ?", [$0]) }
    }
  }
}

/// One search through all that is indexed. Only when nothing is found are plain numbers tried as ids, and names
/// searched for parts, which reads the whole index of names.
private struct Trace {
  let database: Database
  let bytes: [UInt8]
  let limit: Int

  private var text: String? { String(validating: bytes, as: UTF8.self) }

  func keys() throws -> Set<Int64> {
    var found = try named()
    found.formUnion(try byBusinessKey())
    found.formUnion(try byHash())
    found.formUnion(try byNames("name >= ?1 AND name < ?2"))
    if found.isEmpty, let text, let id = InterchangeID(text) { found.formUnion(try documents(of: id)) }
    return found.isEmpty ? try byNames("instr(name, ?1) > 0 AND ?2 IS NOT NULL") : found
  }

  private func named() throws -> Set<Int64> {
    guard let text, text.uppercased().hasPrefix("M-") else { return [] }
    if let id = DocumentID(text) { return [try DocumentKey.key(id)] }
    return try InterchangeID(text).map(documents) ?? []
  }

  private func documents(of id: InterchangeID) throws -> Set<Int64> {
    guard id.number < Int64.max >> DocumentKey.ordinalBits else { return [] }
    let range = DocumentKey.range(of: id)
    return try select(
      "SELECT key FROM document WHERE key BETWEEN ? AND ? ORDER BY key DESC LIMIT ?",
      [range.lowerBound, range.upperBound, limit])
  }

  private func byBusinessKey() throws -> Set<Int64> {
    guard let text else { return [] }
    let hash = Salt.hash(text, try Salt.read(database))
    return try select(
      "SELECT document FROM business_key WHERE value IN (?, ?, ?) ORDER BY document DESC LIMIT ?",
      [text, text.uppercased(), hash, limit])
  }

  private func byHash() throws -> Set<Int64> {
    guard let text, text.utf8.count >= 8, text.utf8.count <= 64 else { return [] }
    let whole = text.utf8.count % 2 == 0
    guard let low = Hex.bytes(whole ? text : text + "0"), let high = Hex.bytes(whole ? text : text + "f") else {
      return []
    }
    // A hash begins with the digits when it lies between them filled up with zeros and filled up with ones.
    let last = (high + [UInt8](repeating: 255, count: 32 - high.count)).blob
    let outputs = try select(
      "SELECT key FROM document WHERE output_sha256 BETWEEN ? AND ? LIMIT ?", [low.blob, last, limit])
    return outputs.union(
      try interchanges("SELECT id FROM interchange WHERE sha256 BETWEEN ? AND ? LIMIT ?", [low.blob, last, limit]))
  }

  private func byNames(_ condition: String) throws -> Set<Int64> {
    let arguments: StatementArguments = [bytes.blob, (bytes + [255]).blob, limit]
    let outputs = try select("SELECT document FROM output_name WHERE \(condition) LIMIT ?3", arguments)
    return outputs.union(
      try interchanges("SELECT id FROM interchange WHERE \(condition) ORDER BY name, id DESC LIMIT ?3", arguments))
  }

  private func interchanges(_ sql: String, _ arguments: StatementArguments) throws -> Set<Int64> {
    let ids = try database.all(sql, arguments) { try $0.integer().asInterchange }
    return try ids.reduce(into: []) { $0.formUnion(try documents(of: $1)) }
  }

  private func select(_ sql: String, _ arguments: StatementArguments) throws -> Set<Int64> {
    Set(try database.all(sql, arguments) { try $0.integer() })
  }
}
