import Conversion
import EDIModel
import Filesystem
import Formats
import Glibc
import Traceability
import Transports

/// P1 to P6: files come in.
extension Gateway {
  /// P1, P2: what an inbox has to give now.
  func look(into route: Route, now: Monotonic, limit: Int) throws(FileSystemError) -> Look {
    let wholeness = exchanges.wholeness
    let look = try beside.lettingGo { () throws(FileSystemError) in
      try route.intake.look(now: now, limit: limit) { file, size in
        let verdict = try wholeness.judge(size: Int(size)) { offset, count in
          try file.bytes(at: Int64(offset), count: count)
        }
        switch verdict {
        case .whole: return true
        case .partial: return false
        case .unrecognisable: return nil
        }
      }
    }
    for stranger in look.strangers { log.stranger(stranger, in: route.system) }
    return look
  }

  /// P3, P4: the ledger names the candidates, then they move into the work area, synced together.
  func claim(_ candidates: [Candidate], from route: Route) throws -> [InterchangeRecord] {
    try beside.lettingGo { [ledger] in try Self.claim(candidates, from: route, ledger) }
  }

  private static func claim(
    _ candidates: [Candidate], from route: Route, _ ledger: Ledger
  ) throws -> [InterchangeRecord] {
    let ids = try ledger.claiming(
      candidates.map { Claim(system: route.system, name: $0.name, inode: $0.inode, size: $0.size) })
    var taken: [InterchangeID] = []
    for (id, candidate) in zip(ids, candidates) {
      if try route.intake.take(candidate, as: claimName(id)) != nil { taken.append(id) }
    }
    try route.intake.syncTakes()
    let gone = Set(ids).subtracting(taken)
    if !gone.isEmpty { try ledger.vanished(gone.sorted()) }
    return try ledger.interchanges(taken)
  }

  /// P5, P6: the claimed bytes go into the archive, synced side by side; then the ledger says so in one transaction.
  ///
  /// A file that its writer still changes, or that cannot be copied, stays claimed and is tried again with the backlog.
  func archive(_ records: [InterchangeRecord], from route: Route) throws -> [InterchangeRecord] {
    // Opening a claimed file is something that an intake lets many threads do.
    nonisolated(unsafe) let intake = route.intake
    let (archive, width) = (archive, settings.syncWidth)
    let copies = beside.lettingGo {
      parallelMap(records.count, width: width) { number -> Result<Archived?, any Error> in
        let record = records[number]
        return Result {
          guard let file = try intake.open(Self.claimName(record.id)) else { return nil }
          let path = Archive.path(of: record)
          guard let stored = try archive.store(file, at: path) else { return nil }
          let capture = Capture(id: record.id, sha256: stored.sha256, size: stored.size, archivePath: path)
          return Archived(capture: capture, isXML: stored.isXML)
        }
      }
    }
    var setbacks = Setbacks()
    var captures: [Capture] = []
    single = []
    for (record, copy) in zip(records, copies) {
      switch copy {
      case .success(let archived?):
        captures.append(archived.capture)
        if archived.isXML { single.insert(record.id) }
      case .success(nil):
        if alarms.isNew(Alarms.Cause(subject: .file("\(record.id)"), code: EBUSY)) { log.notArchived(record.id) }
      case .failure(let error): setbacks.note(record.id, error)
      }
    }
    try putOff(setbacks)
    if captures.count < records.count { backlog.note(after: settings.retryDelay) }
    guard !captures.isEmpty else { return [] }
    return try beside.lettingGo { [ledger] in
      try archive.sync(captures.map(\.archivePath))
      try ledger.received(captures)
      return try ledger.interchanges(captures.map(\.id))
    }
  }

  /// What became of one file on its way into the archive.
  private struct Archived: Sendable {
    let capture: Capture
    let isXML: Bool
  }

  /// The name under which a claimed file lies in the work area.
  static func claimName(_ id: InterchangeID) -> [UInt8] { Array(id.description.utf8) }
}
