import Traceability

/// What stands in a site, and what was collected from it, at one moment between two runs.
struct Scene: Sendable {
  /// A file that a system has got, or can get.
  struct Output: Sendable, Hashable {
    let system: String
    let name: String
    let bytes: [UInt8]
    /// Its place among what was collected; `nil` while it stands in the outbox.
    var collected: String?
  }

  var outputs: [Output] = []
  /// Below `error/`, by path.
  var errors: [String: [UInt8]] = [:]
  /// SHA-256 of the files below `archive/`, by path.
  var archive: [String: [UInt8]] = [:]
  /// The files in the inboxes, by system.
  var inboxes: [String: [[UInt8]]] = [:]
  /// The files in the work areas, by system and name.
  var work: [String: [String: [UInt8]]] = [:]
  /// Names that begin with a dot, where only finished things should be.
  var hidden: [String] = []
  var ledger: LedgerView

  /// Looks at a site that nobody works on.
  init(_ site: SiteFolders, known: ChainHead?) throws(ProofError) {
    ledger = try LedgerView(of: site, copiedTo: site.logs + "/ledger-copy", known: known)
    for system in SiteFolders.systems { look(into: system, of: site) }
    for name in Bytes.names(in: site.collected) { collect(name, from: site) }
    for path in Bytes.files(below: site.errors) {
      errors[path] = Bytes.read(site.errors + "/" + path)
      if Self.isHidden(path) { hidden.append("error/" + path) }
    }
    for path in Bytes.files(below: site.archive) {
      archive[path] = Bytes.read(site.archive + "/" + path).map(Bytes.hash)
      if Self.isHidden(path) { hidden.append("archive/" + path) }
    }
  }

  private mutating func look(into system: String, of site: SiteFolders) {
    for name in Bytes.names(in: site.outbox(system)) {
      if name.hasPrefix(".") {
        hidden.append(system + "/outbox/" + name)
      } else if let bytes = Bytes.read(site.outbox(system) + "/" + name) {
        outputs.append(Output(system: system, name: name, bytes: bytes))
      }
    }
    for name in Bytes.names(in: site.inbox(system)) where name != ".malote" {
      if let bytes = Bytes.read(site.inbox(system) + "/" + name) { inboxes[system, default: []].append(bytes) }
    }
    for name in Bytes.names(in: site.work(system)) {
      work[system, default: [:]][name] = Bytes.read(site.work(system) + "/" + name)
    }
  }

  /// `RUN-COUNT-NAME`: the collector knows the order, and the name tells whose it was.
  private mutating func collect(_ file: String, from site: SiteFolders) {
    let parts = file.split(separator: "-", maxSplits: 2)
    guard parts.count == 3, let bytes = Bytes.read(site.collected + "/" + file) else { return }
    let name = String(parts[2])
    let system = name.hasSuffix(".txt") ? "trimpaper" : "protheus"
    outputs.append(Output(system: system, name: name, bytes: bytes, collected: file))
  }

  private static func isHidden(_ path: String) -> Bool {
    path.split(separator: "/").contains { $0.hasPrefix(".") }
  }
}
