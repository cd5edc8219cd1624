import EDIModel

/// Documents of a flow made at random: every field of its type, from the smallest value to the largest, required ones
/// always there, others mostly.
struct GeneratedDocument {
  let shape: DocumentShape
  private var random: Seeded

  init(_ shape: DocumentShape, seed: UInt64) {
    self.shape = shape
    random = Seeded(seed)
  }

  mutating func next() -> Document {
    var document = Document(shape: shape)
    fill(.root, of: &document)
    for group in shape.groups.indices.dropFirst() {
      guard let parent = shape.groups[group].parent else { continue }
      for index in 0..<document.count(of: parent) {
        for _ in 0..<Int.random(in: 0...3, using: &random) {
          fill(document.appendRow(group: group, parent: index, origin: 0, line: 0), of: &document)
        }
      }
    }
    return document
  }

  private mutating func fill(_ row: Row, of document: inout Document) {
    for (slot, field) in shape.groups[row.group].fields.enumerated() {
      if case .optional = field.requirement, Int.random(in: 1...6, using: &random) == 1 { continue }
      document.set(FieldRef(group: row.group, slot: slot), in: row, to: Array(value(of: field.type).utf8))
    }
  }

  private mutating func value(of type: ValueType) -> String {
    switch type {
    case .text(let size): text(size)
    case .decimal(let digits, let decimals): decimal(digits, decimals)
    case .date: date()
    case .time: time()
    case .datetime: date() + time()
    case .boolean: Bool.random(using: &random) ? "1" : "0"
    case .code(let values): values.randomElement(using: &random) ?? ""
    }
  }

  /// Letters, digits, accents at the edges, and what XML escapes; blanks only within.
  private mutating func text(_ size: Int) -> String {
    let count = [1, size, Int.random(in: 1...size, using: &random)].randomElement(using: &random) ?? 1
    let edges = Array("ABCXYZ0189ÁçÊõÜ")
    let inner = edges + Array(" -/.&<>'\"|")
    return String(
      (0..<count).map { place in
        (place == 0 || place == count - 1 ? edges : inner).randomElement(using: &random) ?? "A"
      })
  }

  private mutating func decimal(_ digits: Int, _ decimals: Int) -> String {
    let whole = Int.random(in: 0...max(0, digits - decimals), using: &random)
    var text = String((0..<whole).map { _ in Character(String(Int.random(in: 0...9, using: &random))) })
    text = String(text.drop { $0 == "0" })
    if text.isEmpty { text = "0" }
    var fraction = String((0..<decimals).map { _ in Character(String(Int.random(in: 0...9, using: &random))) })
    while fraction.last == "0" { fraction.removeLast() }
    return fraction.isEmpty ? text : text + "." + fraction
  }

  private mutating func date() -> String {
    let numbers = [1950...2079, 1...12, 1...28].map { Int.random(in: $0, using: &random) }
    return Self.digits(numbers[0], 4) + Self.digits(numbers[1], 2) + Self.digits(numbers[2], 2)
  }

  private mutating func time() -> String {
    [0...23, 0...59, 0...59].map { Self.digits(Int.random(in: $0, using: &random), 2) }.joined()
  }

  private static func digits(_ number: Int, _ size: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, size - text.count)) + text
  }
}

/// Chance that can be repeated (SplitMix64).
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
