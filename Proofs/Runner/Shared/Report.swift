import EDIModel
import Filesystem
import Foundation
import Glibc

/// What is said while a proof runs, on standard error, and what came of it, on standard output.
final class Report: Sendable {
  private let isJSON: Bool
  private let isTerminal = isatty(2) == 1
  private let seed: UInt64
  private let state = Lock(State())

  private struct State: Sendable {
    var rows: [Row] = []
    var failures: [Failure] = []
    var shown = Monotonic.now()
  }

  /// One line of the table.
  struct Row: Sendable, Encodable {
    let series: String
    /// The counted calls of an undisturbed run.
    var calls: Int
    /// The last call that was struck.
    var last = 0
    var runs = 0
    /// Runs whose strike came to no call any more.
    var untouched = 0
    var breaches = 0
    var seconds = 0.0
  }

  /// A run in which a guarantee did not hold.
  struct Failure: Sendable {
    let series: String
    let calls: [String]
    let breaches: [Breach]
    /// The one command that repeats it.
    let replay: String
    /// The folder that was kept.
    let site: String
  }

  init(isJSON: Bool, seed: UInt64) {
    self.isJSON = isJSON
    self.seed = seed
  }

  /// Runs in which a guarantee did not hold.
  var failures: Int { state.withLock { $0.failures.count } }

  /// Says something in passing.
  func say(_ text: String) {
    put((isTerminal ? "\r\u{1B}[K" : "") + text + "\n")
  }

  private func put(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

  /// Shows where a series stands, at a terminal and not more than ten times a second.
  func progress(_ row: Row) {
    guard isTerminal else { return }
    let isDue = state.withLock { state in
      guard Monotonic.now() - state.shown > .milliseconds(100) else { return false }
      state.shown = .now()
      return true
    }
    guard isDue else { return }
    let line = "\(row.series): \(row.last)/\(row.calls), \(row.runs) runs, \(row.breaches) breaches"
    put("\r\u{1B}[K\(line)")
  }

  /// Says what did not hold, and how to see it again.
  func failed(_ failure: Failure) {
    state.withLock { $0.failures.append(failure) }
    say("FALHOU (FAILED) \(failure.series)")
    for call in failure.calls { say("  \(call)") }
    for breach in failure.breaches.prefix(20) {
      say("  \(breach.guarantee.code) \(breach.guarantee.title.pt) (\(breach.guarantee.title.en)): \(breach.what)")
    }
    say("  site: \(failure.site)")
    say("  de novo (again): \(failure.replay)")
  }

  /// A series is over.
  func finished(_ row: Row) {
    state.withLock { $0.rows.append(row) }
    say(Self.line(row))
  }

  private static func line(_ row: Row) -> String {
    func column(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    let name = row.series + String(repeating: " ", count: max(0, 44 - row.series.count))
    let numbers = [row.calls, row.last, row.runs, row.breaches].map { column("\($0)", 7) }.joined()
    return name + numbers + column(String(format: "%.1f s", row.seconds), 10)
  }

  /// The head of the columns that ``finished(_:)`` writes.
  func begin() {
    say("semente (seed) \(seed)")
    say(
      "série (series)" + String(repeating: " ", count: 30) + "  calls   last   runs breaches     time")
  }

  /// The table, and whether all held.
  func end() throws {
    let (rows, failures) = state.withLock { ($0.rows, $0.failures) }
    let runs = rows.reduce(0) { $0 + $1.runs }
    if isJSON {
      let data = try JSONEncoder().encode(
        Summary(seed: seed, runs: runs, failures: failures.map(Record.init), rows: rows))
      print(String(decoding: data, as: UTF8.self))
      return
    }
    print("\(runs) runs, \(failures.count) FAILED, seed \(seed)")
  }

  private struct Summary: Encodable {
    let seed: UInt64
    let runs: Int
    let failures: [Record]
    let rows: [Row]
  }

  private struct Record: Encodable {
    let series: String
    let calls: [String]
    let breaches: [String]
    let replay: String
    let site: String

    init(_ failure: Failure) {
      series = failure.series
      calls = failure.calls
      breaches = failure.breaches.map { "\($0.guarantee.code): \($0.what)" }
      replay = failure.replay
      site = failure.site
    }
  }
}

extension Report {
  /// How a scenario ends undisturbed was found out.
  func undisturbed(_ template: Template, calls: CallLog, breaches: [Breach], site: String) {
    guard !breaches.isEmpty else { return }
    failed(
      Failure(
        series: "\(template.scenario.name)/\(template.collects ? "collected" : "left")/undisturbed",
        calls: ["\(calls.count) calls"], breaches: breaches,
        replay: "scripts/prove calls --scenario \(template.scenario.name)", site: site))
  }
}
