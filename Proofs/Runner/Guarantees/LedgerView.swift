import EDIModel
import Traceability

/// What a ledger says at one moment, read from a copy of its files: the process that wrote it may be dead, and is to
/// find them untouched.
struct LedgerView: Sendable {
  var interchanges: [InterchangeRecord] = []
  var documents: [DocumentRecord] = []
  var balance: Balance?
  /// Where its chain ends; `nil` where there is none.
  var head: ChainHead?
  /// What the audit has against it.
  var problems: [String] = []

  /// Whether there is a ledger yet: the first start may have been stopped before.
  var exists: Bool { balance != nil }

  /// Copies a site's ledger to `folder` and reads it there. `known` must be an entry of its chain.
  init(of site: SiteFolders, copiedTo folder: String, known: ChainHead?) throws(ProofError) {
    Folders.remove(folder)
    try Folders.make(folder)
    for ending in ["", "-wal"] {
      // The log's index is made anew from the log.
      if let bytes = Bytes.read(site.ledger + ending) { try Bytes.write(bytes, to: folder + "/l" + ending) }
    }
    defer { Folders.remove(folder) }
    try self.init(path: folder + "/l", known: known)
  }

  /// Reads a ledger where it stands.
  init(path: String, known: ChainHead?) throws(ProofError) {
    do { try read(Ledger.reading(path: path), known: known) } catch {
      // A file that has only got its header, or nothing at all.
      guard (error as? LedgerError)?.code == .missing else { throw ProofError("\(path): \(error)") }
    }
  }

  private mutating func read(_ ledger: LedgerReader, known: ChainHead?) throws {
    var number: Int64 = 1
    while let record = try ledger.interchange(InterchangeID(number)) {
      interchanges.append(record)
      var last = 0
      while case let page = try ledger.documents(of: record.id, after: last), let end = page.last {
        documents += page
        last = end.id.ordinal
      }
      number += 1
    }
    let report = try ledger.audit(known: known)
    head = report.head
    if !report.isClean { problems = report.problems.map { "\($0)" } }
    balance = try ledger.balance()
  }

  /// The interchange of a file, by what was dropped; of several under one name the one with its bytes.
  func interchange(of drop: Scenario.Drop) -> InterchangeRecord? {
    let name = Array(drop.name.utf8)
    let hash = Bytes.hash(drop.bytes)
    let named = interchanges.filter { $0.system == drop.system && $0.name == name && $0.reprocesses == nil }
    return named.first { $0.sha256 == hash } ?? named.last { $0.sha256 == nil }
  }

  /// The document whose output has a name.
  func document(named name: String, for system: String) -> DocumentRecord? {
    let bytes = Array(name.utf8)
    return documents.last { $0.output.map { $0.name == bytes && $0.system == system } ?? false }
  }

  /// How many documents are in each state, counted by hand.
  var states: [DocumentState: Int] { documents.reduce(into: [:]) { $0[$1.state, default: 0] += 1 } }
}
