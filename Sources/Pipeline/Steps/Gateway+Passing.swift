import EDIModel
import Filesystem
import Traceability

/// Where two groups are under way at once: while the files of one are read and its documents registered, written and
/// handed over, those of the next are looked for, claimed and archived. Groups are worked off one after another, in the
/// order of their files, so that lanes keep their order (`Docs/decisions/0015-two-groups-under-way.md`).
extension Gateway {
  /// A group of files on its way from *received* to *delivered*.
  struct Passing {
    let records: [InterchangeRecord]
    /// Those that are to be read again in groups of documents.
    var large: [(InterchangeRecord, ReadInterchange)] = []
  }

  /// Has some files worked off beside what comes next, when those before them are through.
  func pass(_ records: [InterchangeRecord]) throws {
    try settle()
    if let large = records.first(where: { $0.size > settings.keepsUpTo }) { status.reading(large.id) }
    observe(status)
    passing = Passing(records: records)
    // Only one of the two threads has the turn to touch the gateway.
    nonisolated(unsafe) let gateway = self
    beside.start {
      let large = try gateway.workTogether(records)
      gateway.passing?.large = large
    }
  }

  /// Waits until the group that is worked off beside this thread is through, and does what it left: files whose step
  /// failed, each alone, and large ones, which fill the memory by themselves.
  func settle() throws {
    guard passing != nil else { return }
    let end = Result { try beside.finish() }
    guard let group = passing else { return }
    passing = nil
    do { try end.get() } catch { return try eachAlone(group.records, after: error) }
    for (record, file) in group.large where !isStopping() { try alone(record) { try workInGroups($0, file) } }
  }

  /// Whatever comes of it, nothing is under way beside this thread afterwards.
  func withNothingLeftBeside<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      let value = try body()
      try settle()
      return value
    } catch {
      // The group is found in the ledger again. A disk that failed is told before what may pass.
      let end = Result { try beside.finish() }
      passing = nil
      if case .failure(let other as LedgerError) = end, !other.isTransient { throw other }
      throw error
    }
  }
}
