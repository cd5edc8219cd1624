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
    let ids = toClear
    (toClear, takenBytes) = ([], 0)
    for start in stride(from: 0, to: ids.count, by: settings.batch) {
      try clear(Array(ids[start..<min(start + settings.batch, ids.count)]))
    }
  }

  /// Removes the claimed copies of those files that came to their end.
  func clear(_ ids: [InterchangeID]) throws {
    for record in try ledger.interchanges(ids) where record.state == .done && record.archivePath != nil {
      guard let route = routes.first(where: { $0.system == record.system }) else { continue }
      do { try clear(record, from: route) } catch {
        unswept.insert(route.system)
        try hold(error, interchange: record.id)
      }
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
