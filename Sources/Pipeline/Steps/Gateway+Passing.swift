import EDIModel
import Filesystem
import Traceability

/// Where two groups are under way at once: while the documents of one are registered, written and handed over, the files
/// of the next are claimed, archived and read. Groups are handed over one after another, in the order of their files, so
/// that lanes keep their order (`Docs/decisions/0003-rounds-on-one-thread.md`).
extension Gateway {
  /// A group of files on its way from *read* to *delivered*.
  struct Passing {
    let records: [InterchangeRecord]
    let batch: Batch
  }

  /// Reads some files while those read before are handed over, and then has these handed over beside what comes next.
  func pass(_ records: [InterchangeRecord]) throws {
    if let large = records.first(where: { $0.size > settings.keepsUpTo }) { status.reading(large.id) }
    observe(status)
    do {
      let batch = try read(records)
      try settle()
      start(Passing(records: records, batch: batch))
    } catch {
      try settle()
      try eachAlone(records, after: error)
    }
  }

  private func start(_ group: Passing) {
    passing = group
    // Only one of the two threads has the turn to touch the gateway.
    nonisolated(unsafe) let gateway = self
    beside.start { try gateway.handOver(group.batch) }
  }

  /// Waits until the group that is being handed over is, and does what it left: files whose step failed, each alone, and
  /// large ones, which fill the memory by themselves.
  func settle() throws {
    guard let group = passing else { return }
    passing = nil
    do {
      try beside.finish()
      try releaseReadings(of: group.records)
    } catch { try eachAlone(group.records, after: error) }
    for (record, file) in group.batch.large where !isStopping() {
      try alone(record) { try workInGroups($0, file) }
    }
  }

  /// Whatever comes of it, nothing is under way beside this thread afterwards.
  func withNothingLeftBeside<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      let value = try body()
      try settle()
      return value
    } catch {
      passing = nil
      // What ended the body is what is to be told; the group is found in the ledger again.
      try? beside.finish()
      throw error
    }
  }

  /// From *read* to *delivered*, for the files of a group that were kept in memory.
  func handOver(_ batch: Batch) throws {
    let setbacks = try finish(batch.items, whole: batch.whole, interchanges: batch.interchanges)
    try putOff(setbacks)
    try publish(interchanges: batch.interchanges.map(\.id).filter { !setbacks.contains($0) })
  }
}
