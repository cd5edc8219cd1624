import Crypto
public import EDIModel

/// What an entry of the ledger says happened.
public enum EntryKind: String, Sendable, CaseIterable {
  /// The ledger itself was made; the first entry of each.
  case created
  /// P3: a name is about to be taken.
  case claimed
  /// It was gone before it could be taken.
  case vanished
  /// P6: its bytes are in the archive.
  case received
  /// Its reading begins again, after an earlier one came to no end.
  case reading
  /// Its file sequence is not what was expected.
  case sequence
  /// A document got its verdict, its number and its name.
  case registered
  /// Every document of an interchange has its verdict.
  case read
  /// P8: a document's output stands beside its destination.
  case output
  /// P8: every output of an interchange does.
  case converted
  /// Why a document waits.
  case waiting
  /// P10: handed over.
  case delivered
  /// Handed over to somebody who never said whether it arrived.
  case unconfirmed
  /// Its destination has said what became of it there.
  case acknowledged
  /// Refused after it had been accepted.
  case rejected
  /// A rejected document was put right by a later one.
  case resolved
  /// Every document of an interchange has its end.
  case done
  /// An earlier interchange is converted again from its original.
  case reprocessing
  /// A person asked for something.
  case asked
  /// What a person asked for was carried out.
  case answered
}

/// One entry of the chain, as it was written.
public struct LedgerEntry: Sendable {
  /// Its number, from 1, without a gap.
  public let seq: Int64
  /// When it was written, UTC.
  public let at: String
  /// What happened.
  public let kind: EntryKind
  /// The interchange it is about.
  public let interchange: InterchangeID?
  /// The document it is about.
  public let document: DocumentID?
  /// Its canonical bytes: JSON, `v` first, then the other names in the order of their bytes.
  public let payload: [UInt8]
  /// SHA-256 of the hash before it and its payload.
  public let hash: [UInt8]
  let facts: [Fact]

  /// A text or number of the payload by its name (`actor`, `reason`, `state`, `sha256`, ...), as text.
  public subscript(name: String) -> String? {
    guard let value = facts.first(where: { $0.name.text == name })?.value else { return nil }
    return value.plain ?? value.json
  }
}

/// Where the chain ends: kept outside the machine, it shows later that nothing was cut off or written anew.
public struct ChainHead: Sendable, Hashable {
  /// The number of the last entry; 0 for none.
  public let seq: Int64
  /// Its hash.
  public let hash: [UInt8]

  /// Makes a head, as it was noted earlier.
  public init(seq: Int64, hash: [UInt8]) {
    self.seq = seq
    self.hash = hash
  }

  /// What stands before the first entry.
  static let origin = ChainHead(seq: 0, hash: [UInt8](repeating: 0, count: 32))

  /// The hash of the entry that follows this one.
  func link(_ payload: [UInt8]) -> [UInt8] { Self.digest(hash, payload).withUnsafeBytes { [UInt8]($0) } }

  static func digest(_ hash: [UInt8], _ payload: [UInt8]) -> SHA256.Digest {
    var hasher = SHA256()
    hash.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    payload.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    return hasher.finalize()
  }
}
