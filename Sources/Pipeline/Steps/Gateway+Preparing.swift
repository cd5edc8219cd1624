import Conversion
internal import Crypto
import EDIModel
import Filesystem
import Formats
import Layouts
import Traceability
import Transports

/// P7, second half, to P8: documents get their numbers, their outputs stand beside their destination, rejected ones have
/// their reports; then the ledger says so in one transaction.
extension Gateway {
  /// Takes documents from *read* to *converted*. `interchanges` are the files of which these are the last documents.
  ///
  /// A file of which an output or a report cannot be written stays *registered* and is done again; the others go on.
  @discardableResult
  func finish(
    _ items: [Item], whole: [WholeRejection], interchanges: [InterchangeRecord]
  ) throws -> Setbacks {
    var (ordered, registrations, receipts) = try register(items, interchanges: interchanges.map(\.id))
    var setbacks = Setbacks()
    var unwritable = Self.unwritable(ordered, registrations)
    let outgoing = prepare(ordered, registrations, &unwritable, &setbacks)
    try withdraw(unwritable, &ordered, &registrations)
    reject(ordered, registrations, whole: whole, &setbacks)
    let results = zip(ordered, registrations).map { (item: $0, outcome: Receipt.Outcome($1)) }
    let answers = try prepareReceipts(receipts, results, &setbacks)
    let made = (outgoing + answers).filter { !setbacks.contains($0.output.document.interchange) }
    let ended = interchanges.filter { !setbacks.contains($0.id) }
    try withdrawUnread(of: ended, behind: ordered, answeredBy: receipts.map(\.0.id))
    try beside.lettingGo { [ledger] in try ledger.converted(made.map(\.output), interchanges: ended.map(\.id)) }
    underReading.subtract(ended.map(\.id))
    if !interchanges.isEmpty { ready += made }
    let settled = zip(ordered, registrations).filter { !setbacks.contains($0.0.interchange.id) }
    tally(settled.map(\.0), settled.map(\.1))
    return setbacks
  }

  /// The ledger says of each document, in the order in which they travel, whether it is new, and gives it its number;
  /// and to the receipts for them theirs.
  func register(
    _ items: [Item], interchanges: [InterchangeID]
  ) throws -> ([Item], [Registration], [(PlannedReceipt, Registration)]) {
    let heard = try hear(items)
    let planned = try planReceipts(for: items, heard)
    let writer = exchanges.receipts
    let configuration = site.configuration
    let (ordered, registrations) = try beside.lettingGo { [ledger] in
      let ordered = items.sorted(by: Item.travelsBefore)
      let entries = ordered.map { ($0.interchange.id, heard[$0.id]?.entry ?? $0.entry(waitingFor: configuration)) }
      let answers = planned.compactMap { receipt in writer.map { (receipt.interchange.id, receipt.entry($0)) } }
      return (ordered, try ledger.register(entries + answers, finished: interchanges))
    }
    try noteSequences(of: ordered)
    for receipt in heard.values { log.heard(receipt) }
    let receipts = Array(zip(planned, registrations.suffix(planned.count)))
    return (ordered, Array(registrations.prefix(ordered.count)), receipts)
  }

  /// Writes the outputs of accepted documents as part files, synced side by side, and their folders once.
  func prepare(
    _ items: [Item], _ registrations: [Registration], _ unwritable: inout [Int: [Finding]], _ setbacks: inout Setbacks
  ) -> [Outgoing] {
    let accepted = items.indices.compactMap { index -> (index: Int, number: Int64, name: [UInt8])? in
      guard unwritable[index] == nil, case .accepted(let number, let name) = registrations[index] else { return nil }
      return (index, number, name)
    }
    let (examiner, deliveries, width) = (examiner, deliveries, settings.syncWidth)
    let results = beside.lettingGo {
      parallelMap(accepted.count, width: width) { place in
        let (index, number, name) = accepted[place]
        return Result { try Self.prepare(items[index], number, name, deliveries, examiner) }
      }
    }
    var outgoing: [Outgoing] = []
    for (accepted, result) in zip(accepted, results) {
      switch result {
      case .success(let made): outgoing.append(made)
      case .failure(GatewayError.fileNumberTooLarge(_, let finding)): unwritable[accepted.index] = [finding]
      case .failure(let error): setbacks.note(items[accepted.index].interchange.id, error)
      }
    }
    for (system, error) in syncDeliveries(of: outgoing) {
      for item in outgoing where item.output.system == system {
        setbacks.note(item.output.document.interchange, DeliveryFailure(system: system, error: error))
      }
    }
    return outgoing
  }

  private static func prepare(
    _ item: Item, _ number: Int64, _ name: [UInt8], _ deliveries: [String: any Delivery], _ examiner: Examiner
  ) throws -> Outgoing {
    guard let document = item.document, let exchange = item.exchange, let delivery = deliveries[exchange.flow.to]
    else { throw GatewayError.unknown(item.id.description) }
    let bytes = try Self.bytes(of: document, exchange, fileNumber: number, examiner: examiner)
    do throws(FileSystemError) { try delivery.prepare(name, bytes: bytes.span) } catch {
      throw DeliveryFailure(system: delivery.system, error: error)
    }
    let output = OutputRecord(
      document: item.id, system: delivery.system, name: name, sha256: Self.sha256(of: bytes), size: Int64(bytes.count))
    return Outgoing(output: output, lanes: document.facts.lanes, bytes: bytes, isHere: true)
  }

  /// Makes what was prepared or renamed for some outputs durable: each folder once. Says which folders could not.
  func syncDeliveries(of outgoing: [Outgoing]) -> [String: FileSystemError] {
    var failures: [String: FileSystemError] = [:]
    for system in outgoing.map(\.output.system).uniqued() {
      guard let delivery = deliveries[system] else { continue }
      do throws(FileSystemError) {
        try beside.lettingGo { () throws(FileSystemError) in try delivery.sync() }
      } catch { failures[system] = error }
    }
    return failures
  }

  /// A document's bytes for its destination: the trial's, or written again where they carry a file number.
  static func bytes(
    of document: ExaminedDocument, _ exchange: Exchange, fileNumber: Int64, examiner: Examiner
  ) throws -> [UInt8] {
    guard fileNumber != 0 else { return document.converted }
    let context = examiner.context(fileNumber: fileNumber, document.facts, exchange)
    let result = exchange.convert(document.document, context: context)
    if let finding = result.findings.first(where: { $0.severity == .error }) {
      // Only the file number differs from the trial, so it has outgrown its column.
      throw GatewayError.fileNumberTooLarge(exchange.target(for: document.document).layout.path, finding)
    }
    return result.bytes
  }

  static func sha256(of bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

  /// A file number that came before, or one left out, is worth a line in the log and never holds a file.
  private func noteSequences(of items: [Item]) throws {
    var seen: Set<InterchangeID> = []
    let files = items.filter { $0.fileNumber != 0 && seen.insert($0.interchange.id).inserted }
    guard !files.isEmpty else { return }
    let judgements = try ledger.noteSequences(
      files.map {
        ArrivedNumber(
          system: $0.interchange.system, layout: $0.layout ?? "", number: $0.fileNumber, interchange: $0.interchange.id)
      })
    for (item, judgement) in zip(files, judgements) { log.sequence(judgement, interchange: item.interchange.id) }
  }
}

/// A destination that cannot take files just now.
struct DeliveryFailure: Error {
  let system: String
  let error: FileSystemError
}

/// An output on its way to its destination.
struct Outgoing: Sendable {
  let output: OutputRecord
  let lanes: [String]
  /// Its bytes, while they are in memory.
  let bytes: [UInt8]?
  /// Its part was made by us and has not been renamed since, for sure: where it is gone, nobody has got it.
  let isHere: Bool
}
