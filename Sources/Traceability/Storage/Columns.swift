import EDIModel
import Foundation
import GRDB

/// The columns of a row, read from left to right. A value of the wrong type is a damaged ledger and is thrown: GRDB's
/// own subscripts would stop the process.
struct Columns {
  private let row: GRDB.Row
  private var next = 0

  init(_ row: GRDB.Row) { self.row = row }

  private mutating func value<Value: DatabaseValueConvertible>(_ type: Value.Type) throws -> Value? {
    defer { next += 1 }
    guard next < row.count else { throw LedgerError(.damaged, detail: "column \(next) is missing") }
    let stored: DatabaseValue = row[next]
    if stored.isNull { return nil }
    guard let value = Value.fromDatabaseValue(stored) else {
      throw LedgerError(.damaged, detail: "column \(next) is not of type \(type)")
    }
    return value
  }

  private func required<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw LedgerError(.damaged, detail: "column \(next - 1) is empty") }
    return value
  }

  mutating func optionalInteger() throws -> Int64? { try value(Int64.self) }
  mutating func integer() throws -> Int64 { try required(value(Int64.self)) }
  mutating func optionalText() throws -> String? { try value(String.self) }
  mutating func text() throws -> String { try required(value(String.self)) }
  mutating func optionalBytes() throws -> [UInt8]? { try value(Data.self).map { [UInt8]($0) } }
  mutating func bytes() throws -> [UInt8] { try required(optionalBytes()) }
  mutating func document() throws -> DocumentID? { try optionalInteger().map(DocumentKey.id) }

  mutating func choice<Choice: RawRepresentable<String>>(_ type: Choice.Type = Choice.self) throws -> Choice {
    let raw = try text()
    guard let choice = Choice(rawValue: raw) else { throw LedgerError(.damaged, detail: "unknown word '\(raw)'") }
    return choice
  }
}

extension Database {
  /// Runs a statement that is kept prepared.
  func run(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
    try cachedStatement(sql: sql).execute(arguments: arguments)
  }

  /// The columns of the first row, or `nil`.
  func first(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> Columns? {
    try GRDB.Row.fetchOne(cachedStatement(sql: sql), arguments: arguments).map(Columns.init)
  }

  /// Each row made into something.
  func all<Value>(
    _ sql: String, _ arguments: StatementArguments = StatementArguments(), _ make: (inout Columns) throws -> Value
  ) throws -> [Value] {
    let rows = try GRDB.Row.fetchCursor(cachedStatement(sql: sql), arguments: arguments)
    var result: [Value] = []
    while let row = try rows.next() {
      var columns = Columns(row)
      result.append(try make(&columns))
    }
    return result
  }
}

extension Array<UInt8> {
  /// The bytes as GRDB binds them.
  var blob: Data { Data(self) }
}
