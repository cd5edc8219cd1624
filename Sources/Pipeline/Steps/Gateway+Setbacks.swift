import EDIModel
import Filesystem
import Traceability

/// What could not be done for some files in a step that others passed.
struct Setbacks {
  private(set) var errors: [InterchangeID: any Error] = [:]

  var isEmpty: Bool { errors.isEmpty }

  /// Keeps the first reason of each file.
  mutating func note(_ id: InterchangeID, _ error: any Error) { if errors[id] == nil { errors[id] = error } }

  /// Where a step is for one file only, its setback ends the step.
  func throwFirst() throws { if let error = errors.values.first { throw error } }

  func contains(_ id: InterchangeID) -> Bool { errors[id] != nil }
}

/// Where a file is put off: what concerns one file, folder or document never holds its neighbours, nor the service.
extension Gateway {
  /// Says what failed, tries it again with the backlog, and lets what travels behind wait.
  func putOff(_ setbacks: Setbacks) throws {
    for (id, error) in setbacks.errors.sorted(by: { $0.key < $1.key }) {
      try hold(error, interchange: id)
      try holdLanes(of: id)
    }
    if !setbacks.isEmpty { backlog.note(after: settings.retryDelay) }
  }

  /// What concerns one file, folder or layout holds what it concerns and never the service: it is said, and tried again.
  /// What concerns the ledger is for the service to judge.
  func hold(_ error: any Error, system: String? = nil, interchange: InterchangeID? = nil) throws {
    switch error {
    case let failure as DeliveryFailure: return troubled(failure.system, failure.error)
    case is GatewayStopping: break
    case let error as LedgerError where error.code != .contradiction: throw error
    default: say(error, interchange: interchange, system: system)
    }
    backlog.note(after: settings.retryDelay)
  }

  /// The accepted documents of a file that is put off hold their lanes, as everything does that waits.
  private func holdLanes(of id: InterchangeID) throws {
    var last = 0
    while case let page = try ledger.documents(of: id, after: last), let end = page.last {
      for document in page where document.state == .waiting {
        for lane in document.entry.lanes where held[lane] == nil { held[lane] = document.id }
      }
      last = end.id.ordinal
    }
  }

  /// Takes one file through a step that is for one file only; where that fails, it is put off.
  func alone(_ record: InterchangeRecord, _ step: (InterchangeRecord) throws -> Void) throws {
    do { try step(record) } catch { try eachAlone([record], after: error) }
  }

  /// A group did not come through: where that is not the ledger's fault, each of its files goes alone, so that only the
  /// one whose fault it is stays behind.
  func eachAlone(_ records: [InterchangeRecord], after error: any Error) throws {
    if let error = error as? LedgerError, error.code != .contradiction { throw error }
    ready = []
    backlog.note(after: settings.retryDelay)
    guard records.count > 1 else {
      var setbacks = Setbacks()
      for record in records { setbacks.note(record.id, error) }
      return try putOff(setbacks)
    }
    for record in records where !isStopping() {
      guard let now = try ledger.interchange(record.id), now.state == .received || now.state == .registered
      else { continue }
      try pass([now])
      try settle()
    }
  }

  /// Readings that came back did not stop the process: they do not count, whatever became of the step behind them.
  func releaseReadings() throws {
    guard !underReading.isEmpty else { return }
    try ledger.endReading(underReading.sorted())
    underReading = []
  }
}
