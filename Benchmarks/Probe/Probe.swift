import ArgumentParser

/// What `Benchmarks/run` cannot see from outside the program: reading alone, and the ledger alone.
@main
struct Probe: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark-probe", abstract: "Measures single rooms for Benchmarks/run.",
    subcommands: [Read.self, Fill.self, Insert.self, LookUp.self])
}
