import EDIModel

extension Registration {
  /// The word under which it is stored.
  var word: String {
    switch self {
    case .accepted: "accepted"
    case .duplicate: "duplicate"
    case .superseded: "superseded"
    case .divergent: "divergent"
    case .rejected: "rejected"
    case .ignored: "ignored"
    case .consumed: "consumed"
    }
  }

  /// The state that a document begins in.
  var state: DocumentState {
    switch self {
    case .accepted: .waiting
    case .duplicate: .duplicate
    case .superseded: .superseded
    case .divergent, .rejected: .rejected
    case .ignored: .ignored
    case .consumed: .consumed
    }
  }

  /// The document that decided it.
  var related: DocumentID? {
    switch self {
    case .duplicate(let id), .superseded(let id), .divergent(let id): id
    default: nil
    }
  }

  /// Its file number and output name; 0 and none unless it is accepted.
  var allocated: (number: Int64, name: [UInt8]) {
    if case .accepted(let number, let name) = self { (number, name) } else { (0, []) }
  }

  init(_ word: String, related: DocumentID?, number: Int64, name: [UInt8]) throws {
    switch (word, related) {
    case ("accepted", _): self = .accepted(fileNumber: number, outputName: name)
    case ("duplicate", .some(let id)): self = .duplicate(of: id)
    case ("superseded", .some(let id)): self = .superseded(by: id)
    case ("divergent", .some(let id)): self = .divergent(from: id)
    case ("rejected", _): self = .rejected
    case ("ignored", _): self = .ignored
    case ("consumed", _): self = .consumed
    default: throw LedgerError(.damaged, detail: "registration '\(word)'")
    }
  }

  /// What the chain keeps of a registration.
  func facts(_ entry: DocumentEntry, keys: [BusinessKey], related: DocumentID?) -> [Fact] {
    var facts = [
      Fact("state", state.rawValue), Fact("registration", word), Fact("content", hash: entry.content),
      Fact("keys", keys.canonical),
    ]
    if let flow = entry.flow { facts.append(Fact("flow", flow)) }
    if let layout = entry.layout { facts.append(Fact("layout", layout)) }
    if let identity = entry.identity { facts.append(Fact("identity", identity)) }
    if !entry.stamp.isEmpty { facts.append(Fact("stamp", entry.stamp)) }
    if let related { facts.append(Fact("related", related.description)) }
    let (word, detail) = entry.verdict.stored
    if word != "good" { facts.append(Fact("reason", detail)) }
    let (number, name) = allocated
    if number > 0 { facts.append(Fact("number", number)) }
    if !name.isEmpty { facts.append(Fact("name", path: name)) }
    if let destination = entry.destination { facts.append(Fact("destination", destination)) }
    if let target = entry.targetLayout { facts.append(Fact("target", target)) }
    return facts
  }
}

extension DocumentEntry.Verdict {
  /// The word and the detail under which it is stored; codes are joined by spaces.
  var stored: (word: String, detail: String) {
    switch self {
    case .good: ("good", "")
    case .rejected(let codes): ("rejected", codes.joined(separator: " "))
    case .ignored(let reason): ("ignored", reason)
    case .consumed(let reason): ("consumed", reason)
    }
  }

  init(_ word: String, detail: String) throws {
    switch word {
    case "good": self = .good
    case "rejected": self = .rejected(codes: detail.split(separator: " ").map(String.init))
    case "ignored": self = .ignored(reason: detail)
    case "consumed": self = .consumed(reason: detail)
    default: throw LedgerError(.damaged, detail: "verdict '\(word)'")
    }
  }
}

extension [BusinessKey] {
  /// `[["op","A9716901001"],["cpf","hmac:...",1]]`: a third member marks a personal value, which stands as its hash.
  var canonical: CanonicalValue {
    .list(map { .list([.text($0.kind), .text($0.value)] + ($0.isPersonal ? [.number(1)] : [])) })
  }

  init(json: String) throws {
    guard case .list(let items)? = CanonicalReader.value(json) else {
      throw LedgerError(.damaged, detail: "business keys")
    }
    self = try items.map { item in
      guard case .list(let parts) = item, parts.count >= 2, case .text(let kind) = parts[0],
        case .text(let value) = parts[1]
      else { throw LedgerError(.damaged, detail: "business key") }
      return BusinessKey(kind: kind, value: value, isPersonal: parts.count > 2)
    }
  }
}

extension [String] {
  /// The texts as a JSON list.
  var json: String { CanonicalValue.list(map { .text($0) }).json }

  init(json: String) throws {
    guard case .list(let items)? = CanonicalReader.value(json) else { throw LedgerError(.damaged, detail: "lanes") }
    self = try items.map { item in
      guard case .text(let text) = item else { throw LedgerError(.damaged, detail: "lane") }
      return text
    }
  }
}
