import Filesystem
import Glibc
import Testing

@Suite("Two threads share a state by turns")
struct BesideTests {
  private struct Failure: Error {}

  /// Touched by two threads, and guarded by nothing but the turn.
  private final class Shared: @unchecked Sendable {
    var count = 0
    var isInside = false
    var clashes = 0

    func touch() {
      if isInside { clashes += 1 }
      isInside = true
      count += 1
      usleep(20)
      isInside = false
    }
  }

  @Test func oneAtATimeHasTheTurn() throws {
    let (beside, shared) = (Beside(), Shared())
    for _ in 0..<20 {
      beside.start {
        for _ in 0..<20 {
          shared.touch()
          beside.lettingGo { _ = usleep(10) }
        }
      }
      for _ in 0..<20 {
        shared.touch()
        beside.lettingGo { _ = usleep(10) }
      }
      try beside.finish()
    }
    #expect(shared.count == 800 && shared.clashes == 0)
  }

  @Test func whoLetsGoIsNotWaitedFor() throws {
    let (beside, bell) = (Beside(), try Bell())
    beside.start { bell.ring() }
    let rang = beside.lettingGo { waitUntilReadable([bell.descriptor], until: .now() + .seconds(10)) }
    #expect(rang == [true])
    try beside.finish()
  }

  @Test func whatIsThrownIsThrownWhenItIsAskedFor() throws {
    let beside = Beside()
    beside.start { throw Failure() }
    #expect(beside.isBusy)
    #expect(throws: Failure.self) { try beside.finish() }
    #expect(!beside.isBusy)
    try beside.finish()
  }
}
