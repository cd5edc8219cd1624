import EDIModel
import Filesystem
import Traceability
import Transports

/// Recovery is not a special case: at start and whenever something waits, every file that has not come to its end is
/// taken on from the step that the ledger names.
extension Gateway {
  /// At start: takes on what a stop left, and sweeps what nobody will ask for.
  func recover() throws {
    try sweepParts()
    for route in routes {
      do { try sweepWorkArea(route) } catch let error as FileSystemError { log.failure(error, system: route.system) }
    }
    try resume()
    try moveResolved()
  }

  /// The ledger cannot write just now: everything is taken on from its last written step when it can again.
  func pause(_ error: any Error) {
    if !status.isPaused { log.failure(error) }
    status.isPaused = true
    ready = []
    backlog.note(after: settings.retryDelay)
  }

  /// The ledger writes again.
  func unpause() {
    if status.isPaused { log.ledgerRecovered() }
    status.isPaused = false
  }

  /// Takes on every unfinished file from its step.
  func resume() throws {
    backlog.begin()
    held = [:]
    ready = []
    do {
      let unfinished = try ledger.unfinished()
      try resumeClaims(unfinished.filter { $0.state == .claiming })
      let readable = unfinished.filter { $0.state == .received || $0.state == .registered }
      for record in readable where record.archivePath == nil { try refuseUnread(record) }
      for group in groups(of: readable.filter { $0.archivePath != nil }) where !isStopping() { try work(group) }
      try publishReady()
      // Files of which nothing waits any more only lack their end.
      try publish(interchanges: unfinished.filter { $0.state == .converted }.map(\.id))
      backlog.succeeded()
    } catch { try hold(error) }
  }

  /// After P3: the file lies under its id in the work area, or still in the inbox, or is gone.
  private func resumeClaims(_ records: [InterchangeRecord]) throws {
    for route in routes {
      let own = records.filter { $0.system == route.system }
      guard !own.isEmpty else { continue }
      let there = Set(try route.intake.taken().map(\.claim))
      var taken: [InterchangeRecord] = []
      var vanished: [InterchangeID] = []
      for record in own {
        let claim = Self.claimName(record.id)
        let candidate = Candidate(name: record.name, inode: record.inode, size: record.size, readiness: .whole)
        let isHere = try there.contains(claim) || route.intake.take(candidate, as: claim) != nil
        if isHere { taken.append(record) } else { vanished.append(record.id) }
      }
      try route.intake.syncTakes()
      if !vanished.isEmpty { try ledger.vanished(vanished) }
      try takeIn(taken, from: route)
    }
  }

  /// Removes part files that no converted document waits for: they are made again from the archive.
  private func sweepParts() throws {
    var wanted: [String: Set<[UInt8]>] = [:]
    var last: DocumentID?
    while case let page = try ledger.ready(after: last), let end = page.last {
      for output in page.compactMap(\.output) { wanted[output.system, default: []].insert(output.name) }
      last = end.id
    }
    for (system, delivery) in deliveries {
      do {
        for name in try delivery.parts() where wanted[system]?.contains(name) != true { try delivery.discard(name) }
      } catch { log.failure(error, system: system) }
    }
  }

  /// Removes claimed copies of files that came to their end; what the ledger does not know is named and left alone.
  private func sweepWorkArea(_ route: Route) throws {
    for taken in try route.intake.taken() {
      guard let id = InterchangeID(String(decoding: taken.claim, as: UTF8.self)),
        let record = try ledger.interchange(id), record.system == route.system
      else {
        log.strayClaim(taken, in: route.system)
        continue
      }
      if record.state == .done { try clear([id]) }
    }
    try route.intake.syncTakes()
  }
}
