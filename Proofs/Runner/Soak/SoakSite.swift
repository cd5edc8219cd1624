import EDIModel
import Filesystem
import Glibc
import Traceability

/// One site under a running service that is stopped again and again, while files are dropped and collected.
final class SoakSite: Sendable {
  private let site: SiteFolders
  private let gateway: Gateway
  private let stop: Stop
  private let seed: UInt64
  private let name: String
  private let gate = Gate(workers: 2)
  private let dropper: Dropper
  private let collector: Collector

  /// How the service is stopped.
  enum Stop: Sendable {
    /// SIGKILL.
    case kill
    /// The power of its volumes is cut.
    case cut(Volumes)

    var isCut: Bool { if case .cut = self { true } else { false } }
  }

  /// What came of it.
  struct Result: Sendable {
    var stops = 0
    var files = 0
    var handedOver = 0
    /// Outputs that came twice because the power was cut under the collector's hands.
    var again = 0
    var breaches: [Breach] = []
  }

  init(_ site: SiteFolders, gateway: Gateway, stop: Stop, seed: UInt64, name: String) {
    self.site = site
    self.gateway = gateway
    self.stop = stop
    self.seed = seed
    self.name = name
    let disk = Durable(isDurable: stop.isCut)
    dropper = Dropper(site, gate: gate, disk: disk, seed: seed, name: name)
    collector = Collector(site, gate: gate, disk: disk, seed: seed, name: name)
  }

  /// Stops the service so many times, and looks at everything after each `checkpoint` of them and at the end.
  func run(stops: Int, checkpoint: Int, progress: @Sendable (Result) -> Void) throws(ProofError) -> Result {
    let outcome = Lock<Swift.Result<Result, ProofError>>(.success(Result()))
    parallel(3, width: 3) { part in
      switch part {
      case 1: dropper.run()
      case 2: collector.run()
      default:
        let result = Swift.Result { () throws(ProofError) in
          try stopAgainAndAgain(stops, checkpoint: checkpoint, progress: progress)
        }
        outcome.withLock { $0 = result }
        gate.end()
      }
    }
    return try outcome.withLock { $0 }.get()
  }

  private func stopAgainAndAgain(
    _ stops: Int, checkpoint: Int, progress: (Result) -> Void
  ) throws(ProofError) -> Result {
    var random = SeededRandom(seed: seed, name + "/stops")
    var result = Result()
    var last: Scene?
    while result.stops < stops, result.breaches.isEmpty {
      try stopOnce(&random, &last, &result)
      result.stops += 1
      if result.stops % checkpoint == 0 || result.stops == stops {
        gate.close()
        try lookAtEverything(&last, &result)
        if result.stops < stops { gate.open() }
      }
      progress(result)
    }
    return result
  }

  /// Starts the service, lets it work for a moment that nobody knows before, and stops it.
  private func stopOnce(
    _ random: inout SeededRandom, _ last: inout Scene?, _ result: inout Result
  ) throws(ProofError) {
    let program = try gateway.start(site, Gateway.Conditions(isCounted: false), once: false)
    if random.happens(oneIn: 25) { result.breaches += try intrude(beside: program) }
    // Now and then within its first steps, which are those of recovery.
    let moment = random.happens(oneIn: 5) ? random.number(0...80) : random.number(50...450)
    usleep(UInt32(moment) * 1000)
    if let ending = program.wait(within: .zero) {
      result.breaches.append(Breach(.goesOn, "the service ended by itself with \(ending)"))
      return
    }
    switch stop {
    case .kill: program.end()
    case .cut(let volumes): try cut(program, volumes, &last, &result)
    }
  }

  /// Stands still, notes what the ledger says, cuts the power, and looks at what is there when it is back.
  private func cut(
    _ program: Program, _ volumes: Volumes, _ last: inout Scene?, _ result: inout Result
  ) throws(ProofError) {
    program.send(SIGSTOP)
    let head = program.wait(within: .seconds(5)) == .stopped ? volumes.headSeen() : nil
    try volumes.cutPower()
    program.end()
    gate.close()
    try volumes.restore()
    let scene = try Scene(site, known: head ?? last?.ledger.head)
    result.breaches += checks().always(scene, since: last)
    last = scene
    gate.open()
  }

  /// G13: a second gateway on the same site is refused, and the first one goes on.
  private func intrude(beside program: Program) throws(ProofError) -> [Breach] {
    let deadline = Monotonic.now() + .seconds(20)
    while Bytes.read(site.site + "/malote.lock") != Array("\(program.process)\n".utf8) {
      if Monotonic.now() > deadline { return [Breach(.goesOn, "the service did not take its lock in 20 s")] }
      usleep(2000)
    }
    let ending = try gateway.run(site, Gateway.Conditions(isCounted: false))
    return ending == .exit(75) ? [] : [Breach(.oneHolder, "a second gateway ended with \(String(describing: ending))")]
  }

  /// Works off everything, undisturbed, and looks at all that is guaranteed.
  private func lookAtEverything(_ last: inout Scene?, _ result: inout Result) throws(ProofError) {
    result.breaches += try workOff()
    let scene = try Scene(site, known: last?.ledger.head)
    result.breaches += checks().atEnd(scene, since: last)
    result.files = dropper.all.count
    result.handedOver = scene.outputs.count
    result.again = scene.outputs.count - Set(scene.outputs.map(\.name)).count
    last = scene
  }

  /// Lets the service go on until the inboxes are empty (a half-written file has some patience left), ends it as an
  /// operator does, and works off what is there.
  private func workOff() throws(ProofError) -> [Breach] {
    let service = try gateway.start(site, Gateway.Conditions(isCounted: false), once: false)
    let deadline = Monotonic.now() + .seconds(120)
    while SiteFolders.systems.contains(where: { Bytes.names(in: site.inbox($0)).contains(where: Self.isToBeTaken) }) {
      if Monotonic.now() > deadline { break }
      usleep(50_000)
    }
    service.send(SIGTERM)
    guard service.wait(within: .seconds(60)) == .exit(0) else {
      service.end()
      return [Breach(.goesOn, "asked to stop, the service did not end with 0")]
    }
    let ending = try gateway.run(site, Gateway.Conditions(isCounted: false))
    if ending == .exit(0) || ending == .exit(2) { return [] }
    return [Breach(.goesOn, "left alone, it ended with \(String(describing: ending))")]
  }

  /// A draft that a power cut left behind is nobody's.
  private static func isToBeTaken(_ name: String) -> Bool { name != ".malote" && !name.hasSuffix(".tmp") }

  private func checks() -> SoakChecks {
    SoakChecks(drops: dropper.all, doubtedDrops: dropper.doubted, doubtedOutputs: collector.doubted)
  }

  /// Files with at least one delivered document, in the order of their numbers: what a fresh site is given to compare.
  func delivered() throws(ProofError) -> (Scene, [Scenario.Drop]) {
    let scene = try Scene(site, known: nil)
    let files = Set(scene.ledger.documents.filter { $0.state == .delivered }.map(\.id.interchange))
    // From the archive: it also has what came while nobody knew whether it came.
    let plain = scene.ledger.interchanges.filter { files.contains($0.id) }.compactMap { record in
      record.archivePath.flatMap { Bytes.read(site.archive + "/" + String(decoding: $0, as: UTF8.self)) }.map {
        Scenario.Drop(record.system, String(decoding: record.name, as: UTF8.self), $0)
      }
    }
    return (scene, plain)
  }
}
