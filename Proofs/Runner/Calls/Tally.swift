import Filesystem

/// What a series has come to.
final class Tally: Sendable {
  private let series: Series
  private let report: Report
  private let began = Monotonic.now()
  private let state: Lock<State>

  private struct State: Sendable {
    var row: Report.Row
    /// The first call that a run did not come to any more.
    var end = Int.max
  }

  init(_ series: Series, total: Int, _ report: Report) {
    self.series = series
    self.report = report
    state = Lock(State(row: Report.Row(series: series.name, calls: total)))
  }

  /// Whether a call is still to be struck.
  func isOpen(_ call: Int) -> Bool { state.withLock { call < $0.end } }

  /// No call from this one on is struck any more.
  func close(before call: Int) { state.withLock { $0.end = min($0.end, call) } }

  /// Counts a run.
  func note(_ strikes: [Strike], _ outcome: Attack.Outcome, site: String) {
    if let first = strikes.first, let log = outcome.calls.first, log.count < first.call {
      // Runs differ by some calls: how many files share a step depends on the moment. One that was short does not end it.
      let untouched = state.withLock { state in
        state.row.untouched += 1
        return state.row.untouched
      }
      if untouched >= 8 { close(before: first.call) }
    }
    let row = state.withLock { state in
      state.row.runs += 1
      state.row.breaches += outcome.breaches.isEmpty ? 0 : 1
      state.row.last = max(state.row.last, strikes.first?.call ?? 0)
      return state.row
    }
    report.progress(row)
    if !outcome.breaches.isEmpty { report.failed(failure(strikes, outcome, site)) }
  }

  private func failure(_ strikes: [Strike], _ outcome: Attack.Outcome, _ site: String) -> Report.Failure {
    let calls = zip(strikes, outcome.calls).map { strike, log in
      "\(strike.fault.name) at call \(strike.call): \(log.line(strike.call, below: site + "/site/"))"
    }
    var command = "scripts/prove calls --scenario \(series.scenario.name) --fault \(series.fault.name)"
    command += " --collector \(series.collects ? "collected" : "left")"
    if let first = strikes.first { command += " --call \(first.call)" }
    if series.isTwice, let second = strikes.dropFirst().first { command += " --then \(second.call)" }
    return Report.Failure(
      series: series.name, calls: calls, breaches: outcome.breaches, replay: command, site: site)
  }

  /// The series is over.
  func finish() {
    report.finished(
      state.withLock { state in
        state.row.seconds = (Monotonic.now() - began) / .seconds(1)
        return state.row
      })
  }
}
