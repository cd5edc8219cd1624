import EDIModel

/// Where an interchange stands, as a step needs to know it.
struct Stage {
  let state: InterchangeState
  let waiting: Int64
  let sha256: [UInt8]?
  let attempts: Int64
}

extension InterchangeState {
  /// Whether every document has its verdict.
  var isAfterReading: Bool { self == .registered || self == .converted || self == .done }
}

extension Posting {
  /// Where an interchange stands; one that does not exist is an error of the caller.
  func stage(of id: InterchangeID) throws -> Stage {
    let stage = try database.first(
      "SELECT state, waiting, sha256, attempts FROM interchange WHERE id = ?", id.number
    ) { columns in
      Stage(
        state: try columns.choice(), waiting: try columns.integer(), sha256: try columns.optionalBytes(),
        attempts: try columns.integer())
    }
    guard let stage else { throw LedgerError(.contradiction, detail: "no interchange \(id)") }
    return stage
  }

  /// Moves an interchange to its next state, with its entry and its counters. Its readings end there.
  func advance(
    _ id: InterchangeID, from old: InterchangeState, to state: InterchangeState, if allowed: [InterchangeState],
    as kind: EntryKind
  ) throws {
    try check(id, old, may: state, from: allowed)
    try database.run(
      "UPDATE interchange SET state = ?, attempts = 0, done_at = ? WHERE id = ?", state.code,
      state == .done ? at : nil, id.number)
    try noteAdvance(id, from: old, to: state, as: kind)
  }

  func check(
    _ id: InterchangeID, _ old: InterchangeState, may state: InterchangeState, from allowed: [InterchangeState]
  ) throws {
    guard allowed.contains(old) else {
      throw LedgerError(.contradiction, detail: "\(id) is \(old.rawValue) and cannot become \(state.rawValue)")
    }
  }

  /// The entry and the counters of an interchange that was moved.
  func noteAdvance(
    _ id: InterchangeID, from old: InterchangeState, to state: InterchangeState, as kind: EntryKind,
    _ facts: [Fact] = []
  ) throws {
    try append(kind, .interchange(id), facts + [Fact(.state, word: state.rawValue)])
    count(state, from: old)
  }
}
