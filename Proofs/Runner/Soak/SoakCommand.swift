import ArgumentParser
import Filesystem

/// `proofs soak`
struct SoakCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "soak",
    abstract: "Derruba o serviço ao acaso, em pleno movimento. (Kills the service at random, in full flow.)",
    discussion: """
      Arquivos entram e saem o tempo todo: inteiros, aos poucos, renomeados, repetidos, atualizados, quebrados. O que \
      entra se repete com a semente; o instante de cada queda, não. (What comes in repeats with the seed; the moments of \
      the kills do not.)
      """)

  @Option(help: ArgumentHelp("Quantas quedas. (How many kills.)", valueName: "número"))
  var kills = 1000

  @Option(help: ArgumentHelp("Confere tudo a cada tantas. (Checks all after so many.)", valueName: "número"))
  var checkpoint = 50

  @OptionGroup var shared: SharedOptions

  func run() async throws {
    let seed = shared.chosenSeed
    let report = Report(isJSON: shared.json, seed: seed)
    let folder = try shared.folder(inMemory: true)
    let gateway = try shared.gateway()
    report.begin()
    let width = max(1, min(shared.width ?? processorCount, kills))
    _ = try parallelMap(width, width: width) { number throws(ProofError) in
      let share = kills / width + (number < kills % width ? 1 : 0)
      try Self.soak(
        folder: folder + "/soak-\(number)", gateway, SoakSeed(seed: seed, name: "soak-\(number)"), share,
        checkpoint: checkpoint, report)
    }
    try report.end()
    if report.failures > 0 { throw ExitCode(1) }
    if !shared.keep { Folders.remove(folder) }
  }

  struct SoakSeed: Sendable {
    let seed: UInt64
    let name: String
  }

  /// One site.
  private static func soak(
    folder: String, _ gateway: Gateway, _ seed: SoakSeed, _ kills: Int, checkpoint: Int, _ report: Report
  ) throws(ProofError) {
    let site = SiteFolders(root: folder + "/main")
    try site.make(gateway, configuration: SoakPlan.configuration)
    let soak = SoakSite(site, gateway: gateway, stop: .kill, seed: seed.seed, name: seed.name)
    let line = SoakLine(name: seed.name, report)
    var result = try soak.run(stops: kills, checkpoint: checkpoint) { line.progress($0) }
    let again = SiteFolders(root: folder + "/undisturbed")
    result.breaches += try Undisturbed(site: again, gateway: gateway).compare(soak.delivered())
    line.finish(
      result, site: site.logs,
      replay: "scripts/prove soak --kills \(result.stops) --checkpoint \(checkpoint) --seed \(seed.seed)")
  }
}
