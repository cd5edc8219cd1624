internal import Crypto
public import EDIModel
public import Layouts

/// The identifier of a document for the systems.
public enum DocumentIdentifier {
  /// A name-based UUID (version 8 of RFC 9562) over flow, identity and, for state flows, stamp: the first bytes of their
  /// SHA-256. The same document has the same one however often it is converted.
  public static func make(for document: Document, in flow: Flow) -> String {
    var name = start(flow)
    let identity = name.count
    for (index, field) in flow.identity.key.enumerated() {
      guard let range = document.range(of: field, in: .root) else {
        name.removeLast(name.count - identity)
        break
      }
      if index > 0 { name.append(separator) }
      name.append(contentsOf: document.arena[range])
    }
    name.append(separator)
    if flow.identity.kind == .state, let range = document.range(of: flow.identity.stamp, in: .root) {
      name.append(contentsOf: document.arena[range])
    }
    return uuid(SHA256.hash(data: name))
  }

  /// The same from an identity, empty when a part of it is missing, and a stamp.
  static func make(_ flow: Flow, identity: some Sequence<UInt8>, stamp: some Sequence<UInt8>) -> String {
    var name = start(flow)
    name.append(contentsOf: identity)
    name.append(separator)
    if flow.identity.kind == .state { name.append(contentsOf: stamp) }
    return uuid(SHA256.hash(data: name))
  }

  private static func start(_ flow: Flow) -> [UInt8] {
    var name: [UInt8] = []
    name.reserveCapacity(128)
    name.append(contentsOf: flow.name.utf8)
    name.append(separator)
    return name
  }

  /// Between the parts of a name: no text of a document holds it.
  private static let separator: UInt8 = 0x1F

  private static func uuid(_ digest: SHA256.Digest) -> String {
    String(unsafeUninitializedCapacity: 36) { text in
      var position = 0
      func put(_ byte: UInt8) {
        text[position] = byte
        position += 1
      }
      for (index, byte) in digest.prefix(16).enumerated() {
        if index == 4 || index == 6 || index == 8 || index == 10 { put(UInt8(ascii: "-")) }
        let marked = index == 6 ? byte & 0x0F | 0x80 : index == 8 ? byte & 0x3F | 0x80 : byte
        put(hex(marked >> 4))
        put(hex(marked & 0x0F))
      }
      return position
    }
  }

  private static func hex(_ digit: UInt8) -> UInt8 { digit < 10 ? 48 + digit : 87 + digit }
}
