/// Chance that can be repeated: SplitMix64 (Steele, Lea, Flood 2014).
struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// The same seed and the same name give the same numbers; each part of a proof has a name of its own, so that one part
  /// can be repeated alone.
  init(seed: UInt64, _ name: String = "") {
    // FNV-1a, so that names are spread over all seeds.
    state = name.utf8.reduce(seed ^ 0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number in a range.
  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// Whether something happens that does so in one of `count` cases.
  mutating func happens(oneIn count: Int) -> Bool { number(1...count) == 1 }
}
