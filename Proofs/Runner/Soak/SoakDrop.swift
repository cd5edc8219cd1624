/// A file of a soak: what it is, and how it comes.
struct SoakDrop: Sendable {
  /// What is to become of its documents.
  enum Kind: Sendable, Hashable {
    /// A version of an order; the last one of its number is delivered, whatever else is.
    case order(number: Int, version: Int)
    /// Postings that are all good, under record numbers from here on.
    case postings(first: Int)
    /// The first posting is good, the second is not.
    case halfBad(first: Int)
    /// An order that breaks a rule.
    case broken
    /// The beginning of an order, and nothing behind it.
    case half
    /// Our own copy, set aside by its prefix.
    case ignored
  }

  let kind: Kind
  let system: String
  let name: String
  let bytes: [UInt8]
  let manner: Manner

  /// How it gets into the inbox.
  enum Manner: Sendable, CaseIterable {
    /// Written elsewhere, then renamed in.
    case renamed
    /// Written in place in one go.
    case atOnce
    /// Written in place in pieces, with pauses.
    case slowly
  }

  /// How many documents it holds.
  var documents: Int {
    switch kind {
    case .postings: 3
    case .halfBad: 2
    default: 1
    }
  }

  /// The same file, as a system drops it.
  var plain: Scenario.Drop { Scenario.Drop(system, name, bytes) }
}

/// Makes up what systems drop, by chance that can be repeated.
struct SoakPlan: Sendable {
  private var random: SeededRandom
  private var count = 0
  private var records = 1
  /// The orders that there are, with the version that was dropped last.
  private var versions: [Int] = []
  private var earlier: [SoakDrop] = []

  init(seed: UInt64, _ name: String) { random = SeededRandom(seed: seed, name) }

  /// `malote.yaml` of the site: enough patience for who writes slowly.
  static let configuration = """
    site: provas
    company: "01"
    without_receipt: ["*"]
    branches: ["010004"]
    systems:
      protheus:
        inbox: protheus/inbox
        outbox: protheus/outbox
        quiet: 10ms
        patience: 3s
        ignored_prefixes: ["OK_", "ERR_"]
      trimpaper:
        inbox: trimpaper/inbox
        outbox: trimpaper/outbox
        quiet: 10ms
        patience: 3s

    """

  /// The next file.
  mutating func next() -> SoakDrop {
    count += 1
    let drop: SoakDrop
    switch random.number(1...20) {
    case 1...8: drop = order(number: fresh(), version: 1)
    case 9...11 where !versions.isEmpty: drop = update()
    case 12...13 where !earlier.isEmpty: drop = again()
    case 14...16: drop = postings(bad: false)
    case 17: drop = postings(bad: true)
    case 18: drop = file(.broken, "protheus", "xml", OrderFile(number: digits(fresh()), quantity: 0).bytes)
    case 19: drop = file(.half, "protheus", "xml", OrderFile(number: digits(fresh())).firstHalf, .atOnce)
    default: drop = ignored()
    }
    return drop
  }

  private mutating func fresh() -> Int {
    versions.append(1)
    return versions.count
  }

  private mutating func order(number: Int, version: Int) -> SoakDrop {
    let content = OrderFile(number: digits(number), quantity: 1000 + version, stamp: Self.stamp(version))
    let drop = file(.order(number: number, version: version), "protheus", "xml", content.bytes)
    earlier.append(drop)
    return drop
  }

  private mutating func update() -> SoakDrop {
    let number = random.number(1...versions.count)
    versions[number - 1] += 1
    return order(number: number, version: versions[number - 1])
  }

  /// The same bytes under another name.
  private mutating func again() -> SoakDrop {
    let first = earlier[random.number(0...earlier.count - 1)]
    return file(first.kind, first.system, String(first.name.suffix(3)), first.bytes)
  }

  private mutating func postings(bad: Bool) -> SoakDrop {
    let first = records
    let numbers = Array(first..<first + (bad ? 2 : 3))
    records += numbers.count
    let content = PostingFile(
      records: numbers, bad: bad ? [first + 1] : [], number: count, order: "B447\(count % 7)01001")
    let drop = file(bad ? .halfBad(first: first) : .postings(first: first), "trimpaper", "txt", content.bytes)
    if !bad { earlier.append(drop) }
    return drop
  }

  /// Nothing in it tells whether it is whole; so it is renamed in.
  private mutating func ignored() -> SoakDrop {
    let bytes = OrderFile(number: digits(fresh())).bytes
    return SoakDrop(kind: .ignored, system: "protheus", name: "OK_\(count).xml", bytes: bytes, manner: .renamed)
  }

  private mutating func file(
    _ kind: SoakDrop.Kind, _ system: String, _ ending: String, _ bytes: [UInt8], _ manner: SoakDrop.Manner? = nil
  ) -> SoakDrop {
    let chosen = manner ?? SoakDrop.Manner.allCases[random.number(0...2)]
    return SoakDrop(kind: kind, system: system, name: "f\(digits(count)).\(ending)", bytes: bytes, manner: chosen)
  }

  private func digits(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }

  /// Version 1 is of 06:00, each later one is a minute younger.
  private static func stamp(_ version: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "2026-11-03T\(two(6 + version / 60)):\(two(version % 60)):00"
  }
}
