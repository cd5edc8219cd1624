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

  /// Works off what each system has, for a while. A failing system never stops the others.
  func round() throws -> Outcome {
    if status.isPaused, !backlog.isDue(at: .now()) { return Outcome(again: backlog.due) }
    return try withNothingLeftBeside(workRound)
  }

  private func workRound() throws -> Outcome {
    var outcome = Outcome()
    alarms.begin()
    try carryOutRequests()
    let isRetry = backlog.isDue(at: .now())
    if isRetry {
      try resume()
      outcome.didWork = true
    }
    status.unfinished = 0
    for route in routes where isOpen(route) { try take(from: route, &outcome) }
    try settle()
    try releaseReadings()
    try clear(evenWhileMoreWaits: outcome.hasMore)
    if !isStopping(), routes.allSatisfy(isOpen) || isRetry { endAlarms(isRetry: isRetry || backlog.isEmpty) }
    outcome.again = [outcome.again, backlog.due].compactMap(\.self).min()
    status.current = nil
    return outcome
  }

  /// Whether files are taken from a system now. Those that could not be claimed or archived, or whose documents could
  /// not be handed over, stay where they are safest: in their inbox.
  private func isOpen(_ route: Route) -> Bool {
    guard !backlog.isEmpty else { return true }
    return !resting.contains(route.system)
      && !exchanges.catalog.flows.contains { $0.from == route.system && status.closedOutboxes.contains($0.to) }
  }

  /// What wakes the gateway: the events of the inboxes that it looks into. Those of the others would wake it for nothing,
  /// again and again.
  var eventDescriptors: [Int32] {
    status.isPaused ? [] : routes.filter(isOpen).compactMap(\.intake.eventDescriptor)
  }

  /// Takes batch after batch from a system, but lets the others wait no longer than that.
  private func take(from route: Route, _ outcome: inout Outcome) throws {
    let end = Monotonic.now() + settings.roundTime
    var last = Look()
    while let look = try takeBatch(from: route, &outcome) {
      last = look
      guard look.hasMore, !isStopping(), .now() < end else { break }
    }
    status.unfinished += last.waiting
    // An inbox that rests is not asked again at once, whatever else it has.
    guard isOpen(route) else { return }
    outcome.hasMore = outcome.hasMore || last.hasMore
    outcome.again = [outcome.again, last.again].compactMap(\.self).min()
  }

  /// Takes one batch from a system, and says what else there is to take; `nil` when nothing can be taken now.
  private func takeBatch(from route: Route, _ outcome: inout Outcome) throws -> Look? {
    guard isOpen(route), let look = lookNow(into: route) else { return nil }
    guard !look.candidates.isEmpty else { return look }
    do {
      try takeIn(claim(look.candidates, from: route), from: route)
      outcome.didWork = true
    } catch {
      try hold(error, system: route.system)
      resting.insert(route.system)
    }
    return look
  }

  /// What an inbox has to give; `nil` when it cannot be looked into.
  private func lookNow(into route: Route) -> Look? {
    do {
      let look = try look(into: route, now: .now(), limit: settings.batch)
      status.closedInboxes.remove(route.system)
      return look
    } catch {
      status.closedInboxes.insert(route.system)
      say(error, system: route.system, isWatched: true)
      return nil
    }
  }

  /// A destination cannot take files: nothing is taken for it until what waits is tried again.
  func troubled(_ system: String, _ error: any Error) {
    status.closedOutboxes.insert(system)
    say(error, system: system)
    backlog.note(after: settings.retryDelay)
  }

  /// A destination takes files again.
  func recovered(_ system: String) { status.closedOutboxes.remove(system) }

  /// From *claimed* to the end, the last group when ``settle()`` is called.
  private func takeIn(_ records: [InterchangeRecord], from route: Route) throws {
    status.files += records.count
    takenBytes += records.reduce(0) { $0 + $1.size }
    let received = try receive(records, from: route)
    // The archive takes nothing just now: the others are not claimed for nothing.
    if received.isEmpty, !records.isEmpty, !backlog.isEmpty { resting.insert(route.system) }
    for group in groups(of: received) where !isStopping() { try work(group) }
  }

  /// From *claimed* to *received*: those too large to be read are rejected where they lie.
  func receive(_ records: [InterchangeRecord], from route: Route) throws -> [InterchangeRecord] {
    let tooLarge = records.filter { $0.size > site.configuration.largestFile }
    if !tooLarge.isEmpty { try settle() }
    for record in tooLarge { try alone(record, refuseUnread) }
    let archived = try archive(records.filter { $0.size <= site.configuration.largestFile }, from: route)
    for record in archived { log.received(record) }
    return archived
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
    try finish([item], whole: [whole], interchanges: [record]).throwFirst()
    try publish(interchanges: [record.id])
  }

  /// Files in the order of their ids, in groups whose documents fit into memory together.
  func groups(of records: [InterchangeRecord]) -> [[InterchangeRecord]] {
    var groups: [[InterchangeRecord]] = []
    var bytes: Int64 = 0
    for record in records {
      let weight = weight(of: record)
      bytes += weight
      if groups.isEmpty || bytes > settings.batchBytes || groups[groups.count - 1].count == settings.batch {
        groups.append([])
        bytes = weight
      }
      groups[groups.count - 1].append(record)
    }
    return groups
  }

  /// What the documents of a file take in memory, beside those of an XML file of so many bytes. A TXT file has many, each
  /// with its own XML and its own entries; of what is taken on after a stop it is not known, and the worst is assumed.
  private func weight(of record: InterchangeRecord) -> Int64 {
    let (weight, isTooMuch) = record.size.multipliedReportingOverflow(by: single.contains(record.id) ? 1 : 16)
    return isTooMuch ? .max / 2 : weight
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
