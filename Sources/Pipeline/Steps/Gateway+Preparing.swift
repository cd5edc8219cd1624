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
  func finish(_ items: [Item], whole: [WholeRejection], interchanges: [InterchangeID]) throws {
    let (ordered, registrations) = try register(items, interchanges: interchanges)
    let outgoing = try prepare(ordered, registrations)
    try reject(ordered, registrations, whole: whole)
    try ledger.converted(outgoing.map(\.output), interchanges: interchanges)
    if !interchanges.isEmpty { ready += outgoing }
    tally(ordered, registrations)
  }

  /// The ledger says of each document, in the order in which they travel, whether it is new, and gives it its number.
  func register(_ items: [Item], interchanges: [InterchangeID]) throws -> ([Item], [Registration]) {
    let ordered = items.sorted(by: Item.travelsBefore)
    let registrations = try ledger.register(ordered.map { ($0.interchange.id, $0.entry()) }, finished: interchanges)
    try noteSequences(of: ordered)
    return (ordered, registrations)
  }

  /// Writes the outputs of accepted documents as part files, synced side by side, and their folders once.
  func prepare(_ items: [Item], _ registrations: [Registration]) throws -> [Outgoing] {
    let accepted = zip(items, registrations).compactMap { item, registration in
      if case .accepted(let number, let name) = registration { (item, number, name) } else { nil }
    }
    let (examiner, deliveries) = (examiner, deliveries)
    let outgoing = try parallelMap(accepted.count, width: settings.syncWidth) { index -> Outgoing? in
      let (item, number, name) = accepted[index]
      guard let document = item.document, let exchange = item.exchange, let delivery = deliveries[exchange.flow.to]
      else { return nil }
      let bytes = try Self.bytes(of: document, exchange, fileNumber: number, examiner: examiner)
      do throws(FileSystemError) { try delivery.prepare(name, bytes: bytes.span) } catch {
        throw DeliveryFailure(system: delivery.system, error: error)
      }
      let output = OutputRecord(
        document: item.id, system: delivery.system, name: name, sha256: Self.sha256(of: bytes),
        size: Int64(bytes.count))
      return Outgoing(output: output, lanes: document.facts.lanes, bytes: bytes)
    }.compactMap(\.self)
    try syncDeliveries(of: outgoing)
    return outgoing
  }

  /// Makes what was prepared or renamed for some outputs durable: each folder once.
  func syncDeliveries(of outgoing: [Outgoing]) throws {
    for system in outgoing.map(\.output.system).uniqued() {
      do throws(FileSystemError) { try deliveries[system]?.sync() } catch {
        throw DeliveryFailure(system: system, error: error)
      }
    }
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
      throw GatewayError.fileNumberTooLarge(exchange.writer.layout.path, finding)
    }
    return result.bytes
  }

  static func sha256(of bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

  /// A file number that came before, or one left out, is worth a line in the log and never holds a file.
  private func noteSequences(of items: [Item]) throws {
    var seen: Set<InterchangeID> = []
    for item in items where item.fileNumber != 0 && seen.insert(item.interchange.id).inserted {
      let judgement = try ledger.noteSequence(
        system: item.interchange.system, layout: item.layout ?? "", number: item.fileNumber, id: item.interchange.id)
      log.sequence(judgement, interchange: item.interchange.id)
    }
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
}
