import Filesystem
import Glibc
import Synchronization

/// Runs series of attacks side by side, each on a site of its own.
final class Campaign: Sendable {
  let gateway: Gateway
  let folder: String
  let choice: Series.Choice
  /// How many calls of a recovery are struck, spread over all of them; all where it is not said.
  let recoveries: Int?
  /// Sites that are worked on at the same time. More than cores: a run mostly waits.
  let width: Int
  let keeps: Bool
  let report: Report
  private let sites = Atomic<Int>(0)

  init(
    gateway: Gateway, folder: String, choice: Series.Choice, recoveries: Int? = nil, width: Int, keeps: Bool,
    report: Report
  ) {
    self.gateway = gateway
    self.folder = folder
    self.choice = choice
    self.recoveries = recoveries
    self.width = width
    self.keeps = keeps
    self.report = report
  }

  /// Runs all series of one scenario and one collector.
  func run(_ scenario: Scenario, collects: Bool, _ faults: [Fault], isTwice: Bool) throws(ProofError) {
    let template = try Template(scenario, collects: collects, in: folder, gateway: gateway)
    let (expectation, log) = try undisturbed(template)
    for fault in faults {
      let series = Series(scenario: scenario, collects: collects, fault: fault, isTwice: isTwice)
      try run(series, template, expectation, of: log)
    }
    if !keeps { template.remove() }
  }

  /// How it ends when nobody disturbs it; twice, because nothing of it may come from chance or from the clock.
  private func undisturbed(_ template: Template) throws(ProofError) -> (Expectation, CallLog) {
    let first = attack(template, nil)
    let undisturbed = try first.run([])
    guard let end = undisturbed.end, let log = undisturbed.calls.first else { throw ProofError("no run") }
    let expectation = Expectation(end)
    let second = attack(template, expectation)
    let outcome = try second.run([])
    let differences = outcome.end.map { expectation.differences(from: Expectation($0)) } ?? []
    let breaches =
      undisturbed.breaches + expectation.breaches(of: template.scenario, collects: template.collects)
      + outcome.breaches + differences.map { Breach(.sameBytes, "two runs differ in \($0)") }
    report.undisturbed(template, calls: log, breaches: breaches, site: second.root)
    if breaches.isEmpty { for attack in [first, second] { Folders.remove(attack.root) } }
    return (expectation, log)
  }

  private func run(
    _ series: Series, _ template: Template, _ expectation: Expectation, of log: CallLog
  ) throws(ProofError) {
    let tally = Tally(series, total: series.concernsWritesOnly ? log.writes : log.count, report)
    let calls = series.calls(series.scenario.isLong ? choice.thinned : choice, of: log)
    let failure = Lock<ProofError?>(nil)
    parallel(calls.count, width: width) { index in
      guard tally.isOpen(calls[index]) else { return }
      do throws(ProofError) { try strike(calls[index], series, template, expectation, tally) } catch {
        failure.withLock { $0 = $0 ?? error }
        tally.close(before: 0)
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    tally.finish()
  }

  /// One call of a series; with ``Series/isTwice`` every call of the recovery behind it.
  private func strike(
    _ call: Int, _ series: Series, _ template: Template, _ expectation: Expectation, _ tally: Tally
  ) throws(ProofError) {
    let first = Strike(fault: series.fault, call: call)
    guard series.isTwice else {
      _ = try strike([first], series, template, expectation, tally)
      return
    }
    if case .only(_, then: let second?) = choice {
      _ = try strike([first, Strike(fault: Fault(kind: .kill), call: second)], series, template, expectation, tally)
      return
    }
    for second in secondCalls(series, after: call) {
      let again = Strike(fault: Fault(kind: .kill), call: second)
      guard try strike([first, again], series, template, expectation, tally) else { return }
    }
  }

  /// A recovery takes about as many calls as a run of its own, wherever it begins.
  private func secondCalls(_ series: Series, after call: Int) -> [Int] {
    guard let recoveries, case .spread(_, let seed) = choice else { return Array(1...100_000) }
    return Series.spread(recoveries, of: 120, seed: seed, "\(series.name)/\(call)").sorted()
  }

  /// Whether every strike came to a call.
  private func strike(
    _ strikes: [Strike], _ series: Series, _ template: Template, _ expectation: Expectation, _ tally: Tally
  ) throws(ProofError) -> Bool {
    let attack = attack(template, expectation, mayGiveUp: !series.fault.kind.endsProcess)
    let outcome = try attack.run(strikes)
    tally.note(strikes, outcome, site: attack.root)
    if outcome.breaches.isEmpty, !keeps { Folders.remove(attack.root) }
    return zip(strikes, outcome.calls).allSatisfy { $1.count >= $0.call }
  }

  private func attack(_ template: Template, _ expectation: Expectation?, mayGiveUp: Bool = false) -> Attack {
    let number = sites.wrappingAdd(1, ordering: .relaxed).newValue
    let checks = expectation.map {
      Checks(scenario: template.scenario, expectation: $0, originals: template.originals, mayGiveUp: mayGiveUp)
    }
    return Attack(template: template, gateway: gateway, checks: checks, root: folder + "/site-\(number)")
  }
}
