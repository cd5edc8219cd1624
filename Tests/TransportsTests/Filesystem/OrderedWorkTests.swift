import Filesystem
import Glibc
import Testing

@Suite("Work done side by side comes out in order")
struct OrderedWorkTests {
  @Test(arguments: [1, 2, 4])
  func inOrder(width: Int) {
    let work = OrderedWork<Int, Int>(width: width, heaviest: 8) { number in
      // The later ones overtake.
      usleep(UInt32((97 - number % 97) * 3))
      return number * number
    }
    var results: [Int] = []
    for number in 0..<500 { results += work.add(number, weight: 1 + number % 3) }
    #expect(results.count > 480)
    results += work.finish()
    #expect(results == (0..<500).map { $0 * $0 })
  }

  @Test func noMoreIsUnderWayThanAllowed() {
    let work = OrderedWork<Int, Int>(width: 2, heaviest: 10) { $0 }
    var given = 0
    var taken = 0
    for number in 0..<100 {
      given += 4
      taken += work.add(number, weight: 4).count * 4
      #expect(given - taken <= 10)
    }
    // Done by then or not: it comes last.
    let heavy = work.add(100, weight: 1_000)
    #expect((heavy + work.finish()).last == 100)
  }

  @Test func somethingTooHeavyIsDoneAlone() {
    let work = OrderedWork<Int, Int>(width: 2, heaviest: 1) { $0 + 1 }
    #expect(work.add(1, weight: 5) + work.add(2, weight: 5) + work.finish() == [2, 3])
    #expect(work.finish() == [])
  }

  @Test func whatNobodyWaitsForIsGivenUp() {
    for _ in 0..<50 {
      let work = OrderedWork<Int, Int>(width: 3, heaviest: 1_000) { $0 }
      for number in 0..<20 { _ = work.add(number, weight: 1) }
    }
  }
}
