import GRDB

/// Words that the program itself stores by their numbers, in tables and in entries. New ones are added at the end only:
/// the numbers stand in every ledger.
enum Word {
  static let fixed = [
    "claiming", "received", "registered", "converted", "done", "vanished", "waiting", "delivered", "rejected",
    "duplicate", "superseded", "ignored", "consumed", "unconfirmed", "created", "claimed", "reading", "sequence",
    "read", "output", "resolved", "reprocessing", "asked", "answered", "accepted", "divergent", "event", "state",
    "first", "inOrder", "repeated", "gap", "reprocess", "resend", "confirmed", "refused", "acknowledged",
  ]

  /// The number of the first word that is not the program's own but the site's: a system, a flow, a layout, an actor.
  static let firstOfSite: Int64 = 64

  private static let numbers = Dictionary(uniqueKeysWithValues: zip(fixed, Int64(1)...))

  /// The program's own word of this number.
  static func fixed(_ number: Int64) -> String? {
    number > 0 && number <= fixed.count ? fixed[Int(number) - 1] : nil
  }

  static func number(_ text: String) -> Int64? { numbers[text] }
}

extension RawRepresentable<String> {
  /// The number under which a word of the program is stored.
  var code: Int64 { Word.number(rawValue) ?? 0 }
}

/// The words of a ledger, each stored once and named by its number everywhere else.
///
/// What a word says is not hashed by itself: every entry that uses it is hashed with its text in place.
///
/// Unchecked: it belongs to one connection and is used inside that connection's serial queue only.
final class Words: @unchecked Sendable {
  private struct Known {
    let text: String
    let json: [UInt8]
  }

  private var texts: [Known?] = []
  private var numbers: [String: Int64] = [:]
  private var fresh: [String] = []

  func known(_ text: String) -> Int64? { numbers[text] }
  func text(_ number: Int64) -> String? { known(number)?.text }
  func json(_ number: Int64) -> [UInt8]? { known(number)?.json }

  private func known(_ number: Int64) -> Known? {
    number >= 0 && number < texts.count ? texts[Int(number)] : nil
  }

  func note(_ number: Int64, _ text: String, isFresh: Bool = false) {
    while texts.count <= number { texts.append(nil) }
    var json: [UInt8] = []
    JSONText.write(text, to: &json)
    texts[Int(number)] = Known(text: text, json: json)
    numbers[text] = number
    if isFresh { fresh.append(text) }
  }

  /// The transaction is on the disk: its words stay.
  func keep() { fresh.removeAll() }

  /// The transaction was undone: its words may get other numbers.
  func forget() {
    for text in fresh {
      if let number = numbers.removeValue(forKey: text) { texts[Int(number)] = nil }
    }
    fresh.removeAll()
  }
}

/// The words as they can be asked for and added within a transaction.
struct Vocabulary {
  /// More than any site has; a number beyond it is damage.
  private static let limit: Int64 = 1 << 20

  let words: Words
  let database: Database

  /// The number of a word, which is stored when it is new.
  func number(of text: String) throws -> Int64 {
    if let number = words.known(text) { return number }
    if let number = try database.first("SELECT id FROM word WHERE text = ?", text, make: { try $0.integer() }) {
      words.note(number, text, isFresh: true)
      return number
    }
    let last = try database.first("SELECT max(id) FROM word") { try $0.optionalInteger() }
    let number = max((last ?? nil) ?? 0, Word.firstOfSite - 1) + 1
    guard number < Self.limit else { throw LedgerError(.damaged, detail: "too many words") }
    try database.run("INSERT INTO word (id, text) VALUES (?, ?)", number, text)
    words.note(number, text, isFresh: true)
    return number
  }

  /// The number of a word that is stored already.
  func existing(_ text: String) throws -> Int64? {
    if let number = words.known(text) { return number }
    return try database.first("SELECT id FROM word WHERE text = ?", text) { try $0.integer() }
  }

  func text(_ number: Int64) throws -> String? {
    try load(number)
    return words.text(number)
  }

  func json(_ number: Int64) throws -> [UInt8]? {
    try load(number)
    return words.json(number)
  }

  private func load(_ number: Int64) throws {
    guard words.json(number) == nil, number > 0, number < Self.limit else { return }
    guard let text = try database.first("SELECT text FROM word WHERE id = ?", number, make: { try $0.text() })
    else { return }
    words.note(number, text, isFresh: true)
  }
}
