import Filesystem
import Glibc

/// Lets those who drop and collect work, and holds them where everything is to stand still.
final class Gate: Sendable {
  private let state: Lock<State>

  private struct State: Sendable {
    var isOpen = true
    var isOver = false
    /// Those who pass the gate, and how many of them stand before it.
    let workers: Int
    var held = 0
  }

  init(workers: Int) { state = Lock(State(workers: workers)) }

  /// Whether a worker should come to the gate soon.
  var isClosing: Bool { state.withLock { !$0.isOpen } }

  /// Waits while the gate is closed; `false` when all is over.
  func pass() -> Bool {
    var isHeld = false
    while true {
      let (isOpen, isOver) = state.withLock { state in
        if !state.isOpen, !isHeld {
          state.held += 1
          isHeld = true
        } else if state.isOpen, isHeld {
          state.held -= 1
          isHeld = false
        }
        return (state.isOpen, state.isOver)
      }
      if isOver { return false }
      if isOpen { return true }
      usleep(1000)
    }
  }

  /// Closes the gate and waits until everybody stands before it.
  func close() {
    state.withLock { $0.isOpen = false }
    while !state.withLock({ $0.held == $0.workers }) { usleep(1000) }
  }

  func open() {
    state.withLock { $0.isOpen = true }
    while !state.withLock({ $0.held == 0 || $0.isOver }) { usleep(1000) }
  }

  /// Sends everybody home.
  func end() { state.withLock { $0.isOver = true } }
}
