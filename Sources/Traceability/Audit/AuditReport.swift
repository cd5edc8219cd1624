public import EDIModel

/// What an audit of the ledger found.
public struct AuditReport: Sendable {
  /// Something that is not as the chain says.
  public enum Problem: Sendable, Hashable {
    /// The entry's bytes do not give its hash, or the entry before it is not the one it was linked to.
    case link(seq: Int64)
    /// The entry with this number is missing.
    case missing(seq: Int64)
    /// The entry's payload is not canonical, or says something else than the columns beside it.
    case payload(seq: Int64)
    /// A document is not as its entries say; `field` names what differs.
    case document(DocumentID, field: String)
    /// An interchange is not as its entries say; `field` names what differs.
    case interchange(InterchangeID, field: String)
    /// A counter or the search index does not agree with what is there.
    case counter(String, stored: Int, counted: Int)
    /// The known head is not in the chain any more: its tail was cut off.
    case cut(known: Int64, last: Int64)
    /// The chain has another entry where the known head was: it was written anew.
    case rewritten(known: Int64)
  }

  /// How many problems are listed at most; ``problemCount`` counts them all.
  public static let listed = 100

  /// How many entries were verified.
  public internal(set) var entries: Int64 = 0
  /// Where the chain ends: note it outside this machine.
  public internal(set) var head: ChainHead = .origin
  /// The first entry that is not as it was written, of those the chain itself tells.
  public internal(set) var firstBad: Int64?
  /// The first problems, in the order in which they were found.
  public internal(set) var problems: [Problem] = []
  /// How many problems there are.
  public internal(set) var problemCount = 0
  /// How many interchanges were compared with their entries.
  public internal(set) var interchanges = 0
  /// How many documents were compared with their entries.
  public internal(set) var documents = 0
  /// Whether the chain was compared with a head that was known from elsewhere.
  public internal(set) var isAnchored = false

  /// Whether nothing was found.
  public var isClean: Bool { problemCount == 0 }

  /// What this audit cannot see; `nil` when it was compared with a known head, which closes the gap up to that entry.
  public var blindSpot: Bilingual? {
    if isAnchored { return nil }
    return Bilingual(
      pt: "Sem um ponto conhecido de fora, não se percebe o corte das últimas entradas nem a regravação completa.",
      en: "Without a head known from elsewhere, a cut tail or a chain written anew as a whole is not noticed.")
  }

  mutating func note(_ problem: Problem) {
    problemCount += 1
    if problems.count < Self.listed { problems.append(problem) }
    switch problem {
    case .link(let seq), .missing(let seq), .payload(let seq), .rewritten(let seq): spoil(seq)
    case .cut(_, let last): spoil(last + 1)
    case .document, .interchange, .counter: break
    }
  }

  /// Compares the chain with a head that was known before; `hash` is what stands at its place now.
  mutating func compare(_ known: ChainHead?, with hash: [UInt8]?) {
    guard let known, known.seq > 0 else { return }
    isAnchored = true
    switch hash {
    case nil where known.seq > head.seq: note(.cut(known: known.seq, last: head.seq))
    case known.hash: break
    default: note(.rewritten(known: known.seq))
    }
  }

  /// Adds what a later part found.
  mutating func add(_ part: AuditReport) {
    entries += part.entries
    interchanges += part.interchanges
    documents += part.documents
    problemCount += part.problemCount
    problems += part.problems.prefix(Self.listed - problems.count)
    if let bad = part.firstBad { spoil(bad) }
  }

  private mutating func spoil(_ seq: Int64) { firstBad = min(firstBad ?? seq, seq) }
}
