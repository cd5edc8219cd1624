import EDIModel

/// Finds layouts that could both take the same file for theirs.
///
/// Two recognisers exclude each other when some fact that both ask for has to differ. For records that is any byte of the
/// first line that both know.
struct RecogniserOverlap {
  let log: DeclarationLog

  func check(_ drafts: [LayoutReader.Draft]) {
    let read = drafts.filter(\.layout.canRead)
    for (index, draft) in read.enumerated() {
      for earlier in read[..<index] where canMeet(draft.layout, earlier.layout) {
        log.report(
          .layoutRecognisersOverlap, at: draft.place,
          Bilingual(
            pt: "um mesmo arquivo pode ser de \(draft.layout.path) e de \(earlier.layout.path)",
            en: "the same file can be of \(draft.layout.path) and of \(earlier.layout.path)"),
          hint: Bilingual(
            pt: "dê aos dois, em `recognise`, valores diferentes para o mesmo lugar",
            en: "give both, in `recognise`, different values for the same place"))
      }
    }
  }

  private func canMeet(_ left: Layout, _ right: Layout) -> Bool {
    switch (left.format, right.format) {
    case (.xml, .xml): break
    case (.xml, _), (_, .xml): return false
    default:
      let (known, other) = (knownBytes(left.recogniser), knownBytes(right.recogniser))
      if known.contains(where: { position, byte in other[position].map { $0 != byte } ?? false }) { return false }
      if clash(digits(of: left), known: other) || clash(digits(of: right), known: known) { return false }
    }
    return !left.recogniser.contains { test in right.recogniser.contains { Self.exclude(test, $0) } }
  }

  /// Whether a place that holds a digit or a blank in one layout has something else in the other: the separator of a
  /// delimited line in the line number of a positional one.
  private func clash(_ digits: Set<Int>, known: [Int: UInt8]) -> Bool {
    known.contains { position, byte in digits.contains(position) && byte != 0x20 && !(0x30...0x39).contains(byte) }
  }

  /// The places of a positional header that hold digits or blanks only.
  private func digits(of layout: Layout) -> Set<Int> {
    guard case .positional(let text) = layout.format, let header = text.records.first else { return [] }
    let numeric = header.columns.filter { column in
      switch column.content {
      case .lineNumber, .fileNumber, .count, .sum: true
      case .binding(let binding):
        switch binding.form {
        case .impliedDecimal, .date, .time, .datetime: true
        default: false
        }
      default: false
      }
    }
    return Set(numeric.flatMap { $0.start..<$0.start + $0.size })
  }

  /// Whether no text passes both tests of one place.
  static func exclude(_ left: Recognition, _ right: Recognition) -> Bool {
    guard left.source == right.source else { return false }
    let folds = left.ignoresCase || right.ignoresCase
    func fold(_ text: String) -> String { folds ? text.lowercased() : text }
    switch (left.test, right.test) {
    case (.equals(let a), .equals(let b)): return fold(a) != fold(b)
    case (.equals(let whole), .starts(let start)), (.starts(let start), .equals(let whole)):
      return !fold(whole).hasPrefix(fold(start))
    case (.starts(let a), .starts(let b)): return !fold(a).hasPrefix(fold(b)) && !fold(b).hasPrefix(fold(a))
    }
  }

  /// The bytes of the first line that a recogniser fixes, by position.
  private func knownBytes(_ tests: [Recognition]) -> [Int: UInt8] {
    var known: [Int: UInt8] = [:]
    var fields: [Int: (text: String, separator: UInt8)] = [:]
    for test in tests where !test.ignoresCase {
      switch (test.source, test.test) {
      case (.columns(let range), .equals(let text)):
        let padded = Array(text.utf8) + Array(repeating: 0x20, count: max(0, range.count - text.utf8.count))
        for (offset, byte) in padded.enumerated() { known[range.lowerBound + offset] = byte }
      case (.columns(let range), .starts(let text)):
        for (offset, byte) in text.utf8.enumerated() { known[range.lowerBound + offset] = byte }
      case (.field(let number, let separator), .equals(let text)): fields[number] = (text, separator)
      default: break
      }
    }
    var line: [UInt8] = []
    for number in 0..<fields.count {
      guard let field = fields[number] else { break }
      line += Array(field.text.utf8) + [field.separator]
    }
    for (offset, byte) in line.enumerated() { known[offset] = byte }
    return known
  }
}
