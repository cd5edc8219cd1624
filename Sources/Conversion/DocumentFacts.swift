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

  /// The document's identifier for the systems: a name-based UUID (version 8 of RFC 9562) over flow, identity and, for
  /// state flows, stamp. The same document has the same one however often it is converted.
  public func identifier(in flow: Flow) -> String {
    let version = flow.identity.kind == .state ? stamp : ""
    let name = [flow.name, identity ?? "", version].joined(separator: "\u{1F}")
    var bytes = Array(SHA256.hash(data: Array(name.utf8)).prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    let hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    return [hex[0..<4], hex[4..<6], hex[6..<8], hex[8..<10], hex[10..<16]].map { $0.joined() }.joined(separator: "-")
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
