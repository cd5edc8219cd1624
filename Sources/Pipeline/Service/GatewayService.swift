import EDIModel
import Filesystem
internal import Glibc
public import Logging
public import ServiceLifecycle
internal import Traceability
import Transports

/// The gateway as a service: runs on a thread of its own, stops cleanly, and takes over a changed configuration.
///
/// The engine blocks in `fsync` and computes for seconds at a time, so it never runs on the cooperative pool; it waits
/// in `poll` for a bell, for the inboxes' events and for the next appointment.
public final class GatewayService: Service {
  private let path: String
  private let once: Bool
  private let logger: Logger
  private let actor: String
  private let settings: Gateway.Settings
  private let observe: @Sendable (GatewayStatus) -> Void
  private let bell: Bell
  private let orders = Lock(Orders())

  /// What was asked of the running gateway.
  private struct Orders: Sendable {
    var stop = false
    var reload = false
  }

  /// How a run ended.
  public enum End: Sendable, Hashable {
    /// It was asked to stop, or all was worked off.
    case clean(GatewayStatus)
    /// Something is left for later: a file that is not whole, a destination that cannot take.
    case waiting(GatewayStatus)
  }

  /// Prepares a gateway for the site at `path`. `once` works off what is there after one quiet period and ends.
  /// `observe` is called on the gateway's thread whenever its status changes.
  public convenience init(
    path: String, once: Bool, logger: Logger, actor: String,
    observe: @escaping @Sendable (GatewayStatus) -> Void = { _ in }
  ) throws {
    try self.init(
      path: path, once: once, logger: logger, actor: actor, settings: Gateway.Settings(), observe: observe)
  }

  init(
    path: String, once: Bool, logger: Logger, actor: String, settings: Gateway.Settings,
    observe: @escaping @Sendable (GatewayStatus) -> Void
  ) throws {
    self.path = path
    self.once = once
    self.logger = logger
    self.actor = actor
    self.settings = settings
    self.observe = observe
    bell = try Bell()
  }

  /// Runs until it is told to stop.
  public func run() async throws { _ = try await work() }

  /// Runs until it is told to stop, or until all is worked off; says how it ended.
  public func work() async throws -> End {
    try await withGracefulShutdownHandler {
      try await withCheckedThrowingContinuation { continuation in
        Thread.detach { continuation.resume(with: Result { try self.loop() }) }
      }
    } onGracefulShutdown: {
      self.stop()
    }
  }

  /// Ends the run after the step that is under way.
  public func stop() {
    orders.withLock { $0.stop = true }
    bell.ring()
  }

  /// Reads the configuration again. A wrong one is reported and the old one stays in force.
  public func reload() {
    orders.withLock { $0.reload = true }
    bell.ring()
  }

  /// The run itself, on the caller's thread.
  func loop() throws -> End {
    let site = try Site.load(path)
    guard let gateway = try open(site) else { return .clean(GatewayStatus()) }
    gateway.observe = observe
    gateway.log.started(site: site.configuration.name)
    do { try gateway.recover() } catch let error as LedgerError where error.isTransient { gateway.pause(error) }
    let quiet = site.configuration.systems.map(\.quiet).max() ?? .zero
    var settled: Monotonic?
    while !orders.withLock({ $0.stop }) {
      if takeReloadOrder() { reload(gateway) }
      let begun = Monotonic.now()
      let outcome = try round(gateway)
      // A long listing meets its last files late: the quiet period counts from its end.
      let end = settled ?? .now() + quiet + .milliseconds(200)
      settled = end
      observe(gateway.status)
      if outcome.hasMore { continue }
      if once, !outcome.didWork, begun >= end { return gateway.end() }
      wait(gateway, until: outcome.again, settled: end)
    }
    do { try gateway.leave() } catch let error as LedgerError where error.isTransient {}
    gateway.log.stopped()
    return once ? gateway.end() : .clean(gateway.status)
  }

  /// Opens the site. A service that starts in the middle of an outage waits for its end, as it would have done had it been
  /// running: the disk is full, another process holds the ledger, a volume is not mounted yet. `nil`: told to stop.
  private func open(_ site: Site) throws -> Gateway? {
    let orders = orders
    var backlog = Backlog()
    var isSaid = false
    while !orders.withLock(\.stop) {
      do {
        return try Gateway(site: site, settings: settings, logger: logger, actor: actor) { orders.withLock(\.stop) }
      } catch {
        guard !once, Self.isTransient(error) else { throw error }
        if !isSaid { GatewayLog(logger).failure(error) }
        isSaid = true
        backlog.begin()
        backlog.note(after: settings.retryDelay)
        _ = waitUntilReadable([bell.descriptor], until: backlog.due)
        bell.silence()
      }
    }
    return nil
  }

  private static func isTransient(_ error: any Error) -> Bool {
    switch error {
    case let error as LedgerError: error.isTransient
    case let error as FileSystemError: error.isTransient
    default: false
    }
  }

  /// One round. A ledger that cannot write just now (its disk is full, another process holds it) is waited out: nothing
  /// is taken, nothing is handed over, and all goes on from the step that was last written.
  private func round(_ gateway: Gateway) throws -> Gateway.Outcome {
    do {
      let outcome = try gateway.round()
      gateway.unpause()
      return outcome
    } catch let error as LedgerError where error.isTransient {
      gateway.pause(error)
      return Gateway.Outcome(again: .now() + .seconds(1))
    }
  }

  private func wait(_ gateway: Gateway, until again: Monotonic?, settled: Monotonic) {
    let rescan = gateway.site.configuration.systems.map(\.rescan).min() ?? .seconds(30)
    let appointments = [again, once ? max(settled, .now()) : nil, .now() + min(rescan, .seconds(2))]
    _ = waitUntilReadable([bell.descriptor] + gateway.eventDescriptors, until: appointments.compactMap(\.self).min())
    bell.silence()
  }

  private func takeReloadOrder() -> Bool {
    orders.withLock { orders in
      defer { orders.reload = false }
      return orders.reload
    }
  }

  private func reload(_ gateway: Gateway) {
    do {
      try gateway.reload(Site.load(path))
      gateway.log.reloaded()
    } catch { gateway.log.reloadRefused(SiteFailure.text(error, .pt)) }
  }
}

extension Gateway {
  /// How a run that works off what is there ends.
  func end() -> GatewayService.End {
    backlog.isEmpty && status.unfinished == 0 && status.closedInboxes.isEmpty ? .clean(status) : .waiting(status)
  }
}
