import ArgumentParser
import Filesystem

/// `proofs calls`
struct CallsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calls",
    abstract: "Uma falha em cada chamada. (A fault at every call that changes files.)",
    discussion: """
      Cada cenário, com e sem quem busque na hora, com cada falha, na chamada 1, 2, 3, … até que uma execução passe sem \
      ser tocada. (Each scenario, with and without a collector, with each fault, at call 1, 2, 3, ... until a run passes \
      untouched.)
      """)

  @Option(help: ArgumentHelp("Só este cenário; pode repetir. (Only this scenario.)", valueName: "nome"))
  var scenario: [String] = []

  @Option(help: ArgumentHelp("Só esta falha; pode repetir. (Only this fault.)", valueName: "nome"))
  var fault: [String] = []

  @Option(help: ArgumentHelp("left ou collected: sem ou com quem busque. (Who collects.)", valueName: "quem"))
  var collector: [String] = []

  @Option(help: ArgumentHelp("Só esta chamada. (Only this call.)", valueName: "número"))
  var call: Int?

  @Option(help: ArgumentHelp("Só chamadas com este texto. (Only calls with this text.)", valueName: "texto"))
  var matching: String?

  @Option(help: ArgumentHelp("Com --call: a chamada da recuperação. (The call of the recovery.)", valueName: "número"))
  var then: Int?

  @Option(help: ArgumentHelp("Tantas chamadas por série, espalhadas. (So many calls per series.)", valueName: "número"))
  var spread: Int?

  @Option(help: ArgumentHelp("Com --twice: tantas por recuperação. (So many calls per recovery.)", valueName: "número"))
  var thenSpread: Int?

  @Flag(help: "Derruba também a recuperação, em cada chamada dela. (Kills the recovery too, at every call of it.)")
  var twice = false

  @OptionGroup var shared: SharedOptions

  func run() async throws {
    let seed = shared.chosenSeed
    let report = Report(isJSON: shared.json, seed: seed)
    let folder = try shared.folder(inMemory: true)
    let campaign = Campaign(
      gateway: try shared.gateway(), folder: folder, choice: choice(seed), recoveries: thenSpread,
      width: shared.width ?? processorCount * 3,
      keeps: shared.keep, report: report)
    report.begin()
    for scenario in try scenarios() {
      for collects in try collectors() {
        try campaign.run(scenario, collects: collects, faults(), isTwice: twice || then != nil)
      }
    }
    try report.end()
    if report.failures == 0, !shared.keep { Folders.remove(folder) }
    if report.failures > 0 { throw ExitCode(1) }
  }

  private func choice(_ seed: UInt64) -> Series.Choice {
    if let call { return .only(call, then: then) }
    if let matching { return .matching(matching, spread, seed: seed) }
    return spread.map { .spread($0, seed: seed) } ?? .every
  }

  private func scenarios() throws -> [Scenario] {
    if scenario.isEmpty { return Scenario.all }
    return try scenario.map { name in
      guard let found = Scenario.named(name) else {
        throw ValidationError("\(name): \(Scenario.all.map(\.name).joined(separator: ", "))")
      }
      return found
    }
  }

  private func faults() throws -> [Fault] {
    if fault.isEmpty { return twice ? [Fault(kind: .kill)] : Fault.all }
    return try fault.map { name in
      guard let found = Fault.named(name) else {
        throw ValidationError("\(name): \(Fault.all.map(\.name).joined(separator: ", "))")
      }
      return found
    }
  }

  private func collectors() throws -> [Bool] {
    if collector.isEmpty { return [false, true] }
    return try collector.map { name in
      guard ["left", "collected"].contains(name) else { throw ValidationError("\(name): left, collected") }
      return name == "collected"
    }
  }
}
