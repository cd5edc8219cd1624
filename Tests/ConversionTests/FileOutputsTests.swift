import Conversion
import Testing

/// Many files in one buffer.
@Suite struct FileOutputsTests {
  @Test func whatIsTakenBackLeavesNoTrace() {
    var outputs = FileOutputs()
    for (number, isGood) in [true, false, true].enumerated() {
      outputs.add(ordinal: number + 1, name: { $0 += Array("OUT-\(number + 1)".utf8) }) { bytes in
        bytes += Array(repeating: UInt8(number), count: 3 + number)
        return isGood
      }
    }
    var found: [FileOutput] = []
    outputs.forEach { found.append($0) }
    #expect(found.map(\.ordinal) == [1, 3])
    #expect(found.map(\.name) == ["OUT-1", "OUT-3"].map { Array($0.utf8) })
    #expect(found.map(\.bytes) == [[0, 0, 0], [2, 2, 2, 2, 2]])
  }
}
