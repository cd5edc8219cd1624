/// The folders of one site that is put to the proof, and what is done with them from outside.
struct SiteFolders: Sendable {
  /// Everything of this site: the site itself, what was collected, logs.
  let root: String

  /// The site, as the gateway is told.
  var site: String { root + "/site" }
  /// Where the collector puts what it collects.
  var collected: String { root + "/collected" }
  /// What the gateway said in all its runs.
  var log: String { root + "/malote.log" }
  /// The calls of one run.
  func calls(ofRun run: Int) -> String { root + "/calls-\(run).log" }

  /// The two systems.
  static let systems = ["protheus", "trimpaper"]

  func inbox(_ system: String) -> String { site + "/" + system + "/inbox" }
  func outbox(_ system: String) -> String { site + "/" + system + "/outbox" }
  func work(_ system: String) -> String { inbox(system) + "/.malote" }
  var archive: String { site + "/archive" }
  var errors: String { site + "/error" }
  var ledger: String { site + "/malote.sqlite" }

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

  /// Removes all of it.
  func remove() { Folders.remove(root) }
}
