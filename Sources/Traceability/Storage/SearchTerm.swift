import EDIModel
import GRDB

/// What people look for: a byte for the field, then the value's own bytes.
///
/// Terms come in any order. One tree of all of them would be changed in another page for each term, and at ten million
/// documents that costs more than everything else that is written. So terms are kept in *volumes*, in the order in which
/// interchanges came: what is inserted goes into the last volume, which is small and stays in memory, and a look-up asks
/// each volume, the newest first.
struct SearchTerm: Equatable {
  let volume: Int64
  let bytes: [UInt8]
  /// The word of a business key's kind; 0 for the other fields.
  let kind: Int64
  /// What it leads to: a document, or with the ordinal 0 an interchange.
  let key: Int64

  /// How much of a hash is kept: enough to find the few whose row is then compared.
  private static let hashLength = 8

  enum Field: UInt8 {
    case key = 1, fileName, fileHash, outputHash
  }

  init(_ field: Field, _ value: some Collection<UInt8>, kind: Int64 = 0, leadsTo key: Int64, in volume: Int64) {
    self.volume = volume
    self.bytes = Self.bytes(field, value)
    self.kind = kind
    self.key = key
  }

  /// The order of the index, within what leads to one thing.
  static func precedes(_ left: SearchTerm, _ right: SearchTerm) -> Bool {
    left.bytes == right.bytes ? left.kind < right.kind : left.bytes.lexicographicallyPrecedes(right.bytes)
  }

  static func bytes(_ field: Field, _ value: some Collection<UInt8>) -> [UInt8] {
    let isHash = field == .fileHash || field == .outputHash
    return [field.rawValue] + (isHash ? Array(value.prefix(hashLength)) : Array(value))
  }
}

/// How large the volumes of a ledger are: chosen once, when it is made, and kept in it.
struct Volumes: Sendable {
  /// How many entries of the chain a volume covers, as a power of two: 262,144, about what 33,000 files of one document
  /// make, and ten megabytes of terms.
  var bits: UInt8 = 18

  /// The volume of an interchange, and of all its documents, by the number of its first entry.
  func volume(ofEntry seq: Int64) -> Int64 { seq >> Int64(bits) }

  static func read(_ database: Database) throws -> Volumes {
    let stored = try database.first("SELECT value FROM meta WHERE name = 'volumes'") { try $0.bytes() }
    guard let stored, stored.count == 1, stored[0] < 63 else { throw LedgerError(.damaged, detail: "no volumes") }
    return Volumes(bits: stored[0])
  }
}

extension Posting {
  /// Makes a document or a file findable.
  func index(_ term: SearchTerm) throws {
    try database.run(
      "INSERT OR IGNORE INTO search (volume, term, kind, document) VALUES (?, ?, ?, ?)", term.volume, term.bytes,
      term.kind, term.key)
  }

  /// The volume of an interchange whose next entry is its first.
  var nextVolume: Int64 { author.volumes.volume(ofEntry: head.seq + 1) }

  func volume(of id: InterchangeID) throws -> Int64 {
    let volume = try database.first("SELECT volume FROM interchange WHERE id = ?", id.number) { try $0.integer() }
    guard let volume else { throw LedgerError(.contradiction, detail: "no interchange \(id)") }
    return volume
  }
}
