import Conversion
import EDIModel
import Filesystem
import Logging
import Traceability
import Transports

/// What the gateway says while it works: events with stable names, ids and codes. Never a value of a document.
struct GatewayLog: Sendable {
  private let logger: Logger

  init(_ logger: Logger) { self.logger = logger }

  func started(site: String) { logger.info("gateway.started", metadata: ["site": "\(site)"]) }

  func stopped() { logger.info("gateway.stopped") }

  func reloaded() { logger.notice("configuration.reloaded") }

  func reloadRefused(_ reason: String) { logger.error("configuration.refused", metadata: ["reason": "\(reason)"]) }

  func received(_ record: InterchangeRecord) {
    logger.info(
      "interchange.received",
      metadata: [
        "id": "\(record.id)", "system": "\(record.system)", "file": "\(printable(record.name))",
        "bytes": "\(record.size)",
      ])
  }

  func registered(_ item: Item, _ registration: Registration) {
    var metadata: Logger.Metadata = ["id": "\(item.id)", "layout": "\(item.layout ?? "unknown")"]
    switch registration {
    case .accepted: logger.debug("document.accepted", metadata: metadata)
    case .duplicate(let first):
      metadata["of"] = "\(first)"
      logger.notice("document.duplicate", metadata: metadata)
    case .superseded(let newer):
      metadata["by"] = "\(newer)"
      logger.notice("document.superseded", metadata: metadata)
    case .divergent(let first):
      metadata["from"] = "\(first)"
      logger.warning("document.rejected", metadata: metadata)
    case .rejected:
      let codes = item.findings.filter { $0.severity == .error }.map(\.code.rawValue).uniqued()
      metadata["codes"] = "\(codes.joined(separator: " "))"
      logger.warning("document.rejected", metadata: metadata)
    case .ignored: logger.info("document.ignored", metadata: metadata)
    case .consumed: logger.info("document.consumed", metadata: metadata)
    }
  }

  /// What a destination said: never its words, which may repeat values.
  func heard(_ receipt: HeardReceipt) {
    guard let delivery = receipt.delivery else {
      return warning(.receiptUnknown, interchange: receipt.item.interchange.id)
    }
    let metadata: Logger.Metadata = ["id": "\(delivery.id)", "by": "\(receipt.item.id)"]
    switch receipt.statement.isTaken {
    case true?: logger.info("document.confirmed", metadata: metadata)
    case false?: logger.warning("document.refused", metadata: metadata)
    case nil: logger.info("document.being-processed", metadata: metadata)
    }
  }

  func stranger(_ stranger: Stranger, in system: String) {
    logger.warning(
      "inbox.stranger",
      metadata: ["system": "\(system)", "file": "\(printable(stranger.name))", "kind": "\(stranger.kind)"])
  }

  func sequence(_ judgement: SequenceJudgement, interchange: InterchangeID) {
    switch judgement {
    case .inOrder, .first: break
    case .repeated(let other):
      warning(.sequenceRepeated, interchange: interchange, ["of": "\(other)"])
    case .gap(let from, let to):
      warning(.sequenceGap, interchange: interchange, ["missing": "\(from)-\(to)"])
    }
  }

  /// What is worth looking at in a file that goes on all the same.
  func warning(_ code: FindingCode, interchange: InterchangeID, _ metadata: Logger.Metadata = [:]) {
    logger.warning(
      "interchange.warning", metadata: metadata.merging(["id": "\(interchange)", "code": "\(code.rawValue)"]) { $1 })
  }

  func failure(_ error: any Error, interchange: InterchangeID? = nil, system: String? = nil) {
    var metadata: Logger.Metadata = ["error": "\(error)"]
    metadata["id"] = interchange.map { "\($0)" }
    metadata["system"] = system.map { "\($0)" }
    logger.error("step.failed", metadata: metadata)
  }

  func recovered(_ folder: SiteFolderName) {
    var metadata: Logger.Metadata = ["folder": "\(folder.name)"]
    metadata["system"] = folder.system.map { "\($0)" }
    logger.notice("folder.recovered", metadata: metadata)
  }

  func processRecovered() { logger.notice("process.recovered") }

  func ledgerRecovered() { logger.notice("ledger.recovered") }

  /// Its writer still changes it, or somebody took it out of the work area.
  func notArchived(_ id: InterchangeID) { logger.warning("interchange.not-archived", metadata: ["id": "\(id)"]) }

  func conflict(_ output: OutputRecord) {
    logger.error(
      "delivery.conflict",
      metadata: ["id": "\(output.document)", "system": "\(output.system)", "file": "\(printable(output.name))"])
  }

  func writtenAfterCapture(_ id: InterchangeID) {
    logger.error("interchange.written-after-capture", metadata: ["id": "\(id)"])
  }

  func strayClaim(_ taken: Taken, in system: String) {
    logger.error("work-area.stray", metadata: ["system": "\(system)", "file": "\(printable(taken.claim))"])
  }
}
