/// The folders of one site that is put to the proof, and what is done with them from outside.
struct SiteFolders: Sendable {
  /// The site, as the gateway is told.
  let site: String
  /// Where the collector puts what it collects.
  let collected: String
  /// What the gateway said, and what was counted.
  let logs: String
  /// The folder below which calls count.
  let faultRoot: String

  init(site: String, collected: String, logs: String, faultRoot: String) {
    self.site = site
    self.collected = collected
    self.logs = logs
    self.faultRoot = faultRoot
  }

  /// A site with everything below one folder.
  init(root: String) {
    self.init(
      site: root + "/site", collected: root + "/collected", logs: root, faultRoot: root + "/site")
  }

  /// What the gateway said in all its runs.
  var log: String { logs + "/malote.log" }
  /// The calls of one run.
  func calls(ofRun run: Int) -> String { logs + "/calls-\(run).log" }

  /// The two systems.
  static let systems = ["protheus", "trimpaper"]

  func inbox(_ system: String) -> String { site + "/" + system + "/inbox" }
  func outbox(_ system: String) -> String { site + "/" + system + "/outbox" }
  func work(_ system: String) -> String { inbox(system) + "/.malote" }
  var archive: String { site + "/archive" }
  var errors: String { site + "/error" }
  var ledger: String { site + "/malote.sqlite" }

  /// Makes a site as `malote init` does, with a configuration of its own.
  func make(_ gateway: Gateway, configuration: String) throws(ProofError) {
    for folder in [collected, logs] { try Folders.make(folder) }
    guard try gateway.command(["init", site], log: log) == .exit(0) else {
      throw ProofError("\(site): malote init failed; see \(log)")
    }
    keepFlows()
    try Bytes.write(configuration.utf8, to: site + "/malote.yaml")
  }

  /// What the scenarios use of the declarations. A site owns its copy of them; to compile all that is shipped, at each of
  /// thousands of starts, would be most of what a run takes.
  private static let declarations = ["common", "apontamento-producao", "ordem-producao", "pedido-venda", "retorno"]

  private func keepFlows() {
    let schemas = site + "/schemas"
    for name in Folders.names(in: schemas) where !Self.declarations.contains(name) {
      Folders.remove(schemas + "/" + name)
    }
  }

  /// Drops files, the first being the oldest: the order in which they are taken does not depend on the machine.
  func drop(_ files: [Scenario.Drop]) throws(ProofError) {
    for (index, file) in files.enumerated() {
      let path = inbox(file.system) + "/" + file.name
      try Bytes.write(file.bytes, to: path)
      Bytes.date(path, 1_790_000_000 + index)
    }
  }

  /// Puts files of other programs into outboxes.
  func place(_ files: [Scenario.Drop]) throws(ProofError) {
    for file in files { try Bytes.write(file.bytes, to: outbox(file.system) + "/" + file.name) }
  }
}
