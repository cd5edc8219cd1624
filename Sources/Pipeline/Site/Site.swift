public import Conversion
internal import Crypto
public import EDIModel
internal import Filesystem
public import Layouts

/// A site: one folder with its `malote.yaml`, its own copy of the schemas, its systems' folders, archive and ledger.
public struct Site: Sendable {
  /// The folder, absolute.
  public let path: String
  /// What `malote.yaml` says.
  public let configuration: SiteConfiguration
  /// What its schemas declare, ready to run.
  public let exchanges: Exchanges
  /// SHA-256 over `malote.yaml` and every declaration: what was in force, for the ledger.
  public let fingerprint: [UInt8]

  /// Why a site cannot be used.
  public enum Failure: Error, Sendable {
    /// There is no `malote.yaml` in the folder.
    case notASite(path: String)
    /// Its declarations or `malote.yaml` are wrong.
    case declarations(DeclarationErrors)
    /// Its `deliver:` or systems do not fit its flows.
    case choice(Bilingual)
  }

  /// Loads a site; nothing is created or changed.
  public static func load(_ path: String) throws -> Site {
    // The declarations as text take several times what is compiled of them.
    defer { trimHeaps() }
    let file = path + "/malote.yaml"
    guard let bytes = try? WholeFile.bytes(of: file) else { throw Failure.notASite(path: path) }
    do {
      let configuration = try SiteConfiguration.load(bytes, file: file)
      let catalog = try Catalog.load(from: path + "/schemas")
      try check(configuration, against: catalog)
      var hash = SHA256()
      hash.update(data: bytes)
      for source in catalog.sources { hash.update(data: Array(source.path.utf8) + [0] + source.bytes) }
      return Site(
        path: path, configuration: configuration,
        exchanges: try Exchanges(catalog: catalog, deliver: configuration.deliver), fingerprint: Array(hash.finalize()))
    } catch let errors as DeclarationErrors {
      throw Failure.declarations(errors)
    } catch let error as Exchanges.ChoiceError {
      throw Failure.choice(Bilingual(pt: error.description, en: "deliver: \(error.flow): \(error.message.en)"))
    }
  }

  /// A path of the configuration, absolute.
  public func resolve(_ relative: String) -> String { relative.hasPrefix("/") ? relative : path + "/" + relative }

  /// The ledger.
  public var ledgerPath: String { path + "/malote.sqlite" }
  /// The originals.
  public var archivePath: String { path + "/archive" }
  /// What was rejected.
  public var errorPath: String { path + "/error" }
  /// The lock that only one gateway holds.
  public var lockPath: String { path + "/malote.lock" }

  /// What every file is held against.
  public var facts: SiteFacts {
    SiteFacts(
      company: configuration.company, branches: configuration.branches, environment: configuration.environment)
  }

  private static func check(_ configuration: SiteConfiguration, against catalog: Catalog) throws {
    try checkFlows(configuration, against: catalog)
    let known = Set(configuration.systems.map(\.name))
    for flow in catalog.flows {
      for system in [flow.from, flow.to] where !known.contains(system) {
        throw Failure.choice(
          Bilingual(
            pt: "malote.yaml: falta o sistema “\(system)”, do fluxo \(flow.name)",
            en: "malote.yaml: the system “\(system)” of the flow \(flow.name) is missing"))
      }
    }
    let folders = configuration.systems.flatMap { [$0.inbox, $0.outbox] }
    if let twice = folders.first(where: { folder in folders.count { $0 == folder } > 1 }) {
      throw Failure.choice(
        Bilingual(
          pt: "malote.yaml: a pasta \(twice) aparece duas vezes; o que sai não pode voltar a entrar",
          en: "malote.yaml: the folder \(twice) is named twice; what goes out must not come in again"))
    }
  }

  /// A flow that is misspelled would quietly be as one that is not named.
  private static func checkFlows(_ configuration: SiteConfiguration, against catalog: Catalog) throws {
    let named = [
      ("without_receipt", configuration.withoutReceipt), ("answer_within", configuration.answerWithin.keys.sorted()),
    ]
    for (key, names) in named {
      for name in names where name != "*" && catalog.flow(named: name) == nil {
        let known = catalog.flows.map(\.name).joined(separator: ", ")
        throw Failure.choice(
          Bilingual(
            pt: "malote.yaml: \(key): \(name): fluxo desconhecido; há \(known)",
            en: "malote.yaml: \(key): \(name): unknown flow; known: \(known)"))
      }
    }
  }
}
