import EDIModel
internal import Crypto
import Filesystem
import Glibc
import Traceability
import Transports

/// P9, P10: outputs get their final names in lane order, and the ledger says so.
extension Gateway {
  /// Hands over what was just prepared for these files.
  func publish(interchanges ids: [InterchangeID]) throws {
    let outgoing = ready
    ready = []
    try publish(outgoing, ending: ids)
  }

  /// Hands over everything that the ledger holds ready, in the order of acceptance, a page at a time.
  func publishReady() throws {
    var last: DocumentID?
    while case let page = try ledger.ready(after: last, limit: settings.batch), let end = page.last, !isStopping() {
      last = end.id
      try publish(page)
    }
  }

  /// Hands over the documents of a large file, in the order of the file.
  func publish(documentsOf id: InterchangeID) throws {
    var last = 0
    while case let page = try ledger.documents(of: id, after: last, limit: settings.batch), let end = page.last,
      !isStopping()
    {
      last = end.id.ordinal
      try publish(page.filter { $0.state == .waiting })
    }
  }

  private func publish(_ page: [DocumentRecord]) throws {
    let ids = page.map(\.id.interchange).uniqued()
    try publish(offer(page), ending: ids)
  }

  /// P9, P10: one round of renames, one sync per folder, one transaction. `ids` are the files that may end with it.
  private func publish(_ outgoing: [Outgoing], ending ids: [InterchangeID]) throws {
    let result = rename(outgoing)
    _ = try beside.lettingGo { [ledger] in try ledger.delivered(result.delivered, interchanges: ids) }
    toClear += ids
    status.delivered += result.delivered.count { $0.receiptNumber == nil }
    if !result.waiting.isEmpty {
      try ledger.waiting(result.waiting, kept: result.kept)
      backlog.note(after: settings.retryDelay)
    }
    try moveResolved()
  }

  /// What became of one round of renames.
  struct Renames {
    var delivered: [DocumentID] = []
    var waiting: [(DocumentID, note: String)] = []
    /// Those of ``waiting`` that nobody can have got.
    var kept: Set<DocumentID> = []
  }

  /// P9: each output gets its final name, unless it is behind one that waits; each folder is synced once.
  func rename(_ outgoing: [Outgoing]) -> Renames {
    var result = Renames()
    for item in outgoing {
      let id = item.output.document
      let holder = item.lanes.compactMap { held[$0] }.first { $0 != id }
      if let wait = holder.map({ Wait(reason: "lane \($0)") }) ?? attempt(item) {
        result.waiting.append((id, wait.reason))
        if isKept(item, after: wait) { result.kept.insert(id) }
        for lane in item.lanes where held[lane] == nil { held[lane] = id }
      } else {
        result.delivered.append(id)
        for lane in item.lanes where held[lane] == id { held[lane] = nil }
      }
    }
    for (system, error) in syncDeliveries(of: outgoing) {
      // They have their names, and may be collected; the ledger is told when that is durable.
      troubled(system, error)
      let unsure = Set(outgoing.filter { $0.output.system == system }.map(\.output.document))
      result.delivered.removeAll(where: unsure.contains)
    }
    return result
  }

  /// Why an output has to wait.
  private struct Wait {
    let reason: String
    /// The rename was tried, and whether it took place is not known.
    var isUnsure = false
  }

  /// Gives one output its final name; the reason when it has to wait.
  private func attempt(_ item: Outgoing) -> Wait? {
    let output = item.output
    guard let delivery = deliveries[output.system] else { return Wait(reason: "no destination \(output.system)") }
    do {
      switch try delivery.publish(output.name) {
      case .published:
        recovered(output.system)
        return nil
      case .occupied: return try settleOccupied(output, delivery).map { Wait(reason: $0) }
      case .absent: return try settleAbsent(item, delivery).map { Wait(reason: $0) }
      }
    } catch {
      troubled(output.system, error)
      return Wait(reason: "\(error)", isUnsure: Self.isUnsure(error))
    }
  }

  /// Whether a rename that failed so may have taken place all the same: the disk or the network failed on the way.
  private static func isUnsure(_ error: any Error) -> Bool {
    guard let error = error as? FileSystemError, error.operation == .rename else { return false }
    return [EIO, ESTALE, ETIMEDOUT, ENOTCONN, ECONNRESET].contains(error.code)
  }

  /// Whether the part of an output that waits stands there still, so that nobody can have got it.
  private func isKept(_ item: Outgoing, after wait: Wait) -> Bool {
    if item.isHere && !wait.isUnsure { return true }
    do { return try deliveries[item.output.system]?.open(item.output.name, isPart: true) != nil } catch { return false }
  }

  /// A file of that name stands there: ours from before a crash, or somebody else's, which is never overwritten.
  private func settleOccupied(_ output: OutputRecord, _ delivery: any Delivery) throws -> String? {
    guard try isOurs(output, delivery) else {
      let cause = Alarms.Cause(subject: .file("\(output.system)/\(printable(output.name))"), code: EEXIST)
      if alarms.isNew(cause) { log.conflict(output) }
      return "conflict"
    }
    try delivery.discard(output.name)
    return nil
  }

  /// Whether what has an output's name has its bytes too. What cannot be read as a file (a folder, a link) has not.
  private func isOurs(_ output: OutputRecord, _ delivery: any Delivery) throws -> Bool {
    do throws(FileSystemError) {
      guard let file = try delivery.open(output.name, isPart: false) else { return false }
      return try Self.sha256(of: file) == output.sha256
    } catch {
      if [EINVAL, ELOOP, EACCES, EISDIR, ENXIO].contains(error.code) { return false }
      throw error
    }
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
}
