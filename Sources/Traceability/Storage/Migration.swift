import GRDB

/// Brings a ledger to this program's version, in the transaction that it is called in.
enum Migration {
  /// Takes the steps that are missing and returns the author with the ledger's salt.
  static func run(_ database: Database, _ words: Words, _ author: Author) throws -> Author {
    let version = try Opening.userVersion(database)
    for step in Schema.migrations.dropFirst(Int(version)) { try database.execute(sql: step) }
    if version < Schema.version {
      try database.execute(sql: "PRAGMA user_version = \(Schema.version)")
    }
    if version == 0 { try create(database, words, author) }
    var author = author
    author.salt = try Salt.read(database)
    author.volumes = try Volumes.read(database)
    return author
  }

  /// The first entry names the ledger by a number of its own, so that no two chains begin alike.
  private static func create(_ database: Database, _ words: Words, _ author: Author) throws {
    try database.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
    try database.run("INSERT INTO meta (name, value) VALUES ('salt', ?)", random(32))
    try database.run("INSERT INTO meta (name, value) VALUES ('volumes', ?)", [author.volumes.bits])
    for (index, text) in Word.fixed.enumerated() {
      try database.run("INSERT INTO word (id, text) VALUES (?, ?)", index + 1, text)
    }
    let posting = try Posting(database, words, by: author)
    try posting.append(.created, .ledger, [Fact(.ledger, hash: random(16))])
    try posting.close()
  }

  private static func random(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }
}
