import Filesystem
import Glibc
import Traceability

/// One site: runs that are struck, then runs that are left alone until all is worked off, and what is guaranteed checked
/// in between and at the end.
struct Attack {
  let template: Template
  let gateway: Gateway
  /// `nil` in the run that tells how the scenario ends undisturbed.
  let checks: Checks?
  /// Where its site is made.
  let root: String

  /// What came of it.
  struct Outcome: Sendable {
    /// The calls of each run, as the library logged them.
    var calls: [CallLog] = []
    var breaches: [Breach] = []
    /// The last look at the site.
    var end: Scene?

    /// Whether the last strike came to a call at all: the run was over before.
    func wasReached(_ strike: Strike) -> Bool { calls.last.map { $0.count >= strike.call } ?? false }
  }

  /// Runs it. The site stays where a guarantee did not hold.
  func run(_ strikes: [Strike]) throws(ProofError) -> Outcome {
    var outcome = Outcome()
    let site = try template.copy(to: root)
    // Run 0 was the one that made the template.
    var run = 1
    for strike in strikes {
      try struck(strike, site, run, &outcome)
      run += 1
      // Where a strike came to no call, the run was not disturbed, and the next one has nothing to recover from.
      if !outcome.wasReached(strike) { break }
    }
    try settle(site, run, &outcome)
    return outcome
  }

  /// One run that is disturbed.
  private func struck(
    _ strike: Strike, _ site: SiteFolders, _ run: Int, _ outcome: inout Outcome
  ) throws(ProofError) {
    let ending = try gateway.run(site, conditions(run, strike, outcome))
    outcome.calls.append(CallLog(site.calls(ofRun: run)))
    if let problem = Self.judge(ending, strike, isPoisoned: template.scenario.poison != nil) {
      outcome.breaches.append(Breach(.goesOn, problem))
    }
    let scene = try Scene(site, known: outcome.end?.ledger.head)
    outcome.breaches += checks?.always(scene, since: outcome.end) ?? []
    outcome.end = scene
  }

  /// How a struck run may end: by the strike, or with an exit code that says what was the matter.
  private static func judge(_ ending: Program.Ending?, _ strike: Strike, isPoisoned: Bool) -> String? {
    switch ending {
    case nil: "the struck run came to no end"
    case .signal(SIGKILL) where strike.fault.kind.endsProcess || isPoisoned: nil
    case .exit(0), .exit(2), .exit(74), .exit(75), .exit(77): nil
    case let ending?: "the struck run ended with \(ending)"
    }
  }

  /// Runs that are left alone, as often as the exit code asks.
  private func settle(_ site: SiteFolders, _ first: Int, _ outcome: inout Outcome) throws(ProofError) {
    var run = first
    var tries = 0
    while tries < 4 {
      let ending = try gateway.run(site, conditions(run, nil, outcome))
      outcome.calls.append(CallLog(site.calls(ofRun: run)))
      run += 1
      if ending == .signal(SIGKILL), outcome.calls.last?.wasPoisoned == true { continue }
      tries += 1
      if ending == .exit(template.scenario.ends) || isNothingToReport(ending) { break }
      if ending != .exit(75) || tries == 4 {
        let end = ending.map { "\($0)" } ?? "no end"
        outcome.breaches.append(Breach(.goesOn, "left alone, it ended with \(end)"))
        break
      }
    }
    let scene = try Scene(site, known: outcome.end?.ledger.head)
    outcome.breaches += checks?.atEnd(scene, since: outcome.end) ?? []
    outcome.end = scene
  }

  /// The rejections may have been said by the run that was struck.
  private func isNothingToReport(_ ending: Program.Ending?) -> Bool {
    template.scenario.ends == 2 && ending == .exit(0)
  }

  /// What is poisoned ends the process three times. Then it must be set aside; what opens it from then on is whoever puts
  /// a copy into `error/`, and that is nobody's end.
  private func conditions(_ run: Int, _ strike: Strike?, _ outcome: Outcome) -> Gateway.Conditions {
    let isPoisoned = outcome.calls.count(where: \.wasPoisoned) < 3
    return Gateway.Conditions(
      strike: strike, poison: isPoisoned ? template.scenario.poison : nil, collects: template.collects, run: run)
  }
}

/// The calls of one run: `NUMBER NAME PATH`, one per line.
struct CallLog: Sendable {
  private let lines: [Substring]

  init(_ path: String) {
    let text = String(decoding: Bytes.read(path) ?? [], as: UTF8.self)
    let all = text.split(separator: "\n")
    lines = all.filter { !$0.hasPrefix("0 ") }
    wasPoisoned = lines.count < all.count
  }

  /// Whether the process ended because it opened what is poisoned.
  let wasPoisoned: Bool

  var count: Int { lines.count }

  /// How many of them were writes.
  var writes: Int { lines.count { ["write", "pwrite64", "writev", "pwritev"].contains(Self.name($0)) } }

  /// Each call without its number.
  var names: [String: Int] { lines.reduce(into: [:]) { $0[Self.name($1), default: 0] += 1 } }

  /// What call `number` was: `fsync /protheus/outbox`, below `root`.
  func line(_ number: Int, below root: String) -> String {
    let line = lines.first { $0.hasPrefix("\(number) ") } ?? ""
    return String(line.drop { $0 != " " }.dropFirst().replacing(root, with: ""))
  }

  /// The numbers of the calls whose name and path have a text in them.
  func numbers(matching text: String) -> [Int] {
    lines.indices.filter { lines[$0].contains(text) }.map { $0 + 1 }
  }

  private static func name(_ line: Substring) -> String {
    String(line.drop { $0 != " " }.dropFirst().prefix { $0 != " " })
  }
}
