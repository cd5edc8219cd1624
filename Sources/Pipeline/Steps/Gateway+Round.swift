import Conversion
import EDIModel
import Filesystem
import Layouts
import Traceability
import Transports

/// One round: what was asked for, what waits, what came in.
extension Gateway {
  /// What a round leaves to do.
  struct Outcome {
    /// More can be taken at once.
    var hasMore = false
    /// When to look again without an event.
    var again: Monotonic?
    /// Whether anything was taken or retried.
    var didWork = false
  }

  /// Works off one batch of each system. A failing system never stops the others.
  func round() throws -> Outcome {
    var outcome = Outcome()
    try carryOutRequests()
    if backlog.isDue(at: .now()) {
      try resume()
      outcome.didWork = true
    }
    status.unfinished = 0
    for route in routes where !isHeldUp(route.system) { try take(from: route, &outcome) }
    outcome.again = [outcome.again, backlog.due].compactMap(\.self).min()
    status.current = nil
    return outcome
  }

  /// Files whose documents could not be handed over stay where they are safest: in their inbox.
  private func isHeldUp(_ system: String) -> Bool {
    guard !backlog.isEmpty else { return false }
    return exchanges.catalog.flows.contains { $0.from == system && status.closedOutboxes.contains($0.to) }
  }

  private func take(from route: Route, _ outcome: inout Outcome) throws {
    guard let look = lookNow(into: route) else { return }
    do {
      status.unfinished += look.waiting
      outcome.hasMore = outcome.hasMore || look.hasMore
      outcome.again = [outcome.again, look.again].compactMap(\.self).min()
      guard !look.candidates.isEmpty else { return }
      outcome.didWork = true
      try takeIn(claim(look.candidates, from: route), from: route)
    } catch { try hold(error, system: route.system) }
  }

  /// What concerns one file, folder or layout holds what it concerns and never the service: it is said, and tried again.
  /// What concerns the ledger is for the service to judge.
  func hold(_ error: any Error, system: String? = nil) throws {
    switch error {
    case let failure as DeliveryFailure: troubled(failure.system, failure.error)
    case is FileSystemError, is GatewayError:
      log.failure(error, system: system)
      backlog.note(after: settings.retryDelay)
    default: throw error
    }
  }

  /// What an inbox has to give; `nil` when it cannot be looked into, which is said once until it can.
  private func lookNow(into route: Route) -> Look? {
    do {
      let look = try look(into: route, now: .now(), limit: settings.batch)
      if status.closedInboxes.remove(route.system) != nil { log.recovered(route.system, folder: "inbox") }
      return look
    } catch {
      if status.closedInboxes.insert(route.system).inserted { log.failure(error, system: route.system) }
      return nil
    }
  }

  /// A destination cannot take files: said once, until it can.
  func troubled(_ system: String, _ error: any Error) {
    if status.closedOutboxes.insert(system).inserted { log.failure(error, system: system) }
    backlog.note(after: settings.retryDelay)
  }

  /// A destination takes files again.
  func recovered(_ system: String) {
    if status.closedOutboxes.remove(system) != nil { log.recovered(system, folder: "outbox") }
  }

  /// From *claimed* to the end: those too large to be read are rejected where they lie, the others go the whole way.
  func takeIn(_ records: [InterchangeRecord], from route: Route) throws {
    status.files += records.count
    let tooLarge = records.filter { $0.size > site.configuration.largestFile }
    for record in tooLarge { try refuseUnread(record) }
    let archived = try archive(records.filter { $0.size <= site.configuration.largestFile }, from: route)
    for record in archived { log.received(record) }
    for group in groups(of: archived) where !isStopping() { try work(group) }
  }

  /// A file beyond the limit is never read, nor copied: it stays in the work area, and its report says so.
  func refuseUnread(_ record: InterchangeRecord) throws {
    let limit = site.configuration.largestFile
    let finding = Finding(
      .fileTooLarge, place: Place(), found: "\(record.size) bytes",
      expected: Bilingual(pt: "no máximo \(limit) bytes", en: "at most \(limit) bytes"))
    let item = Item(
      whole: record, layout: nil, findings: [finding], verdict: .rejected(codes: [finding.code.rawValue]))
    let whole = WholeRejection(
      record: record, flow: nil, layout: nil, findings: [finding], furtherFindings: 0, documents: 1)
    try finish([item], whole: [whole], interchanges: [record.id])
    try publish(interchanges: [record.id])
  }

  /// Files in the order of their ids, in groups whose documents fit into memory together.
  func groups(of records: [InterchangeRecord]) -> [[InterchangeRecord]] {
    var groups: [[InterchangeRecord]] = []
    var bytes: Int64 = 0
    for record in records {
      bytes += record.size
      if groups.isEmpty || bytes > settings.batchBytes || groups[groups.count - 1].count == settings.batch {
        groups.append([])
        bytes = record.size
      }
      groups[groups.count - 1].append(record)
    }
    return groups
  }

  /// Counts what became of documents, and says it in the log.
  func tally(_ items: [Item], _ registrations: [Registration]) {
    for (item, registration) in zip(items, registrations) {
      log.registered(item, registration)
      switch registration {
      case .accepted: break
      case .duplicate, .superseded: status.repeated += 1
      case .rejected, .divergent: status.rejected += 1
      case .ignored, .consumed: status.ignored += 1
      }
    }
  }
}
