internal import Crypto
public import EDIModel
public import Layouts

/// What the ledger needs to know of a document, in the flow's own terms: never a word of a layout.
public struct DocumentFacts: Sendable {
  /// The key's canonical values joined by U+001F; `nil` when a part of it is missing.
  public let identity: String?
  /// The source's stamp, `AAAAMMDDHHMMSS`; empty when missing.
  public let stamp: String
  /// `op:01|010004|A9716901001`, one per lane whose key is complete.
  public let lanes: [String]
  /// The business keys, each once.
  public let keys: [Key]
  /// SHA-256 of the content without the envelope.
  public let content: [UInt8]

  /// A business key.
  public struct Key: Sendable, Hashable {
    /// `op`, `pedido`, `produto`, ...
    public let kind: String
    /// Its value.
    public let value: String
    /// A person's data.
    public let isPersonal: Bool
  }

  /// Takes the facts of a document of a flow.
  public init(of document: Document, in flow: Flow) {
    identity = Self.join(flow.identity.key, of: document, by: "\u{1F}")
    stamp = document.text(of: flow.identity.stamp) ?? ""
    lanes = flow.lanes.compactMap { lane in
      Self.join(lane.key, of: document, by: "|").map { lane.name + ":" + $0 }
    }
    keys = Self.keys(of: document, in: flow)
    var hash = SHA256()
    document.updateContent { hash.update(data: $0) }
    content = Array(hash.finalize())
  }

  /// The document's identifier for the systems; see ``DocumentIdentifier``.
  public func identifier(in flow: Flow) -> String {
    DocumentIdentifier.make(flow, identity: (identity ?? "").utf8, stamp: stamp.utf8)
  }

  private static func join(_ fields: [FieldRef], of document: Document, by separator: String) -> String? {
    let values = fields.map { document.text(of: $0) }
    return values.contains(nil) ? nil : values.compactMap(\.self).joined(separator: separator)
  }

  private static func keys(of document: Document, in flow: Flow) -> [Key] {
    var seen: Set<Key> = []
    return flow.keys.flatMap { key in
      (0..<document.count(of: key.field.group)).compactMap { index in
        document.text(of: key.field, in: Row(group: key.field.group, index: index)).map {
          Key(kind: key.kind, value: $0, isPersonal: flow.shape[key.field].isPersonal)
        }
      }
    }.filter { seen.insert($0).inserted }
  }
}
