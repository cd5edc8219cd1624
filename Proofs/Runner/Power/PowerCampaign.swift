import Filesystem
import Glibc
import Traceability

/// Power cuts at counted calls: the gateway stands still before call N, the power of its volumes is cut, comes back, and
/// the gateway is started again.
struct PowerCampaign {
  let gateway: Gateway
  let folder: String
  let choice: Series.Choice
  let width: Int
  let report: Report

  /// Scenarios whose files have a life of their own on the disk; the poisoned and the large ones add nothing to it.
  static let scenarios = [
    "order", "postings", "rejected", "duplicate", "update", "half", "corrected", "resend", "reprocess", "conflict",
    "mixed",
  ].compactMap(Scenario.named)

  /// Runs the series of one scenario and one collector.
  func run(_ scenario: Scenario, collects: Bool) throws(ProofError) {
    let series = Series(scenario: scenario, collects: collects, fault: Fault(kind: .stop))
    let (expectation, log) = try undisturbed(scenario, collects: collects)
    let template = Volumes(folder + "/template-\(scenario.name)-\(collects)")
    defer { Folders.remove(template.folder) }
    try make(template, scenario, collects: collects)
    let tally = Tally(series, total: log.count, report)
    let checks = Checks(
      scenario: scenario, expectation: expectation, originals: scenario.history + scenario.drops)
    let calls = series.calls(choice, of: log)
    _ = try parallelMap(calls.count, width: width) { index throws(ProofError) in
      guard tally.isOpen(calls[index]) else { return }
      let strike = Strike(fault: series.fault, call: calls[index])
      let attack = PowerAttack(
        template: template, scenario: scenario, collects: collects, gateway: gateway, checks: checks,
        folder: folder + "/cut-\(scenario.name)-\(collects)-\(calls[index])")
      tally.note([strike], try attack.run(strike), site: attack.folder)
    }
    tally.finish()
  }

  /// How it ends when nobody disturbs it; found out in memory, where it makes no difference.
  private func undisturbed(_ scenario: Scenario, collects: Bool) throws(ProofError) -> (Expectation, CallLog) {
    let root = folder + "/undisturbed-\(scenario.name)-\(collects)"
    defer { Folders.remove(root) }
    try Folders.make(root)
    let template = try Template(scenario, collects: collects, in: root, gateway: gateway)
    let outcome = try Attack(template: template, gateway: gateway, checks: nil, root: root + "/site").run([])
    guard let end = outcome.end, let log = outcome.calls.last else { throw ProofError("no run") }
    return (Expectation(end), log)
  }

  /// The volumes of a site with its history behind it, not mounted.
  private func make(_ volumes: Volumes, _ scenario: Scenario, collects: Bool) throws(ProofError) {
    try volumes.format()
    try volumes.mount()
    try volumes.layOut(gateway, configuration: scenario.configuration)
    try scenario.prepare(volumes.site, gateway, collects: collects)
    try volumes.unmount()
  }
}

/// One power cut at a counted call.
struct PowerAttack {
  let template: Volumes
  let scenario: Scenario
  let collects: Bool
  let gateway: Gateway
  let checks: Checks
  let folder: String

  /// Runs it. The volumes stay, not mounted, where a guarantee did not hold.
  func run(_ strike: Strike) throws(ProofError) -> Attack.Outcome {
    let volumes = Volumes(folder)
    try volumes.copy(template)
    try volumes.mount()
    defer {
      try? volumes.unmount()
    }
    let site = volumes.site
    try site.place(scenario.strangers)
    try site.drop(scenario.drops)
    try volumes.sync()
    var outcome = Attack.Outcome()
    let head = try cut(volumes, strike, &outcome)
    let scene = try Scene(site, known: head)
    outcome.breaches += checks.always(scene, since: nil)
    try settle(site, scene, &outcome)
    if outcome.breaches.isEmpty {
      try volumes.unmount()
      Folders.remove(folder)
    }
    return outcome
  }

  /// Runs until the call, or to the end where it is not reached: what was said to be done must survive either way.
  private func cut(
    _ volumes: Volumes, _ strike: Strike, _ outcome: inout Attack.Outcome
  ) throws(ProofError) -> ChainHead? {
    let program = try gateway.start(
      volumes.site, Gateway.Conditions(strike: strike, collects: collects, run: 1))
    let ending = program.wait(within: .seconds(120))
    let head = volumes.headSeen()
    try volumes.cutPower()
    if ending == .stopped || ending == nil { program.end() }
    outcome.calls.append(CallLog(volumes.site.calls(ofRun: 1)))
    try volumes.restore()
    return head
  }

  private func settle(_ site: SiteFolders, _ first: Scene, _ outcome: inout Attack.Outcome) throws(ProofError) {
    for run in 2...5 {
      let ending = try gateway.run(site, Gateway.Conditions(collects: collects, run: run))
      if ending == .exit(scenario.ends) || (scenario.ends == 2 && ending == .exit(0)) { break }
      if ending != .exit(75) || run == 5 {
        outcome.breaches.append(Breach(.goesOn, "left alone, it ended with \(String(describing: ending))"))
        break
      }
    }
    let scene = try Scene(site, known: first.ledger.head)
    outcome.breaches += checks.atEnd(scene, since: first)
    outcome.end = scene
  }
}
