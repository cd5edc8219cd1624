import Conversion
import EDIModel
import Filesystem
import Formats
import Layouts
import Traceability

/// P7, first half: files are read, checked and converted for trial, on all cores.
extension Gateway {
  /// Takes received files to their end, or as far as their destinations let them; the last group of them when
  /// ``settle()`` is called.
  ///
  /// The attempt is counted in the ledger before the first byte is parsed. A file whose reading was begun before
  /// without an end is read alone, so that only the one that stops the process is counted again.
  func work(_ records: [InterchangeRecord]) throws {
    let fresh = records.filter { $0.attempts == 0 }
    if !fresh.isEmpty { try pass(fresh) }
    for record in records where record.attempts > 0 && !isStopping() {
      try settle()
      try pass([record])
    }
  }

  /// From *received* to *delivered*, but for large files, which it returns: they are to be read again in groups.
  func workTogether(_ records: [InterchangeRecord]) throws -> [(InterchangeRecord, ReadInterchange)] {
    let batch = try read(records)
    let setbacks = try finish(batch.items, whole: batch.whole, interchanges: batch.interchanges)
    try putOff(setbacks)
    try publish(interchanges: batch.interchanges.map(\.id).filter { !setbacks.contains($0) })
    return batch.large
  }

  /// What reading made of some files.
  struct Batch {
    /// The documents of the files that were kept in memory.
    var items: [Item] = []
    /// The files that are rejected as a whole.
    var whole: [WholeRejection] = []
    /// The files that `items` are all the documents of.
    var interchanges: [InterchangeRecord] = []
    /// The files that are to be read again in groups.
    var large: [(InterchangeRecord, ReadInterchange)] = []
  }

  /// Reads, checks and converts files for trial.
  func read(_ records: [InterchangeRecord]) throws -> Batch {
    var batch = Batch()
    for (record, examination) in zip(records, try examine(records)) {
      switch examination {
      // Its original could not be read just now: no fault of its own, so the attempt will not count.
      case nil: backlog.note(after: settings.retryDelay)
      case .large(let file): batch.large.append((record, file))
      case let examination?:
        batch.interchanges.append(record)
        warn(of: examination, record)
        batch.items += items(of: record, examination)
        batch.whole += wholeRejection(of: record, examination).map { [$0] } ?? []
      }
    }
    return batch
  }

  /// What reading says of each file; `nil` where its original cannot be read just now.
  private func examine(_ records: [InterchangeRecord]) throws -> [Examination?] {
    try releaseReadings()
    let attempts = try beside.lettingGo { [ledger] in try ledger.beginReading(records.map(\.id)) }
    underReading = Set(records.map(\.id))
    let jobs = try zip(records, attempts).map { record, attempt in
      Examiner.Job(record: record, attempt: try wasSetAside(record) ? settings.crashLimit + 1 : attempt)
    }
    let (examiner, cores) = (examiner, settings.cores)
    let examined = beside.lettingGo {
      parallelMap(jobs.count, width: cores) { number in Result { try examiner.examine(jobs[number]) } }
    }
    return try zip(jobs, examined).map { job, result in
      switch result {
      case .success(let examination):
        return try isEcho(job, examination) ? .ignored(layout: nil, reason: "echo") : settleReturned(examination)
      case .failure(is GatewayStopping): return nil
      case .failure(let error):
        say(error, interchange: job.record.id)
        return nil
      }
    }
  }

  /// Whether the bytes of a file are those of an output: our own file coming back. No layout that a system is given is
  /// one that it sends, so only of files that are not taken the ledger is asked.
  private func isEcho(_ job: Examiner.Job, _ examination: Examination) throws -> Bool {
    switch examination {
    case .refused, .returned: break
    default: return false
    }
    guard job.attempt <= settings.crashLimit, job.record.reprocesses == nil, let sha256 = job.record.sha256 else {
      return false
    }
    return try ledger.output(sha256: sha256) != nil
  }

  /// Whether a file was set aside unread before a stop came between that and its report: it is not read now either. Its
  /// attempts began anew when it was registered.
  func wasSetAside(_ record: InterchangeRecord) throws -> Bool {
    guard record.state == .registered, let first = try ledger.documents(of: record.id, limit: 1).first,
      case .rejected(let codes) = first.entry.verdict
    else { return false }
    return codes.contains(FindingCode.fileCrashedReader.rawValue)
  }

  /// Whether a file in a layout that its system is given is our own coming back: the ledger knows.
  private func settleReturned(_ examination: Examination) throws -> Examination {
    guard case .returned(let layout, let documents, let finding) = examination else { return examination }
    let isEcho = try documents.allSatisfy { document in
      guard let identity = document.identity else { return false }
      return try ledger.lastOutput(flow: document.flow, identity: identity)?.sha256 == document.sha256
    }
    return isEcho && !documents.isEmpty
      ? .ignored(layout: layout.path, reason: "echo") : .refused(layout: layout.path, findings: [finding])
  }

  /// A large file, read a second time and journalled in groups of documents: memory is bounded by a group.
  func workInGroups(_ record: InterchangeRecord, _ file: ReadInterchange) throws {
    do { try prepareInGroups(record, file) } catch is GatewayStopping { return }
    ready = []
    try publish(documentsOf: record.id)
    // A file all of whose documents were rejected or known has nothing ready, and ends here.
    try publish(interchanges: [record.id])
  }

  private func prepareInGroups(_ record: InterchangeRecord, _ file: ReadInterchange) throws {
    let original = try archive.open(record.archivePath ?? [])
    var group: [Item] = []
    var bytes = 0
    try examiner.documents(of: original, through: file.exchange) { document in
      defer {
        group.append(Item(document, of: file, interchange: record))
        bytes += document.document.weight + document.converted.count
      }
      // The last group, which ends the file, is never empty.
      guard group.count == settings.batch || bytes > settings.groupBytes else { return }
      try finish(group, whole: [], interchanges: []).throwFirst()
      group.removeAll(keepingCapacity: true)
      bytes = 0
      status.working(on: record.id, document: document.document.ordinal, of: file.reading.documents)
      observe(status)
    }
    let rejection = wholeRejection(of: record, .large(file)).map { [$0] } ?? []
    try finish(group, whole: rejection, interchanges: [record]).throwFirst()
  }

  /// Names in the log what is worth looking at in a file that goes on.
  private func warn(of examination: Examination, _ record: InterchangeRecord) {
    guard case .read(let file) = examination else { return }
    let codes = file.findings.filter { $0.severity == .warning }.map(\.code).uniqued()
    for code in codes { log.warning(code, interchange: record.id) }
  }

  /// The documents of a file.
  func items(of record: InterchangeRecord, _ examination: Examination) -> [Item] {
    switch examination {
    case .large, .returned: []
    case .refused(let layout, let findings):
      [
        Item(
          whole: record, layout: layout, findings: findings,
          verdict: .rejected(codes: findings.map(\.code.rawValue).uniqued()))
      ]
    case .ignored(let layout, let reason):
      [Item(whole: record, layout: layout, findings: [], verdict: .ignored(reason: reason))]
    case .read(let file): file.documents.map { Item($0, of: file, interchange: record) }
    }
  }

  /// The one report of a file that is rejected as a whole; `nil` when it is not.
  private func wholeRejection(of record: InterchangeRecord, _ examination: Examination) -> WholeRejection? {
    switch examination {
    case .ignored, .returned: nil
    case .refused(let layout, let findings):
      WholeRejection(
        record: record, flow: nil, layout: layout, findings: findings, furtherFindings: 0, documents: 1)
    case .read(let file), .large(let file):
      !file.rejectsAll
        ? nil
        : WholeRejection(
          record: record, flow: file.exchange.flow, layout: file.layout.path, findings: file.findings,
          furtherFindings: file.furtherFindings, documents: file.reading.documents)
    }
  }
}

/// A file that is rejected as a whole.
struct WholeRejection: Sendable {
  let record: InterchangeRecord
  let flow: Flow?
  let layout: String?
  let findings: [Finding]
  let furtherFindings: Int
  let documents: Int
}
