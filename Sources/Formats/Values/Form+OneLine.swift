import EDIModel
import Layouts

/// Texts of several lines, such as memo fields, for systems whose texts have one.
extension Form {
  static func readOneLine(_ raw: borrowing Span<UInt8>, size: Int, into output: inout [UInt8]) -> ValueFault? {
    let fits = raw.withUnsafeBufferPointer { appendOneLine($0, size: size, to: &output) }
    return fits ? nil : .text(longerThan: size)
  }

  /// Appends a text with a blank in the place of each line break or tab and of all white space around it; nothing at
  /// either end. `false`, with `output` as it was, when that is longer than `size` characters.
  static func appendOneLine(_ text: some Sequence<UInt8>, size: Int, to output: inout [UInt8]) -> Bool {
    let start = output.count
    var (blanks, isBreak, characters) = (0, false, 0)
    for byte in text {
      guard !byte.isXMLSpace else {
        blanks += 1
        isBreak = isBreak || byte != 0x20
        continue
      }
      if blanks > 0, output.count > start {
        output.append(contentsOf: repeatElement(0x20, count: isBreak ? 1 : blanks))
        characters += isBreak ? 1 : blanks
      }
      (blanks, isBreak) = (0, false)
      output.append(byte)
      characters += byte & 0xC0 == 0x80 ? 0 : 1
    }
    guard characters <= size else {
      output.removeSubrange(start...)
      return false
    }
    return true
  }
}
