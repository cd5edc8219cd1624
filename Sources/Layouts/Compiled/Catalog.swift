/// Everything that `Schemas/` declares, compiled: complete and type-safe, or not made at all.
public struct Catalog: Sendable {
  /// The flows by name, in alphabetical order.
  public let flows: [Flow]
  /// Every declaration as it was read, in path order: what the configuration's fingerprint is taken of.
  public let sources: [Source]

  /// A declaration as it was read.
  public struct Source: Sendable {
    /// Path below the schemas folder: `ordem-producao/flow.yaml`.
    public let path: String
    /// Its bytes.
    public let bytes: [UInt8]
  }

  /// The flow of that name.
  public func flow(named name: String) -> Flow? { flows.first { $0.name == name } }

  /// Every layout of every flow.
  public var layouts: [Layout] { flows.flatMap(\.layouts) }
}
