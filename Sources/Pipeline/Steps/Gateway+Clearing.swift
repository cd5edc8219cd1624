import EDIModel
import Filesystem
import Traceability
import Transports

/// P11: the claimed copies of files that came to their end are removed, when nothing more waits to be taken: it helps
/// nobody who waits, and some file systems look for the place of a new file among all those that were just removed.
extension Gateway {
  /// So many copies, or bytes of files taken, are let lie at most while more comes in.
  private static let (mostCopies, mostBytes) = (16_384, Int64(64 << 20))

  /// Removes the copies that wait for it. A stop before leaves some, which are recognised by their state.
  func clear(evenWhileMoreWaits hasMore: Bool) throws {
    if hasMore, toClear.count < Self.mostCopies, takenBytes < Self.mostBytes { return }
    toClear = toClear.uniqued()
    while !toClear.isEmpty {
      let group = Array(toClear.prefix(settings.batch))
      try clear(group)
      toClear.removeFirst(group.count)
    }
    takenBytes = 0
  }

  /// Before the end: what nobody will ask for is not left behind, and what was read and came back does not count.
  func leave() throws {
    try releaseReadings()
    try clear(evenWhileMoreWaits: false)
  }

  /// Removes the claimed copies of those files that came to their end, side by side: some disks are told of each.
  func clear(_ ids: [InterchangeID]) throws {
    let records = try ledger.interchanges(ids).filter { $0.state == .done && $0.archivePath != nil }
    for route in routes {
      let own = records.filter { $0.system == route.system }
      // Opening and removing claimed files is what an intake lets many threads do.
      nonisolated(unsafe) let intake = route.intake
      let removals = parallelMap(own.count, width: settings.syncWidth) { number in
        Result { try Self.clear(own[number], from: intake) }
      }
      for (record, removal) in zip(own, removals) {
        switch removal {
        case .success(true): break
        case .success(false): log.writtenAfterCapture(record.id)
        case .failure(let error):
          unswept.insert(route.system)
          try hold(error, interchange: record.id)
        }
      }
    }
  }

  /// Removes a claimed copy, unless its writer went on writing after it was archived: then it is kept, and `false`.
  private static func clear(_ record: InterchangeRecord, from intake: any Intake) throws(FileSystemError) -> Bool {
    let claim = claimName(record.id)
    if let file = try intake.open(claim), try file.status().size != record.size { return false }
    try intake.remove(claim)
    return true
  }
}
