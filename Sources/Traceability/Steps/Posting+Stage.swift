import EDIModel
import GRDB

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
    guard
      var columns = try database.first(
        "SELECT state, waiting, sha256, attempts FROM interchange WHERE id = ?", [id.number])
    else { throw LedgerError(.contradiction, detail: "no interchange \(id)") }
    return Stage(
      state: try columns.choice(), waiting: try columns.integer(), sha256: try columns.optionalBytes(),
      attempts: try columns.integer())
  }

  /// Moves an interchange to its next state, with its entry and its counters.
  func advance(
    _ id: InterchangeID, from old: InterchangeState, to state: InterchangeState, if allowed: [InterchangeState],
    as kind: EntryKind, _ facts: [Fact] = []
  ) throws {
    guard allowed.contains(old) else {
      throw LedgerError(.contradiction, detail: "\(id) is \(old.rawValue) and cannot become \(state.rawValue)")
    }
    try database.run("UPDATE interchange SET state = ? WHERE id = ?", [state.rawValue, id.number])
    try append(kind, .interchange(id), facts + [Fact("state", state.rawValue)])
    count(state, from: old)
  }
}
