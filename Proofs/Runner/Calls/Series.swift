import Filesystem
import Glibc

/// One scenario, one collector, one fault: tried at call 1, 2, 3, ... until a run passes untouched.
struct Series: Sendable {
  let scenario: Scenario
  let collects: Bool
  let fault: Fault
  /// Strikes the recovery too: after each strike, the next run is killed at call 1, 2, 3, ... as well.
  var isTwice = false

  /// `order/collected/kill`.
  var name: String {
    "\(scenario.name)/\(collects ? "collected" : "left")/\(fault.name)\(isTwice ? "/twice" : "")"
  }

  /// Whether the fault library counts writes only.
  var concernsWritesOnly: Bool { fault.kind == .short || fault.kind == .torn }

  /// Which calls are tried.
  enum Choice: Sendable {
    /// Every one.
    case every
    /// So many, spread over all of them by a seed.
    case spread(Int, seed: UInt64)
    /// This one, for a replay.
    case only(Int, then: Int?)
    /// Those that an undisturbed run logged with this text (`renameat2`, `outbox`), or so many of them.
    case matching(String, Int?, seed: UInt64)

    /// Of a scenario with thousands of calls.
    var thinned: Choice {
      switch self {
      case .every: .spread(48, seed: 0)
      case .spread(let count, let seed): .spread(max(1, count / 2), seed: seed)
      case .only, .matching: self
      }
    }
  }

  /// The calls to strike, where an undisturbed run made these.
  func calls(_ choice: Choice, of log: CallLog) -> [Int] {
    let total = max(1, concernsWritesOnly ? log.writes : log.count)
    switch choice {
    case .matching(let text, let count, let seed):
      // The log is of a run in memory; on volumes of its own a run may take a call or two more or less.
      let near = fault.kind == .stop ? -2...2 : 0...0
      let found = log.numbers(matching: text).flatMap { number in near.map { number + $0 } }.filter { $0 > 0 }.uniqued()
      guard let count, count < found.count else { return found }
      return Self.spread(count, of: found.count, seed: seed, name).map { found[$0 - 1] }
    // More than there were: runs differ by a few calls, and the last one must pass untouched.
    case .every: return Array(1...total * 2 + 100)
    case .only(let call, _): return [call]
    case .spread(0, _): return []
    case .spread(let count, let seed): return Self.spread(count, of: total, seed: seed, name)
    }
  }

  /// One number out of each of `count` equal parts of 1...total.
  static func spread(_ count: Int, of total: Int, seed: UInt64, _ name: String) -> [Int] {
    var random = SeededRandom(seed: seed, name)
    let width = Double(total) / Double(count)
    let picks = (0..<count).map { part in
      let low = Int(Double(part) * width) + 1
      return random.number(low...max(low, Int(Double(part + 1) * width)))
    }
    return picks.uniqued()
  }
}

extension Array where Element: Hashable {
  /// The elements without those that came before.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
