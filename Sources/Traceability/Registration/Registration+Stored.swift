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

  init(_ facts: Facts) throws {
    let word = facts.text(.registration) ?? ""
    switch (word, facts.document(.related)) {
    case ("accepted", _):
      self = .accepted(
        fileNumber: facts.number(.number) ?? 0, outputName: facts.bytes(.name, elseHex: .nameHex) ?? [])
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
  func facts(_ entry: DocumentEntry, keys: [BusinessKey], related: DocumentID?) throws -> [Fact] {
    var facts = [
      Fact(.state, word: state.rawValue), Fact(.registration, word: word), Fact(.content, hash: entry.content),
      Fact(.keys, keys.canonical),
    ]
    if let flow = entry.flow { facts.append(Fact(.flow, word: flow)) }
    if let layout = entry.layout { facts.append(Fact(.layout, word: layout)) }
    if let identity = entry.identity { facts.append(Fact(.identity, identity)) }
    if !entry.stamp.isEmpty { facts.append(Fact(.stamp, entry.stamp)) }
    if let related { facts.append(Fact(.related, .id(try DocumentKey.key(related)))) }
    if let reason = entry.verdict.reason { facts.append(Fact(.reason, reason)) }
    let (number, name) = allocated
    if number > 0 { facts.append(Fact(.number, number)) }
    if !name.isEmpty { facts.append(Fact(path: name, .name, elseHex: .nameHex)) }
    if let destination = entry.destination { facts.append(Fact(.destination, word: destination)) }
    if let target = entry.targetLayout { facts.append(Fact(.target, word: target)) }
    return facts
  }
}

extension DocumentEntry.Verdict {
  /// What stands in the chain of a verdict that is not good; codes are joined by spaces.
  var reason: String? {
    switch self {
    case .good: nil
    case .rejected(let codes): codes.joined(separator: " ")
    case .ignored(let reason), .consumed(let reason): reason
    }
  }

  /// The verdict of a document that was registered with these facts.
  ///
  /// - Parameter refused: The codes for which it was refused after it had been accepted.
  init(_ facts: Facts, refused: String?) {
    let reason = refused ?? facts.text(.reason) ?? ""
    switch refused == nil ? facts.text(.registration) : "rejected" {
    case "rejected": self = .rejected(codes: reason.split(separator: " ").map(String.init))
    case "ignored": self = .ignored(reason: reason)
    case "consumed": self = .consumed(reason: reason)
    default: self = .good
    }
  }
}

extension [BusinessKey] {
  /// `[["op","A9716901001"],["cpf","hmac:...",1]]`: a third member marks a personal value, which stands as its hash.
  var canonical: CanonicalValue {
    .list(map { .list([.word($0.kind), .text($0.value)] + ($0.isPersonal ? [.number(1)] : [])) })
  }

  init(_ value: CanonicalValue?) throws {
    guard case .list(let items)? = value else { throw LedgerError(.damaged, detail: "business keys") }
    self = try items.map { item in
      guard case .list(let parts) = item, parts.count >= 2, let kind = parts[0].plain, let value = parts[1].plain
      else { throw LedgerError(.damaged, detail: "business key") }
      return BusinessKey(kind: kind, value: value, isPersonal: parts.count > 2)
    }
  }
}
