/// The names of facts. Stored bytes hold a name's code, so codes are never changed or used again; what is hashed and
/// shown is its text.
///
/// The cases stand in the order of their texts, which is the order in which facts are written.
enum FactName: UInt8, CaseIterable {
  case actor = 1
  case archive, archiveHex, at, attempt, by, config, content, destination, document, flow, from, identity, interchange
  case judgement, keys, kind, layout, ledger, name, nameHex, number, of, reason, registration, related, request, result
  case seq, sha256, size, stamp, state, system, target, to, what

  /// The texts in the order of the codes.
  static let texts = [
    "actor", "archive", "archiveHex", "at", "attempt", "by", "config", "content", "destination", "document", "flow",
    "from", "identity", "interchange", "judgement", "keys", "kind", "layout", "ledger", "name", "nameHex", "number",
    "of", "reason", "registration", "related", "request", "result", "seq", "sha256", "size", "stamp", "state", "system",
    "target", "to", "what",
  ]

  /// `,"name":` of each, as the canonical bytes have it.
  private static let members = texts.map { Array(",\"\($0)\":".utf8) }

  var text: String { Self.texts[Int(rawValue) - 1] }
  var member: [UInt8] { Self.members[Int(rawValue) - 1] }
}
