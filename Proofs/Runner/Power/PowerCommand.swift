import ArgumentParser
import Filesystem

/// `proofs power`
struct PowerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "power",
    abstract: "Corta a energia sob o Malote. (Cuts the power under the running gateway.)",
    discussion: """
      O site fica em três volumes ext4 próprios, que são desligados sem aviso: em chamadas contadas e, sob o serviço em \
      pleno movimento, ao acaso. Precisa de root e de montagens loop; onde não pode, diz e termina com 0. (The site \
      lies on three ext4 volumes that are shut down: at counted calls, and at random under the busy service. Needs root \
      and loop mounts; says so and ends with 0 where it may not.)
      """)

  @Option(help: ArgumentHelp("Cortes ao acaso. (Random cuts.)", valueName: "número"))
  var cuts = 100

  @Option(help: ArgumentHelp("Chamadas por série. (Calls per series.)", valueName: "número"))
  var spread = 5

  @Flag(help: "Cada chamada. (Every call.)")
  var every = false

  @Option(help: ArgumentHelp("Só este cenário; pode repetir. (Only this scenario.)", valueName: "nome"))
  var scenario: [String] = []

  @Option(help: ArgumentHelp("left ou collected: sem ou com quem busque. (Who collects.)", valueName: "quem"))
  var collector: [String] = ["left", "collected"]

  @Option(help: ArgumentHelp("Só esta chamada. (Only this call.)", valueName: "número"))
  var call: Int?

  @Option(help: ArgumentHelp("Só chamadas com este texto. (Only calls with this text.)", valueName: "texto"))
  var matching: String?

  @OptionGroup var shared: SharedOptions

  func run() async throws {
    let folder = try shared.folder(inMemory: true)
    if let obstacle = Volumes.obstacle(in: folder) {
      print("pulado: aqui não se cortam volumes (skipped: no volumes can be cut here): \(obstacle)")
      return
    }
    let seed = shared.chosenSeed
    let report = Report(isJSON: shared.json, seed: seed)
    report.begin()
    try counted(folder, seed, report)
    if call == nil, cuts > 0 { try random(folder, seed, report) }
    try report.end()
    if report.failures > 0 { throw ExitCode(1) }
    if !shared.keep { Folders.remove(folder) }
  }

  private func counted(_ folder: String, _ seed: UInt64, _ report: Report) throws(ProofError) {
    let choice: Series.Choice =
      call.map { .only($0, then: nil) } ?? matching.map { .matching($0, nil, seed: seed) }
      ?? (every ? .every : .spread(spread, seed: seed))
    let campaign = PowerCampaign(
      gateway: try shared.gateway(), folder: folder, choice: choice, width: shared.width ?? processorCount,
      report: report)
    for found in PowerCampaign.scenarios where scenario.isEmpty || scenario.contains(found.name) {
      for who in collector { try campaign.run(found, collects: who == "collected") }
    }
  }

  /// One site that lives through all cuts.
  private func random(_ folder: String, _ seed: UInt64, _ report: Report) throws(ProofError) {
    let volumes = Volumes(folder + "/random")
    try volumes.format()
    try volumes.mount()
    let gateway = try shared.gateway()
    try volumes.layOut(gateway, configuration: SoakPlan.configuration)
    try volumes.sync()
    // What is collected for good is kept elsewhere.
    let kept = SiteFolders(
      site: volumes.site.site, collected: folder + "/random/collected", logs: volumes.site.logs,
      faultRoot: volumes.site.faultRoot)
    try Folders.make(kept.collected)
    let soak = SoakSite(kept, gateway: gateway, stop: .cut(volumes), seed: seed, name: "power")
    let line = SoakLine(name: "power/random", report)
    var result = try soak.run(stops: cuts, checkpoint: 25) { line.progress($0) }
    let again = SiteFolders(root: folder + "/undisturbed")
    result.breaches += try Undisturbed(site: again, gateway: gateway).compare(soak.delivered())
    try volumes.unmount()
    line.finish(
      result, site: volumes.folder, replay: "scripts/prove power --cuts \(result.stops) --spread 0 --seed \(seed)")
  }
}
