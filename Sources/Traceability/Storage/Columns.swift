import EDIModel
import GRDBSQLite

/// The columns of the row that a statement stands at, read from left to right. A value of the wrong type is a damaged
/// ledger and is thrown.
struct Columns {
  private let statement: OpaquePointer
  private var next: Int32 = 0

  init(_ statement: OpaquePointer) { self.statement = statement }

  private mutating func type(_ wanted: Int32) throws -> Int32? {
    let index = next
    next += 1
    let type = sqlite3_column_type(statement, index)
    if type == wanted { return index }
    guard type == SQLITE_NULL else { throw LedgerError(.damaged, detail: "column \(index) is of type \(type)") }
    return nil
  }

  private func required<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw LedgerError(.damaged, detail: "column \(next - 1) is empty") }
    return value
  }

  mutating func optionalInteger() throws -> Int64? {
    try type(SQLITE_INTEGER).map { sqlite3_column_int64(statement, $0) }
  }

  mutating func integer() throws -> Int64 { try required(optionalInteger()) }

  mutating func optionalText() throws -> String? {
    guard let index = try type(SQLITE_TEXT), let start = sqlite3_column_text(statement, index) else { return nil }
    let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, index)))
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw LedgerError(.damaged, detail: "column \(index) is no text")
    }
    return text
  }

  mutating func text() throws -> String { try required(optionalText()) }

  /// The bytes as they lie in SQLite's memory, valid inside the body only.
  mutating func withBytes<Value>(_ body: (UnsafeRawBufferPointer) throws -> Value) throws -> Value {
    let index = try required(type(SQLITE_BLOB))
    return try body(bytes(at: index))
  }

  mutating func optionalBytes() throws -> [UInt8]? { try type(SQLITE_BLOB).map { [UInt8](bytes(at: $0)) } }
  mutating func bytes() throws -> [UInt8] { try required(optionalBytes()) }
  mutating func document() throws -> DocumentID? { try optionalInteger().map(DocumentKey.id) }

  /// A word that is stored as its number: see ``Word``.
  mutating func choice<Choice: RawRepresentable<String>>(_ type: Choice.Type = Choice.self) throws -> Choice {
    let code = try integer()
    guard let choice = Word.fixed(code).flatMap(Choice.init(rawValue:)) else {
      throw LedgerError(.damaged, detail: "unknown word \(code)")
    }
    return choice
  }

  private func bytes(at index: Int32) -> UnsafeRawBufferPointer {
    let start = sqlite3_column_blob(statement, index)
    return UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(statement, index)))
  }
}
