import EDIModel

/// A version of an identity that was accepted, and not rejected later.
struct AcceptedVersion: Sendable, Equatable {
  let document: DocumentID
  /// The interchange whose original it comes from: its own, or the one that was reprocessed.
  let origin: InterchangeID
  let content: [UInt8]
  let stamp: String
}

/// A document with a good verdict, on its way to be judged by what was accepted before.
struct Candidate: Sendable, Equatable {
  let interchange: InterchangeID
  /// The interchange whose original it comes from; differs from `interchange` when that one reprocesses.
  let origin: InterchangeID
  let kind: IdentityKind
  let content: [UInt8]
  let stamp: String

  var isReprocessed: Bool { origin != interchange }
}

/// Whether a document is new, by the rules of identity.
enum Judgement: Sendable, Equatable {
  case accepted
  case duplicate(of: DocumentID)
  case superseded(by: DocumentID)
  case divergent(from: DocumentID)

  /// Judges a candidate.
  ///
  /// - Parameter accepted: The accepted versions of its identity in the order in which they were accepted. For a state
  ///   the last one decides and is enough.
  static func of(_ candidate: Candidate, after accepted: [AcceptedVersion]) -> Judgement {
    switch candidate.kind {
    case .event: event(candidate, accepted)
    case .state: state(candidate, accepted.last)
    }
  }

  /// An event happens once. What somebody asked to be converted again may happen again, but one file does not say the
  /// same thing twice, and an id that stands for something else is never taken over.
  private static func event(_ candidate: Candidate, _ accepted: [AcceptedVersion]) -> Judgement {
    let own = accepted.filter { $0.document.interchange == candidate.interchange }
    if candidate.isReprocessed && own.isEmpty {
      let isOurs = accepted.contains { $0.origin == candidate.origin || $0.content == candidate.content }
      guard !isOurs, let first = accepted.first else { return .accepted }
      return .divergent(from: first.document)
    }
    let rivals = candidate.isReprocessed ? own : accepted
    if let same = rivals.first(where: { $0.content == candidate.content }) { return .duplicate(of: same.document) }
    return rivals.first.map { .divergent(from: $0.document) } ?? .accepted
  }

  /// A state is compared with the last accepted version only, so that A, B, A is two updates.
  private static func state(_ candidate: Candidate, _ last: AcceptedVersion?) -> Judgement {
    guard let last else { return .accepted }
    if candidate.isReprocessed && last.document.interchange != candidate.interchange {
      return isNewer(last, than: candidate) ? .superseded(by: last.document) : .accepted
    }
    if last.content == candidate.content { return .duplicate(of: last.document) }
    return isOlder(candidate.stamp, than: last.stamp) ? .superseded(by: last.document) : .accepted
  }

  /// Whether a version from another file has overtaken what is being reprocessed: by the source's stamps, and where
  /// they do not tell, by arrival.
  private static func isNewer(_ last: AcceptedVersion, than candidate: Candidate) -> Bool {
    if last.origin == candidate.origin { return false }
    if isOlder(candidate.stamp, than: last.stamp) { return true }
    return !isOlder(last.stamp, than: candidate.stamp) && last.origin > candidate.origin
  }

  /// A stamp that is missing is neither older nor newer.
  private static func isOlder(_ stamp: String, than other: String) -> Bool {
    !stamp.isEmpty && !other.isEmpty && stamp.utf8.lexicographicallyPrecedes(other.utf8)
  }
}
