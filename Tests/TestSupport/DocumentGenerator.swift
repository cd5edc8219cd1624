public import EDIModel

/// Makes documents of any shape: every type, every edge of its range, values that are not there.
public struct DocumentGenerator {
  /// What it draws from.
  public var random: Seeded
  /// The characters of its texts.
  public var alphabet = Array("ABCXYZ0189  -/.ÇãÉõüÿ\u{A0}¡ß".unicodeScalars)

  /// The same documents for the same seed.
  public init(seed: UInt64) { random = Seeded(seed: seed) }

  /// A document; `rows` says how many rows a group may have under each of its parents.
  public mutating func document(of shape: DocumentShape, rows: (Int) -> ClosedRange<Int>) -> Document {
    var document = Document(shape: shape)
    fill(.root, of: &document)
    for (group, declared) in shape.groups.enumerated() where group > 0 {
      for parent in 0..<document.count(of: declared.parent ?? 0) {
        for _ in 0..<Int.random(in: rows(group), using: &random) {
          fill(document.appendRow(group: group, parent: parent, origin: 0, line: 0), of: &document)
        }
      }
    }
    return document
  }

  private mutating func fill(_ row: Row, of document: inout Document) {
    for (slot, field) in document.shape.groups[row.group].fields.enumerated() {
      let isNeeded = if case .optional = field.requirement { false } else { true }
      guard isNeeded || Bool.random(using: &random) else { continue }
      document.set(FieldRef(group: row.group, slot: slot), in: row, to: value(of: field.type))
    }
  }

  /// A value in its canonical bytes.
  public mutating func value(of type: ValueType) -> [UInt8] {
    switch type {
    case .text(let size): return text(size)
    case .decimal(let digits, let decimals): return decimal(digits, decimals)
    case .date: return date()
    case .time: return time()
    case .datetime: return date() + time()
    case .boolean: return [Bool.random(using: &random) ? 49 : 48]
    case .code(let values): return Array((values.randomElement(using: &random) ?? "").utf8)
    }
  }

  private mutating func text(_ size: Int) -> [UInt8] {
    let count = [1, size, Int.random(in: 1...size, using: &random)].randomElement(using: &random) ?? 1
    var scalars = (0..<count).map { _ in alphabet.randomElement(using: &random) ?? "A" }
    if scalars.first == " " { scalars[0] = "A" }
    if scalars.last == " " { scalars[count - 1] = "Z" }
    return Array(String(String.UnicodeScalarView(scalars)).utf8)
  }

  private mutating func decimal(_ digits: Int, _ decimals: Int) -> [UInt8] {
    let most = (0..<digits).reduce(Int128(1)) { value, _ in value * 10 } - 1
    let value = [0, 1, most, Int128.random(in: 0...most, using: &random)].randomElement(using: &random) ?? 0
    return ExactDecimal(unscaled: value, scale: decimals).canonical
  }

  private mutating func date() -> [UInt8] {
    let (year, month) = (Int.random(in: 1900...2199, using: &random), Int.random(in: 1...12, using: &random))
    let day = Int.random(in: 1...Calendar.length(of: month, in: year), using: &random)
    return Array((zeros(year, 4) + zeros(month, 2) + zeros(day, 2)).utf8)
  }

  private mutating func time() -> [UInt8] {
    let hour = zeros(Int.random(in: 0...23, using: &random), 2)
    let rest = (0..<2).map { _ in zeros(Int.random(in: 0...59, using: &random), 2) }
    return Array((hour + rest.joined()).utf8)
  }

  private func zeros(_ number: Int, _ size: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, size - digits.count)) + digits
  }
}
