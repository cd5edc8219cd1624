public import EDIModel
public import Formats
public import Layouts

/// All ways through all flows, made once from what `Schemas/` declares: recognises a file and knows what becomes of it.
public struct Exchanges: Sendable {
  /// What the exchanges were made from.
  public let catalog: Catalog
  /// Tells which layout a file is in.
  public let recogniser: Recogniser
  /// Writes receipts; `nil` where the declarations have no flow of them.
  public let receipts: ReceiptWriter?
  /// Tells whether a file is whole by its content.
  public let wholeness: WholenessCheck
  private let byLayout: [String: Exchange]
  private let echoReaders: [String: any DocumentReader]
  private let checks: [String: FlowCheck]

  /// A choice in `deliver:` that does not fit the declarations.
  public struct ChoiceError: Error, Sendable, CustomStringConvertible {
    /// The flow it was made for.
    public let flow: String
    /// What is wrong and which choices there are.
    public let message: Bilingual
    /// The message in Portuguese.
    public var description: String { "deliver: \(flow): \(message.pt)" }
  }

  /// Prepares every exchange. `deliver` names the layout of the destination where a site wants another than the flow's
  /// own choice; witnessed readers hold every file against a foreign validator too, as samples are.
  public init(catalog: Catalog, deliver: [String: String] = [:], isWitnessed: Bool = false) throws {
    self.catalog = catalog
    recogniser = Recogniser(layouts: catalog.layouts)
    wholeness = WholenessCheck(layouts: catalog.layouts)
    receipts = catalog.flows.first { $0.kind == .receipt }.map(ReceiptWriter.init)
    var exchanges: [String: Exchange] = [:]
    var echoes: [String: any DocumentReader] = [:]
    var checks: [String: FlowCheck] = [:]
    for name in deliver.keys where catalog.flow(named: name) == nil {
      let known = catalog.flows.map(\.name).joined(separator: ", ")
      throw ChoiceError(
        flow: name, message: Bilingual(pt: "fluxo desconhecido; há \(known)", en: "unknown flow; known: \(known)"))
    }
    for flow in catalog.flows {
      let targets = try Self.targets(flow.deliveries, of: flow, to: flow.to, choice: deliver[flow.name])
      let check = FlowCheck(flow)
      checks[flow.name] = check
      for layout in flow.layouts(of: flow.from) where layout.canRead {
        exchanges[layout.path] = try Exchange(check, from: layout, to: targets, isWitnessed: isWitnessed)
      }
      if let returns = flow.returns {
        // Receipts come back too.
        let targets = try Self.targets(returns, of: flow, to: flow.from, choice: nil)
        for layout in flow.layouts(of: flow.to) where layout.canRead {
          exchanges[layout.path] = try Exchange(check, from: layout, to: targets, isWitnessed: isWitnessed)
        }
        continue
      }
      for layout in flow.layouts(of: flow.to) where layout.canRead {
        echoes[layout.path] = try Format.reader(for: layout, isWitnessed: isWitnessed)
      }
    }
    byLayout = exchanges
    echoReaders = echoes
    self.checks = checks
  }

  /// The exchange that a file in this layout goes through; `nil` when the layout belongs to a flow's destination.
  public func exchange(for layout: Layout) -> Exchange? { byLayout[layout.path] }

  /// The layout of a path, `ordem-producao/protheus-xml`.
  public func layout(_ path: String) -> Layout? { reader(forPath: path)?.layout }

  /// The reader of a layout that is read here or written by us.
  public func reader(for layout: Layout) -> (any DocumentReader)? { reader(forPath: layout.path) }

  private func reader(forPath path: String) -> (any DocumentReader)? { byLayout[path]?.reader ?? echoReaders[path] }

  /// What the documents of a layout's flow are held against.
  func check(of layout: Layout) -> FlowCheck? { checks[layout.flow] }

  /// The flow's own deliveries; a site's choice takes the place of the standard one.
  private static func targets(
    _ deliveries: Flow.Deliveries, of flow: Flow, to system: String, choice: String?
  ) throws -> Targets {
    let layouts = flow.layouts(of: system).filter(\.canWrite)
    func target(_ name: String) throws -> Target {
      guard let layout = layouts.first(where: { $0.name == name }) else {
        let known = layouts.map(\.name).joined(separator: ", ")
        throw ChoiceError(
          flow: flow.name,
          message: Bilingual(
            pt: "escolha um layout de \(system): \(known)", en: "choose one layout of \(system): \(known)"))
      }
      return Target(layout)
    }
    return Targets(
      cases: try deliveries.cases.map { (condition: $0.condition, target: try target($0.layout)) },
      standard: try target(choice ?? deliveries.standard))
  }
}
