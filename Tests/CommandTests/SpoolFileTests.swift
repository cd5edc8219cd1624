import Conversion
import Foundation
import Testing

@testable import malote

@Suite("The spool gives back what it got")
struct SpoolFileTests {
  private func outputs(_ numbers: Range<Int>, size: Int) -> FileOutputs {
    var outputs = FileOutputs()
    for number in numbers {
      outputs.add(ordinal: number, name: { $0 += Array("OUT-\(number).xml".utf8) }) { bytes in
        bytes += (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ number) }
        return true
      }
    }
    return outputs
  }

  private func all(_ outputs: [FileOutputs]) -> [String] {
    var texts: [String] = []
    for some in outputs { some.forEach { texts.append("\($0.ordinal) \($0.name) \($0.bytes)") } }
    return texts
  }

  @Test func inOrder() throws {
    let spool = try #require(SpoolFile())
    let sizes = [0, 1, 7, 4_096, 1 << 18, 5]
    let given = sizes.enumerated().map { number, size in
      outputs(number * 3..<number * 3 + (number == 2 ? 0 : 3), size: size)
    }
    for some in given { #expect(spool.append(some)) }
    var back: [FileOutputs] = []
    try spool.each { back.append($0) }
    #expect(all(back) == all(given) && all(back).count == 15)
  }

  /// The kernel copies to a file, and not to the end of one that is appended to.
  @Test(arguments: ["w", "a"]) func allOfThemToOnePlace(_ mode: String) throws {
    let path = NSTemporaryDirectory() + "spool-\(UUID().uuidString)"
    let file = try #require(fopen(path, mode))
    defer {
      fclose(file)
      unlink(path)
    }
    let given = [outputs(1..<4, size: 5), outputs(4..<6, size: 3 << 20)]
    let spool = try #require(SpoolFile(sendingTo: fileno(file)))
    for some in given { #expect(spool.append(some)) }
    try spool.each { _ in Issue.record("nothing is handed over") }
    #expect(try Data(contentsOf: URL(filePath: path)) == Data(given.flatMap(\.bytes)))
  }

  @Test func whatIsThrownByTheReceiverEndsIt() throws {
    struct Enough: Error {}
    let spool = try #require(SpoolFile())
    for number in 1...3 { _ = spool.append(outputs(number..<number + 1, size: 1)) }
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
