import Filesystem

/// What waits for another try: how long until then, doubled each time up to five minutes.
struct Backlog {
  /// When to try again; `nil` when nothing waits.
  private(set) var due: Monotonic?
  private var delay: Duration?
  static let longest = Duration.seconds(300)

  var isEmpty: Bool { due == nil }

  /// Something waits; keeps the earlier appointment if there is one.
  mutating func note(after first: Duration) {
    guard due == nil else { return }
    let next = min(delay.map { $0 * 2 } ?? first, Self.longest)
    delay = next
    due = .now() + next
  }

  func isDue(at now: Monotonic) -> Bool { due.map { $0 <= now } ?? false }

  /// A try begins: what still waits afterwards notes itself again.
  mutating func begin() { due = nil }

  /// Nothing waits any more: the next delay starts small again.
  mutating func succeeded() { if due == nil { delay = nil } }
}
