import Traceability

/// A site with its history behind it, made once and copied for every run of a scenario.
struct Template: Sendable {
  let scenario: Scenario
  private let root: String
  private let folders: SiteFolders
  /// Everything that was dropped to make it, and what the runs drop: what must never be lost.
  var originals: [Scenario.Drop] { scenario.history + scenario.drops }
  /// What was collected while it was made.
  let collects: Bool

  /// Makes a site below `folder`, lets it work off the scenario's history, and asks for what people ask for.
  init(_ scenario: Scenario, collects: Bool, in folder: String, gateway: Gateway) throws(ProofError) {
    self.scenario = scenario
    self.collects = collects
    root = folder + "/template-\(scenario.name)-\(collects ? "collected" : "left")"
    folders = SiteFolders(root: root)
    try folders.make(gateway, configuration: scenario.configuration)
    try scenario.prepare(folders, gateway, collects: collects)
  }

  /// A copy of the site under another folder, with the scenario's files in its inboxes.
  func copy(to root: String) throws(ProofError) -> SiteFolders {
    let copy = SiteFolders(root: root)
    try Folders.copy(self.root, to: root)
    try copy.place(scenario.strangers)
    try copy.drop(scenario.drops)
    return copy
  }

  func remove() { Folders.remove(root) }
}

extension Scenario {
  /// Lets a site work off what lies before the scenario, and asks for what people ask for.
  func prepare(_ site: SiteFolders, _ gateway: Gateway, collects: Bool) throws(ProofError) {
    if !history.isEmpty {
      try site.drop(history)
      let ending = try gateway.run(site, Gateway.Conditions(collects: collects))
      guard ending == .exit(0) || ending == .exit(2) else {
        throw ProofError("\(site.site): the history of \(name) ended with \(String(describing: ending))")
      }
    }
    for wish in requests {
      let command = [wish.kind.rawValue, wish.subject, "--reason", "prova", "--site", site.site]
      let ending = try gateway.command(command, log: site.log)
      guard ending == .exit(0) else { throw ProofError("malote \(command): \(ending); see \(site.log)") }
    }
  }
}
