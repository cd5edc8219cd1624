public import EDIModel

/// How the number of an inbound file follows the numbers before it.
public enum SequenceJudgement: Sendable, Hashable {
  /// The first numbered file of its layout from its system.
  case first
  /// The next number, or one that fills an earlier gap.
  case inOrder
  /// The number was used before, by that interchange.
  case repeated(of: InterchangeID)
  /// These numbers were skipped, both included.
  case gap(from: Int64, to: Int64)
}

/// The sequence number that an inbound file carries.
public struct ArrivedNumber: Sendable {
  let system: String
  let layout: String
  let number: Int64
  let interchange: InterchangeID

  /// Makes a number of a file in a layout from a system.
  public init(system: String, layout: String, number: Int64, interchange: InterchangeID) {
    self.system = system
    self.layout = layout
    self.number = number
    self.interchange = interchange
  }
}

extension Ledger {
  /// Notes the sequence numbers that inbound files carry, in one transaction. Asking again for the same interchange gives the same
  /// answer, and so does reprocessing it.
  ///
  /// A file all of whose documents were rejected does not use its number up: its corrected copy may carry it again.
  public func noteSequences(_ numbers: [ArrivedNumber]) throws(LedgerError) -> [SequenceJudgement] {
    try post { posting in try numbers.map(posting.noteSequence) }
  }

  /// Notes the number of one file.
  public func noteSequence(
    system: String, layout: String, number: Int64, id: InterchangeID
  ) throws(LedgerError) -> SequenceJudgement {
    let arrived = ArrivedNumber(system: system, layout: layout, number: number, interchange: id)
    return try post { try $0.noteSequence(arrived) }
  }
}

extension Posting {
  fileprivate func noteSequence(_ arrived: ArrivedNumber) throws -> SequenceJudgement {
    let sequence = FileSequence(
      posting: self, system: try words.number(of: arrived.system), layout: try words.number(of: arrived.layout))
    let origin = try origin(of: arrived.interchange)
    if let known = try sequence.noted(arrived.number, by: origin) { return known }
    let judgement = try sequence.judge(arrived.number)
    try sequence.note(arrived, by: origin, judgement)
    return judgement
  }
}

/// The numbers of the files of one layout from one system.
private struct FileSequence {
  let posting: Posting
  let system: Int64
  let layout: Int64

  func noted(_ number: Int64, by id: InterchangeID) throws -> SequenceJudgement? {
    try posting.database.first(
      """
      SELECT judgement, a, b FROM inbound_sequence
      WHERE system = ? AND layout = ? AND number = ? AND interchange = ?
      """, system, layout, number, id.number
    ) { try SequenceJudgement(Word.fixed($0.integer()) ?? "", $0.integer(), $0.integer()) }
  }

  func judge(_ number: Int64) throws -> SequenceJudgement {
    if let earlier = try user(of: number) { return .repeated(of: earlier) }
    let last = try posting.database.first(
      "SELECT max(number) FROM inbound_sequence WHERE system = ? AND layout = ?", system, layout
    ) { try $0.optionalInteger() }
    guard let last, let last else { return .first }
    return number > last + 1 ? .gap(from: last + 1, to: number - 1) : .inOrder
  }

  private func user(of number: Int64) throws -> InterchangeID? {
    let earlier = try posting.database.all(
      "SELECT interchange FROM inbound_sequence WHERE system = ? AND layout = ? AND number = ? ORDER BY interchange",
      system, layout, number
    ) { try $0.integer().asInterchange }
    return try earlier.first { try !isRejectedAsAWhole($0) }
  }

  private func isRejectedAsAWhole(_ id: InterchangeID) throws -> Bool {
    let range = DocumentKey.range(of: id)
    return try posting.database.first(
      """
      SELECT count(*), coalesce(sum(state = \(DocumentState.rejected.code)), 0) FROM document
      WHERE key BETWEEN ? AND ?
      """, range.lowerBound, range.upperBound
    ) { columns in
      let all = try columns.integer()
      return try all > 0 && all == columns.integer()
    } ?? false
  }

  func note(_ arrived: ArrivedNumber, by id: InterchangeID, _ judgement: SequenceJudgement) throws {
    let (word, a, b) = judgement.stored
    try posting.database.run(
      """
      INSERT INTO inbound_sequence (interchange, system, layout, number, judgement, a, b) VALUES (?, ?, ?, ?, ?, ?, ?)
      """, id.number, system, layout, arrived.number, Word.number(word), a, b)
    guard word == "gap" || word == "repeated" else { return }
    try posting.append(
      .sequence, .interchange(id),
      [
        Fact(.number, arrived.number), Fact(.system, word: arrived.system), Fact(.layout, word: arrived.layout),
        Fact(.judgement, word: word), Fact(.from, a), Fact(.to, b),
      ])
  }
}

extension SequenceJudgement {
  fileprivate var stored: (word: String, a: Int64, b: Int64) {
    switch self {
    case .first: ("first", 0, 0)
    case .inOrder: ("inOrder", 0, 0)
    case .repeated(let id): ("repeated", id.number, id.number)
    case .gap(let from, let to): ("gap", from, to)
    }
  }

  fileprivate init(_ word: String, _ a: Int64, _ b: Int64) throws {
    switch word {
    case "first": self = .first
    case "inOrder": self = .inOrder
    case "repeated": self = .repeated(of: InterchangeID(a))
    case "gap": self = .gap(from: a, to: b)
    default: throw LedgerError(.damaged, detail: "sequence judgement '\(word)'")
    }
  }
}
