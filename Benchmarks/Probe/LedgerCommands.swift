import ArgumentParser
import Filesystem
import Traceability

/// Where a ledger lies, and how many documents the probe has put into it.
struct LedgerOptions: ParsableArguments {
  @Argument(help: "The ledger's file.") var path: String
  @Option(help: "How many documents are in it.") var holds = 0
}

/// Brings a ledger to a size.
struct Fill: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Adds documents; prints how many it holds now.")

  @OptionGroup var ledger: LedgerOptions
  @Option(help: "How many it is to hold.") var documents: Int

  func run() throws {
    let added = try Filling(path: ledger.path).add(documents - ledger.holds, from: ledger.holds)
    print(ledger.holds + added.documents)
  }
}

/// Measures how fast documents go in.
struct Insert: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Adds documents; prints documents per second.")

  @OptionGroup var ledger: LedgerOptions
  @Option(help: "How many are added.") var documents = 25_600

  func run() throws {
    let added = try Filling(path: ledger.path).add(documents, from: ledger.holds)
    print(Double(added.documents) / (added.took / .seconds(1)))
  }
}

/// Measures how fast documents are found by business keys: reels, which are in one document, and production orders,
/// which are in twenty.
struct LookUp: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Looks documents up; prints each one's milliseconds.")

  @OptionGroup var ledger: LedgerOptions
  @Option(help: "How many are looked up.") var count = 2_000
  @Option(help: "Of the choice of keys.") var seed = 1

  func run() throws {
    let reader = try Ledger.reading(path: ledger.path)
    var chance = Chance(state: UInt64(seed))
    for turn in 0..<count {
      let number = Number(Int(chance.next() % UInt64(ledger.holds)))
      let start = Monotonic.now()
      let found = try reader.trace(turn % 2 == 0 ? number.reel : number.order)
      let took = Monotonic.now() - start
      guard found.contains(where: { $0.entry.identity?.hasSuffix(number.record) ?? false }) else {
        throw LedgerError(.contradiction, detail: "posting \(number.value) was not found")
      }
      print(took / .milliseconds(1))
    }
  }

  /// A seeded linear congruential generator: the same keys on every machine.
  private struct Chance {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 11
    }
  }
}
