import Conversion
import Testing

@testable import malote

@Suite("The spool gives back what it got")
struct SpoolFileTests {
  @Test func inOrder() throws {
    let spool = try #require(SpoolFile())
    let sizes = [0, 1, 7, 4_096, 1 << 20, 3 << 20, 5]
    let outputs = sizes.enumerated().map { number, size in
      FileOutput(
        ordinal: number + 1, name: Array("OUT-\(number).xml".utf8),
        bytes: (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ number) })
    }
    for output in outputs { #expect(spool.append(output)) }
    var back: [FileOutput] = []
    try spool.each { back.append($0) }
    #expect(back.map(\.ordinal) == outputs.map(\.ordinal))
    #expect(back.map(\.name) == outputs.map(\.name))
    #expect(back.map(\.bytes) == outputs.map(\.bytes))
  }

  @Test func whatIsThrownByTheReceiverEndsIt() throws {
    struct Enough: Error {}
    let spool = try #require(SpoolFile())
    for number in 1...3 { _ = spool.append(FileOutput(ordinal: number, name: [65], bytes: [66])) }
    var count = 0
    #expect(throws: Enough.self) {
      try spool.each { _ in
        count += 1
        if count == 2 { throw Enough() }
      }
    }
    #expect(count == 2)
  }
}
