import EDIModel
import Filesystem
import Glibc
import Traceability
import Transports

/// Recovery is not a special case: at start and whenever something waits, every file that has not come to its end is
/// taken on from the step that the ledger names.
extension Gateway {
  /// At start: takes on what a stop left, and sweeps what nobody will ask for.
  func recover() throws { try withNothingLeftBeside(resume) }

  /// The ledger cannot write just now: everything is taken on from its last written step when it can again.
  func pause(_ error: any Error) {
    if !status.isPaused { log.failure(error) }
    status.isPaused = true
    ready = []
    // What it did not write is found there again.
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
    resting = []
    try sweepParts()
    try sweepWorkAreas()
    // What stands ready was accepted before everything that is still to be read, and goes before it.
    try publishReady()
    var last: InterchangeID?
    while case let page = try ledger.unfinished(after: last), let end = page.last, !isStopping() {
      last = end.id
      try resume(page)
    }
    try moveResolved()
    try releaseReadings()
    backlog.succeeded()
  }

  /// Takes on some unfinished files, oldest first.
  private func resume(_ page: [InterchangeRecord]) throws {
    let received = try resumeClaims(page.filter { $0.state == .claiming })
    let readable = page.filter { $0.state == .received || $0.state == .registered }
    for record in readable where record.archivePath == nil {
      try alone(record, refuseUnread)
    }
    let archived = (readable.filter { $0.archivePath != nil } + received).sorted { $0.id < $1.id }
    takenBytes += archived.reduce(0) { $0 + $1.size }
    for group in groups(of: archived) where !isStopping() { try work(group) }
    try settle()
    try clear(evenWhileMoreWaits: true)
    // Files of which nothing waits any more only lack their end.
    let converted = page.filter { $0.state == .converted }
    if !converted.isEmpty { try publish(interchanges: converted.map(\.id)) }
  }

  /// After P3: the file lies under its id in the work area, or still in the inbox, or is gone.
  private func resumeClaims(_ records: [InterchangeRecord]) throws -> [InterchangeRecord] {
    var received: [InterchangeRecord] = []
    for route in routes {
      let own = records.filter { $0.system == route.system }
      guard !own.isEmpty else { continue }
      do { received += try resumeClaims(own, of: route) } catch { try hold(error, system: route.system) }
    }
    return received
  }

  private func resumeClaims(_ records: [InterchangeRecord], of route: Route) throws -> [InterchangeRecord] {
    let there = Set(try route.intake.taken().map(\.claim))
    var taken: [InterchangeRecord] = []
    var vanished: [InterchangeID] = []
    for record in records {
      let claim = Self.claimName(record.id)
      let candidate = Candidate(name: record.name, inode: record.inode, size: record.size, readiness: .whole)
      let isHere = try there.contains(claim) || route.intake.take(candidate, as: claim) != nil
      if isHere { taken.append(record) } else { vanished.append(record.id) }
    }
    try route.intake.syncTakes()
    if !vanished.isEmpty { try ledger.vanished(vanished) }
    return try receive(taken, from: route)
  }

  /// Removes part files that no converted document waits for: they are made again from the archive. One that belongs to
  /// a delivered document was to be handed over again.
  private func sweepParts() throws {
    var wanted: [String: Set<[UInt8]>] = [:]
    var last: DocumentID?
    while case let page = try ledger.ready(after: last), let end = page.last {
      for output in page.compactMap(\.output) { wanted[output.system, default: []].insert(output.name) }
      last = end.id
    }
    for (system, delivery) in deliveries {
      do {
        for name in try delivery.parts() where wanted[system]?.contains(name) != true {
          if try isToBeHandedOverAgain(name, delivery) {
            try handOver(name, delivery)
          } else {
            try delivery.discard(name)
          }
        }
        // A folder that cannot be listed has nothing to sweep; whoever is to write into it will say so.
      } catch let error as FileSystemError { if error.code != ENOENT { say(error, system: system) } }
    }
  }

  /// Whether a part is the answer to a request that was carried out but for its last step: all of it, for what could not
  /// be written may lie there, too.
  private func isToBeHandedOverAgain(_ name: [UInt8], _ delivery: any Delivery) throws -> Bool {
    guard let id = try ledger.document(named: name, for: delivery.system), let document = try ledger.document(id),
      document.state.isHandedOver, let part = try delivery.open(name, isPart: true),
      try Self.sha256(of: part) == document.output?.sha256
    else { return false }
    return try !ledger.pendingRequests().contains { $0.kind == .resend && DocumentID($0.subject) == id }
  }

  private func sweepWorkAreas() throws {
    for route in routes where unswept.contains(route.system) {
      do {
        unswept.remove(route.system)
        try sweepWorkArea(route)
      } catch let error as FileSystemError {
        unswept.insert(route.system)
        if error.code != ENOENT { say(error, system: route.system) }
      }
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
      switch record.state {
      case .done: try clear([id])
      // It was not there when it was looked for (its volume was not mounted) and is there now.
      case .vanished: try ledger.found([id])
      default: break
      }
    }
    try route.intake.syncTakes()
  }
}
