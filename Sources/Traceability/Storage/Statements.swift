import GRDB
import GRDBSQLite

extension Database {
  /// Runs a statement that is kept prepared.
  func run<each Value: Bindable>(_ sql: String, _ values: repeat each Value) throws {
    let statement = try prepared(sql)
    defer { sqlite3_reset(statement) }
    try bind(statement, repeat each values)
    var code = sqlite3_step(statement)
    while code == SQLITE_ROW { code = sqlite3_step(statement) }
    try check(code, isDone: true)
  }

  /// What is made of the first row, or `nil`.
  func first<each Value: Bindable, Result>(
    _ sql: String, _ values: repeat each Value, make: (inout Columns) throws -> Result
  ) throws -> Result? {
    let statement = try prepared(sql)
    defer { sqlite3_reset(statement) }
    try bind(statement, repeat each values)
    let code = sqlite3_step(statement)
    guard code == SQLITE_ROW else {
      try check(code, isDone: true)
      return nil
    }
    var columns = Columns(statement)
    return try make(&columns)
  }

  /// Shows each row, in order, until the body says `false`.
  func each<each Value: Bindable>(
    _ sql: String, _ values: repeat each Value, body: (inout Columns) throws -> Bool
  ) throws {
    let statement = try prepared(sql)
    defer { sqlite3_reset(statement) }
    try bind(statement, repeat each values)
    try step(statement, body)
  }

  /// What is made of each row.
  func all<each Value: Bindable, Result>(
    _ sql: String, _ values: repeat each Value, make: (inout Columns) throws -> Result
  ) throws -> [Result] {
    var results: [Result] = []
    try each(sql, repeat each values) { columns in
      results.append(try make(&columns))
      return true
    }
    return results
  }

  /// What is made of each row of a statement whose values are known when it runs only.
  func all<Result>(
    _ sql: String, list values: [any Bindable], make: (inout Columns) throws -> Result
  ) throws -> [Result] {
    let statement = try prepared(sql)
    defer { sqlite3_reset(statement) }
    for (index, value) in values.enumerated() { try check(value.bind(to: statement, at: Int32(index + 1))) }
    var results: [Result] = []
    try step(statement) { columns in
      results.append(try make(&columns))
      return true
    }
    return results
  }

  private func step(_ statement: OpaquePointer, _ body: (inout Columns) throws -> Bool) throws {
    while true {
      let code = sqlite3_step(statement)
      guard code == SQLITE_ROW else { return try check(code, isDone: true) }
      var columns = Columns(statement)
      guard try body(&columns) else { return }
    }
  }

  private func prepared(_ sql: String) throws -> OpaquePointer { try cachedStatement(sql: sql).sqliteStatement }

  private func bind<each Value: Bindable>(_ statement: OpaquePointer, _ values: repeat each Value) throws {
    var index: Int32 = 0
    for value in repeat each values {
      index += 1
      try check(value.bind(to: statement, at: index))
    }
  }

  func check(_ code: Int32, isDone: Bool = false) throws {
    guard code != (isDone ? SQLITE_DONE : SQLITE_OK) else { return }
    let message = sqliteConnection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) }
    throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
  }
}
