import Crypto
import EDIModel

/// The first pass: a stretch of the chain alone, in its order.
struct ChainCheck {
  let words: Vocabulary
  let entries: Stretch

  func run(into report: inout AuditReport) throws {
    var head = try before()
    var payload = Payload(words)
    try words.database.each(
      "SELECT seq, interchange, document, facts, hash FROM entry WHERE seq BETWEEN ? AND ? ORDER BY seq",
      entries.first, entries.last
    ) { columns in
      let place = Payload.Place(
        seq: try columns.integer(), interchange: try columns.integer(), document: try columns.integer())
      if place.seq != head.seq + 1 { report.note(.missing(seq: head.seq + 1)) }
      let isWritten = try columns.withBytes { try payload.write($0, at: place) }
      if !isWritten { report.note(.payload(seq: place.seq)) }
      // Going on from the hash that is stored, each broken link is told once, where it is.
      let isLinked = try columns.withBytes { hash in
        let digest = ChainHead.digest(head.hash, payload.bytes)
        let isLinked = digest.withUnsafeBytes { $0.elementsEqual(hash) }
        head.hash.replaceSubrange(0..<head.hash.count, with: hash)
        return isLinked
      }
      if !isLinked { report.note(.link(seq: place.seq)) }
      head.seq = place.seq
      report.entries += 1
      return true
    }
  }

  /// The entry before the first one.
  private func before() throws -> (seq: Int64, hash: [UInt8]) {
    let entry = try words.database.first(
      "SELECT seq, hash FROM entry WHERE seq < ? ORDER BY seq DESC LIMIT 1", entries.first
    ) { (seq: try $0.integer(), hash: try $0.bytes()) }
    return entry ?? (ChainHead.origin.seq, ChainHead.origin.hash)
  }
}
