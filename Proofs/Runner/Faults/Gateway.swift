/// The program under proof: `malote`, with the fault library before the C library.
struct Gateway: Sendable {
  /// The program.
  let malote: String
  /// The library that is preloaded.
  let library: String

  /// Takes both from a folder of built products, where `malote` is not named.
  init(malote: String?, products: String) throws(ProofError) {
    self.malote = try Folders.canonical(malote ?? products + "/malote")
    library = try Folders.canonical(products + "/libFaultInjection.so")
  }

  /// How one run is disturbed, and who collects.
  struct Conditions: Sendable {
    var strike: Strike?
    /// Opening an original whose path holds this ends the process.
    var poison: String?
    var collects = false
    /// Counts the runs of one site from 0.
    var run = 0
    /// Whether the fault library is there at all.
    var isCounted = true
  }

  /// Starts a run that works off what is there (`--once`), or the service.
  func start(
    _ site: SiteFolders, _ conditions: Conditions = Conditions(), once: Bool = true
  ) throws(ProofError) -> Program {
    try Program.start(
      malote, ["run"] + (once ? ["--once"] : []) + ["--site", site.site],
      environment: environment(site, conditions), log: site.log)
  }

  /// Runs `--once` to its end.
  func run(
    _ site: SiteFolders, _ conditions: Conditions = Conditions(), within limit: Duration = .seconds(120)
  ) throws(ProofError) -> Program.Ending? {
    let program = try start(site, conditions)
    let ending = program.wait(within: limit)
    if ending == nil { program.end() }
    return ending
  }

  /// Runs another command of `malote`.
  func command(_ arguments: [String], log: String) throws(ProofError) -> Program.Ending {
    try Program.run(malote, arguments, log: log)
  }

  func environment(_ site: SiteFolders, _ conditions: Conditions) -> [String: String] {
    guard conditions.isCounted else { return [:] }
    var all = [
      "LD_PRELOAD": library, "FAULT_ROOT": site.faultRoot, "FAULT_LOG": site.calls(ofRun: conditions.run),
      "FAULT_ROUND": "\(conditions.run)",
    ]
    if let strike = conditions.strike {
      all["FAULT_KIND"] = strike.fault.kind.rawValue
      all["FAULT_AT"] = "\(strike.call)"
      if strike.fault.isOnward { all["FAULT_ONWARD"] = "1" }
    }
    all["FAULT_READING"] = conditions.poison
    if conditions.collects {
      all["FAULT_OUTBOXES"] = SiteFolders.systems.compactMap { try? Folders.canonical(site.outbox($0)) }.joined(
        separator: ":")
      all["FAULT_COLLECTED"] = site.collected
    }
    return all
  }
}
