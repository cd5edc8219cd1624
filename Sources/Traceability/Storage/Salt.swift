import Crypto
import EDIModel
import GRDB

/// Personal values are stored as hashes with a salt of the ledger's own: a value can be looked for, but not read.
///
/// The salt is in the same file. It keeps values out of lists, exports and the eyes of whoever looks at the ledger; who
/// has the file and a list of all possible CPFs can still try them one by one.
enum Salt {
  static func read(_ database: Database) throws -> [UInt8] {
    guard let salt = try database.first("SELECT value FROM meta WHERE name = 'salt'", make: { try $0.bytes() }) else {
      throw LedgerError(.damaged, detail: "no salt")
    }
    return salt
  }

  static func hash(_ value: String, _ salt: [UInt8]) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: Array(value.utf8), using: SymmetricKey(data: salt))
    return "hmac:" + Hex.text(Array(code))
  }

  /// The key as it is stored.
  static func stored(_ key: BusinessKey, _ salt: [UInt8]) -> BusinessKey {
    guard key.isPersonal else { return key }
    return BusinessKey(kind: key.kind, value: hash(key.value, salt), isPersonal: true)
  }
}

extension Vocabulary {
  /// What a text is stored as where it is a person's; `nil` while the ledger holds no such key at all.
  func personal(_ text: String) throws -> String? {
    let count = try database.first("SELECT count FROM balance WHERE subject = '\(Counter.personal)'") {
      try $0.integer()
    }
    guard let count, count > 0 else { return nil }
    return Salt.hash(text, try Salt.read(database))
  }
}
