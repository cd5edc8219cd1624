import EDIModel
import Filesystem
import Foundation
import Layouts
import Logging
import TestSupport
import Traceability
import Transports

@testable import Pipeline

/// A real site in a temporary folder: real files, real ledger, the shipped schemas. Removed with its last owner.
final class TestSite {
  let path: String

  init(configuration: String = TestSite.configuration, schemas: String = SharedFolders.schemas) throws {
    let template = FileManager.default.temporaryDirectory.path + "/malote-XXXXXX"
    var name = Array(template.utf8CString)
    guard let made = mkdtemp(&name) else { throw POSIXError(.EIO) }
    path = String(cString: made)
    try SiteMaker.make(at: path, schemas: schemas)
    try write(configuration, to: "malote.yaml")
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Short waits, everything else as a new site has it.
  static let configuration = """
    site: teste
    company: "01"
    branches: ["010004"]
    systems:
      protheus:
        inbox: protheus/inbox
        outbox: protheus/outbox
        quiet: 20ms
        patience: 400ms
        ignored_prefixes: ["OK_", "ERR_"]
      trimpaper:
        inbox: trimpaper/inbox
        outbox: trimpaper/outbox
        quiet: 20ms
        patience: 400ms
    largest_file: 64MB
    without_receipt: ["*"]

    """

  func write(_ text: String, to file: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + file))
  }

  /// Drops a file as a careful partner does: under a temporary name, then renamed.
  func drop(_ bytes: [UInt8], as name: String, into system: String) throws {
    let inbox = path + "/" + system + "/inbox/"
    try Data(bytes).write(to: URL(fileURLWithPath: inbox + name + ".tmp"))
    guard rename(inbox + name + ".tmp", inbox + name) == 0 else { throw POSIXError(.EIO) }
  }

  func drop(_ text: String, as name: String, into system: String) throws {
    try drop(Array(text.utf8), as: name, into: system)
  }

  /// The names in a folder of the site, hidden ones left out, sorted.
  func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path + "/" + folder).filter { !$0.hasPrefix(".") }.sorted()
  }

  func bytes(of file: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path + "/" + file))) }

  func text(of file: String) throws -> String { String(decoding: try bytes(of: file), as: UTF8.self) }

  /// Opens the gateway and lets it recover, as a start does.
  func start(
    _ change: (inout Gateway.Settings) -> Void = { _ in }, isStopping: @escaping @Sendable () -> Bool = { false }
  ) throws -> Gateway {
    var settings = Gateway.Settings()
    settings.retryDelay = .milliseconds(20)
    change(&settings)
    let gateway = try Gateway(
      site: Site.load(path), settings: settings, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      actor: "teste", isStopping: isStopping)
    try gateway.recover()
    return gateway
  }

  /// Runs rounds until nothing is left that can be taken now, for at most ten seconds.
  func settle(_ gateway: Gateway, until isDone: ((Gateway) throws -> Bool)? = nil) throws {
    let limit = Monotonic.now() + .seconds(10)
    var quietSince = Monotonic.now()
    while Monotonic.now() < limit {
      let outcome = try gateway.round()
      if let isDone, try isDone(gateway) { return }
      if outcome.didWork || outcome.hasMore { quietSince = .now() }
      if isDone == nil, Monotonic.now() > quietSince + .milliseconds(120) { return }
      usleep(5000)
    }
  }

  /// Starts, works everything off, and stops.
  func work(_ change: (inout Gateway.Settings) -> Void = { _ in }) throws {
    let gateway = try start(change)
    try settle(gateway)
  }

  /// Takes files of one name to P6 and no further; those that are there already are given back as they are.
  func receive(_ gateway: Gateway, named name: String) throws -> [InterchangeRecord] {
    let limit = Monotonic.now() + .seconds(5)
    while Monotonic.now() < limit {
      for route in gateway.routes {
        let known = try gateway.ledger.unfinished().filter { $0.name == Array(name.utf8) && $0.state == .received }
        if !known.isEmpty { return known }
        let found = try gateway.look(into: route, now: .now(), limit: 16).candidates
          .filter { $0.name == Array(name.utf8) }
        if !found.isEmpty { return try gateway.archive(gateway.claim(found, from: route), from: route) }
      }
      usleep(5000)
    }
    return []
  }

  /// The ledger as an auditor sees it.
  func ledger() throws -> LedgerReader { try Ledger.reading(path: path + "/malote.sqlite") }

  /// The states of all documents, in the order of their ids.
  func states() throws -> [DocumentState] {
    try ledger().list(LedgerFilter()).sorted { $0.id < $1.id }.map(\.state)
  }
}
