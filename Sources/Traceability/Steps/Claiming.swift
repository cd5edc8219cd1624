public import EDIModel
import GRDB

extension Ledger {
  /// P3: gives each name that is about to be taken its number, in the given order.
  ///
  /// A claim that was made before and came no further (same system, name, inode and size) keeps its number: its file is
  /// still in the inbox.
  public func claiming(_ claims: [Claim]) throws(LedgerError) -> [InterchangeID] {
    try post { posting in
      try claims.map { claim in try posting.openClaim(claim) ?? posting.claim(claim) }
    }
  }

  /// These were gone before they could be taken; what was received meanwhile is an error of the caller.
  public func vanished(_ ids: [InterchangeID]) throws(LedgerError) {
    try post { posting in
      for id in ids {
        let stage = try posting.stage(of: id)
        if stage.state == .vanished { continue }
        try posting.advance(id, from: stage.state, to: .vanished, if: [.claiming], as: .vanished)
      }
    }
  }

  /// These were taken for gone and lie in the work area after all: their claims go on.
  public func found(_ ids: [InterchangeID]) throws(LedgerError) {
    try post { posting in
      for id in ids {
        let stage = try posting.stage(of: id)
        if stage.state == .claiming { continue }
        try posting.advance(id, from: stage.state, to: .claiming, if: [.vanished], as: .claimed)
      }
    }
  }

  /// P6: these bytes are in the archive; from here on the original cannot be lost.
  public func received(_ captures: [Capture]) throws(LedgerError) {
    try post { posting in
      for capture in captures { try posting.receive(capture) }
    }
  }

  /// Counts one more reading of each before a byte of it is parsed, and returns the new counts: a file that kills its
  /// reader is known by a count that only grows. The count starts again when its documents are registered.
  public func beginReading(_ ids: [InterchangeID]) throws(LedgerError) -> [Int] {
    try post { posting in
      try ids.map { id in
        let attempts = try posting.stage(of: id).attempts + 1
        try posting.database.run("UPDATE interchange SET attempts = ? WHERE id = ?", attempts, id.number)
        // The first reading goes without saying; another one is worth knowing.
        if attempts > 1 { try posting.append(.reading, .interchange(id), [Fact(.attempt, attempts)]) }
        return Int(attempts)
      }
    }
  }
}

extension Ledger {
  /// These could not be read for a reason that is not theirs (the disk, the archive): their attempts do not count.
  public func endReading(_ ids: [InterchangeID]) throws(LedgerError) {
    try post { posting in
      for id in ids { try posting.database.run("UPDATE interchange SET attempts = 0 WHERE id = ?", id.number) }
    }
  }
}

extension Posting {
  fileprivate func openClaim(_ claim: Claim) throws -> InterchangeID? {
    try database.first(
      """
      SELECT id FROM interchange
      WHERE name = ? AND inode = ? AND system = ? AND size = ? AND state = \(InterchangeState.claiming.code)
      ORDER BY id LIMIT 1
      """, claim.name, Int64(bitPattern: claim.inode), try words.number(of: claim.system), claim.size
    ) { try $0.integer().asInterchange }
  }

  fileprivate func claim(_ claim: Claim) throws -> InterchangeID {
    let volume = nextVolume
    try database.run(
      "INSERT INTO interchange (state, system, name, inode, size, volume, claimed_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
      InterchangeState.claiming.code, try words.number(of: claim.system), claim.name,
      Int64(bitPattern: claim.inode), claim.size, volume, at)
    let id = InterchangeID(database.lastInsertedRowID)
    try append(
      .claimed, .interchange(id),
      [
        Fact(.state, word: InterchangeState.claiming.rawValue), Fact(.system, word: claim.system),
        Fact(path: claim.name, .name, elseHex: .nameHex), Fact(.size, claim.size),
      ])
    try index(SearchTerm(.fileName, claim.name, leadsTo: DocumentKey.key(id), in: volume))
    count(InterchangeState.claiming)
    return id
  }

  fileprivate func receive(_ capture: Capture) throws {
    let stage = try stage(of: capture.id)
    if stage.state != .claiming && stage.sha256 == capture.sha256 { return }
    try check(capture.id, stage.state, may: .received, from: [.claiming])
    try database.run(
      "UPDATE interchange SET state = ?, sha256 = ?, size = ?, archive = ? WHERE id = ?",
      InterchangeState.received.code, capture.sha256, capture.size, capture.archivePath, capture.id.number)
    try index(SearchTerm(.fileHash, capture.sha256, leadsTo: DocumentKey.key(capture.id), in: volume(of: capture.id)))
    try noteAdvance(
      capture.id, from: stage.state, to: .received, as: .received,
      [
        Fact(.sha256, hash: capture.sha256), Fact(.size, capture.size),
        Fact(path: capture.archivePath, .archive, elseHex: .archiveHex),
      ])
  }
}

extension Int64 {
  /// The number as that of an interchange.
  var asInterchange: InterchangeID { InterchangeID(self) }
}
