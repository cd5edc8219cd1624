import EDIModel
internal import Crypto
import Filesystem
import Traceability
import Transports

/// P9 to P11: outputs get their final names in lane order, the ledger says so, the work area is cleared.
extension Gateway {
  /// Hands over what was just prepared for these files.
  func publish(interchanges ids: [InterchangeID]) throws {
    let outgoing = ready
    ready = []
    try publish(outgoing, ending: ids)
    try clear(ids)
  }

  /// Hands over everything that the ledger holds ready, in the order of acceptance, a page at a time.
  func publishReady() throws {
    var last: DocumentID?
    while true {
      let page = try ledger.ready(after: last, limit: settings.batch)
      guard let end = page.last else { return }
      last = end.id
      let ids = page.map(\.id.interchange).uniqued()
      let outgoing = page.compactMap { document in
        document.output.map { Outgoing(output: $0, lanes: document.entry.lanes, bytes: nil) }
      }
      try publish(outgoing, ending: ids)
      try clear(ids)
    }
  }

  /// P9, P10: one round of renames, one sync per folder, one transaction. `ids` are the files that may end with it.
  private func publish(_ outgoing: [Outgoing], ending ids: [InterchangeID]) throws {
    let (delivered, waiting) = try rename(outgoing)
    try ledger.delivered(delivered, interchanges: ids)
    status.delivered += delivered.count
    if !waiting.isEmpty {
      try ledger.waiting(waiting)
      backlog.note(after: settings.retryDelay)
    }
    try moveResolved()
  }

  /// P9: each output gets its final name, unless it is behind one that waits; each folder is synced once.
  func rename(_ outgoing: [Outgoing]) throws -> (delivered: [DocumentID], waiting: [(DocumentID, note: String)]) {
    var delivered: [DocumentID] = []
    var waiting: [(DocumentID, note: String)] = []
    for item in outgoing {
      let id = item.output.document
      if let holder = item.lanes.compactMap({ held[$0] }).first, holder != id {
        waiting.append((id, "lane \(holder)"))
      } else if let reason = attempt(item) {
        waiting.append((id, reason))
      } else {
        delivered.append(id)
        for lane in item.lanes where held[lane] == id { held[lane] = nil }
        continue
      }
      for lane in item.lanes where held[lane] == nil { held[lane] = id }
    }
    try syncDeliveries(of: outgoing)
    return (delivered, waiting)
  }

  /// Gives one output its final name; the reason when it has to wait.
  private func attempt(_ item: Outgoing) -> String? {
    let output = item.output
    guard let delivery = deliveries[output.system] else { return "no destination \(output.system)" }
    do {
      switch try delivery.publish(output.name) {
      case .published:
        recovered(output.system)
        return nil
      case .occupied: return try settleOccupied(output, delivery)
      case .absent: return try settleAbsent(item, delivery)
      }
    } catch {
      troubled(output.system, error)
      return "\(error)"
    }
  }

  /// A file of that name stands there: ours from before a crash, or somebody else's, which is never overwritten.
  private func settleOccupied(_ output: OutputRecord, _ delivery: any Delivery) throws -> String? {
    guard let file = try delivery.open(output.name, isPart: false) else { return "retry" }
    guard try Self.sha256(of: file) == output.sha256 else {
      log.conflict(output)
      return "conflict"
    }
    try delivery.discard(output.name)
    return nil
  }

  /// Neither part nor final file: after a crash it was published and collected. While it was in our hands it was removed
  /// by somebody, and is written again.
  private func settleAbsent(_ item: Outgoing, _ delivery: any Delivery) throws -> String? {
    guard let bytes = item.bytes else { return nil }
    try delivery.prepare(item.output.name, bytes: bytes.span)
    return try delivery.publish(item.output.name) == .published ? nil : "retry"
  }

  static func sha256(of file: borrowing File) throws(FileSystemError) -> [UInt8] {
    var hash = SHA256()
    var position: Int64 = 0
    while true {
      let chunk = try file.bytes(at: position, count: 256 << 10)
      if chunk.isEmpty { return Array(hash.finalize()) }
      hash.update(data: chunk)
      position += Int64(chunk.count)
    }
  }

  /// P11: removes the claimed copies of files that came to their end. A leftover is recognised by its state later.
  func clear(_ ids: [InterchangeID]) throws {
    for id in ids {
      guard let record = try ledger.interchange(id), record.state == .done, record.archivePath != nil,
        let route = routes.first(where: { $0.system == record.system })
      else { continue }
      try clear(record, from: route)
    }
  }

  /// Removes a claimed copy, unless its writer went on writing after it was archived: then it is kept and named.
  private func clear(_ record: InterchangeRecord, from route: Route) throws(FileSystemError) {
    let claim = Self.claimName(record.id)
    if let file = try route.intake.open(claim), try file.status().size != record.size {
      log.writtenAfterCapture(record.id)
      return
    }
    try route.intake.remove(claim)
  }
}
