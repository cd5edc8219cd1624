import Conversion
import EDIModel
import Filesystem
import Formats
import Logging
import Traceability
import Transports

/// The gateway of one site: the only place that knows the order of the steps.
///
/// It works in rounds, and each step takes all the files that are at it, so that durable steps are paid in groups; a lone
/// file never waits for company. While one group is worked off, the next is claimed and archived. The steps themselves
/// are named in `Steps/`, in the order of `Docs/life-of-a-file.md`.
final class Gateway {
  var site: Site
  private(set) var ledger: Ledger
  let archive: Archive
  let errors: ErrorFolder
  var exchanges: Exchanges
  var examiner: Examiner
  var routes: [Route]
  var deliveries: [String: any Delivery]
  let settings: Settings
  let log: GatewayLog
  private let lock: FileLock
  private let actor: String
  let isStopping: @Sendable () -> Bool

  /// Works a group off while the next one is claimed: one of the two threads at a time has the turn to touch what is here.
  let beside = Beside()
  /// The group that is worked off beside this thread.
  var passing: Passing?
  /// Files that came to their end, whose claimed copies lie in the work areas still.
  var toClear: [InterchangeID] = []
  /// How many bytes were taken since the work areas were cleared.
  var takenBytes: Int64 = 0
  /// Outputs that stand beside their destination and wait for their final names.
  var ready: [Outgoing] = []
  /// Lanes in which a document waits: the later ones wait behind it.
  var held: [String: DocumentID] = [:]
  /// Systems from whose inboxes nothing is taken until what waits is tried again.
  var resting: Set<String> = []
  /// Systems whose work areas have not been looked through since the start.
  var unswept: Set<String>
  /// Those of the files archived last that hold a single document each, however large.
  var single: Set<InterchangeID> = []
  /// Files whose reading was begun and came back, and of which the ledger does not know that yet.
  var underReading: Set<InterchangeID> = []
  var backlog = Backlog()
  var alarms = Alarms()
  var status = GatewayStatus()
  /// Told where things stand while a long step is under way.
  var observe: (GatewayStatus) -> Void = { _ in }

  /// How the gateway paces itself.
  struct Settings: Sendable {
    /// Files or documents that share a durable step.
    var batch = 256
    /// Bytes of XML whose documents are kept in memory together; TXT weighs more.
    var batchBytes: Int64 = 2 << 20
    /// A larger file is read twice and journalled in groups.
    var keepsUpTo = 256 << 10
    /// Bytes that the documents of such a group may take, with their outputs, however few they are.
    var groupBytes = 2 << 20
    /// How long one system's files are taken before another's.
    var roundTime = Duration.seconds(1)
    /// Syncs that run side by side.
    var syncWidth = 16
    /// Files that are read side by side.
    var cores = processorCount
    /// How long the first retry of what waits is off; doubled up to five minutes.
    var retryDelay = Duration.seconds(5)
    /// How often a file may stop the process before it is set aside unread.
    var crashLimit = 3
    /// What readers refuse.
    var limits = Limits()
    /// How many seconds another writer of the ledger is waited for before everything pauses.
    var busySeconds = 10.0
    /// The clock of the ledger's stamps; nothing is decided by it.
    var clock: @Sendable () -> String = UTC.now
  }

  /// One system's way in.
  struct Route {
    let system: String
    let intake: any Intake
  }

  /// Opens a site for work: takes its lock, opens its ledger and its folders. Nothing is processed yet.
  /// `isStopping` is asked between documents: whether to leave the rest for the next start.
  init(
    site: Site, settings: Settings = Settings(), logger: Logger, actor: String,
    isStopping: @escaping @Sendable () -> Bool = { false }
  ) throws {
    guard case .held(let lock) = try FileLock.acquire(path: site.lockPath) else {
      throw GatewayError.alreadyRunning(path: site.path)
    }
    self.lock = lock
    self.site = site
    self.settings = settings
    self.actor = actor
    self.isStopping = isStopping
    log = GatewayLog(logger)
    ledger = try Self.ledger(of: site, settings, actor: actor)
    archive = try Archive(path: site.archivePath)
    errors = try ErrorFolder(path: site.errorPath)
    exchanges = site.exchanges
    examiner = Self.examiner(site, archive, settings, isStopping: isStopping)
    (routes, deliveries) = Self.transports(of: site)
    unswept = Set(routes.map(\.system))
  }

  private static func ledger(of site: Site, _ settings: Settings, actor: String) throws -> Ledger {
    try Ledger(
      path: site.ledgerPath, configuration: site.fingerprint, actor: actor, busySeconds: settings.busySeconds,
      now: settings.clock)
  }

  private static func examiner(
    _ site: Site, _ archive: Archive, _ settings: Settings, isStopping: @escaping @Sendable () -> Bool
  ) -> Examiner {
    let configuration = site.configuration
    return Examiner(
      exchanges: site.exchanges, archive: archive, site: site.facts, limits: settings.limits,
      keepsUpTo: settings.keepsUpTo, crashLimit: settings.crashLimit, isStopping: isStopping
    ) { system, name in configuration.ignores(name, of: system) }
  }

  private static func transports(of site: Site) -> ([Route], [String: any Delivery]) {
    var routes: [Route] = []
    var deliveries: [String: any Delivery] = [:]
    for system in site.configuration.systems {
      let options = site.folderOptions(of: system)
      routes.append(Route(system: system.name, intake: FolderIntake(system: system.name, options: options)))
      deliveries[system.name] = FolderDelivery(system: system.name, options: options)
    }
    return (routes, deliveries)
  }

  /// Takes over a changed site: new declarations, rules and folders from the next file on. What waits is tried at once.
  func reload(_ site: Site) throws {
    try refuseToLoseClaims(to: site)
    try clear(evenWhileMoreWaits: false)
    let (newRoutes, newDeliveries) = Self.transports(of: site)
    ledger = try Self.ledger(of: site, settings, actor: actor)
    (routes, deliveries) = (newRoutes, newDeliveries)
    self.site = site
    exchanges = site.exchanges
    examiner = Self.examiner(site, archive, settings, isStopping: isStopping)
    unswept = Set(routes.map(\.system))
    alarms = Alarms()
    backlog = Backlog()
    backlog.note(after: .zero)
  }

  /// A file that was claimed and is not in the archive yet lies in its inbox: that folder cannot be changed just now.
  private func refuseToLoseClaims(to site: Site) throws {
    func inboxes(_ site: Site) -> [String: String] {
      Dictionary(uniqueKeysWithValues: site.configuration.systems.map { ($0.name, site.resolve($0.inbox)) })
    }
    let (old, new) = (inboxes(self.site), inboxes(site))
    var last: InterchangeID?
    while case let page = try ledger.unfinished(after: last), let end = page.last {
      if let record = page.first(where: { $0.state == .claiming && old[$0.system] != new[$0.system] }) {
        throw GatewayError.request(
          Bilingual(
            pt: "\(record.id) ainda está na pasta de entrada anterior de \(record.system); tente de novo mais tarde",
            en: "\(record.id) still lies in the former inbox of \(record.system); try again later"))
      }
      last = end.id
    }
  }
}
