import EDIModel
import Filesystem
import Traceability
import Transports

/// What people asked for: only the holder of the site's lock carries it out, whichever face asked.
extension Gateway {
  func carryOutRequests() throws {
    for request in try ledger.pendingRequests() {
      do {
        switch request.kind {
        case .reprocess: try reprocess(request)
        case .resend: try resend(request)
        }
      } catch is GatewayStopping {
        return
      } catch let error as GatewayError {
        try ledger.finishRequest(request.id, result: error.message.pt)
      } catch let error as FileSystemError {
        log.failure(error)
        try ledger.finishRequest(request.id, result: error.message.pt)
      }
    }
  }

  /// Converts the original of a file again, under the rules of today, as a new interchange that names the old one.
  private func reprocess(_ request: Request) throws {
    let subject = InterchangeID(request.subject) ?? DocumentID(request.subject)?.interchange
    guard let subject, let record = try ledger.interchange(subject), record.archivePath != nil else {
      throw GatewayError.unknown(request.subject)
    }
    guard record.state == .done else {
      throw GatewayError.request(
        Bilingual(pt: "\(subject) ainda está em andamento", en: "\(subject) is still being worked on"))
    }
    let id = try ledger.reprocess(of: subject, reason: request.reason, request: request.id)
    if let record = try ledger.interchange(id) { try work([record]) }
    try settle()
  }

  /// Hands over the very same bytes again: made from the original, and only if they still are the same.
  ///
  /// The request is answered while the part stands there and before it has its name: a stop in between leaves the part,
  /// which the next start hands over (``sweepParts()``), so that nothing is handed over twice for one request.
  private func resend(_ request: Request) throws {
    guard let id = DocumentID(request.subject), let document = try ledger.document(id), let output = document.output,
      let record = try ledger.interchange(id.interchange), let delivery = deliveries[output.system],
      document.state.isHandedOver
    else { throw GatewayError.unknown(request.subject) }
    guard let bytes = try remake(id, of: record, fileNumber: document.fileNumber), bytes.sha == output.sha256 else {
      throw GatewayError.request(
        Bilingual(
          pt: "o layout mudou desde a entrega de \(id); use `malote reprocess`",
          en: "the layout has changed since \(id) was delivered; use `malote reprocess`"))
    }
    do throws(FileSystemError) {
      try delivery.prepare(output.name, bytes: bytes.bytes.span)
      try delivery.sync()
    } catch {
      // The answer is its failure: what stands there is not to be handed over by the next start.
      try? delivery.discard(output.name)
      throw error
    }
    try ledger.finishRequest(request.id, result: printable(output.name))
    do throws(FileSystemError) { try handOver(output.name, delivery) } catch { troubled(output.system, error) }
  }

  /// Gives the part of something that was delivered before its name again; where that stands there still, it is enough.
  func handOver(_ name: [UInt8], _ delivery: any Delivery) throws(FileSystemError) {
    if try delivery.publish(name) == .occupied { try delivery.discard(name) }
    try delivery.sync()
  }

  /// The bytes that were made of a document, made again from its original.
  private func remake(
    _ id: DocumentID, of record: InterchangeRecord, fileNumber: Int64
  ) throws -> (bytes: [UInt8], sha: [UInt8])? {
    var result: [UInt8]?
    try remake(of: record, { $0 == id.ordinal ? fileNumber : nil }) { result = $1 }
    return result.map { ($0, Self.sha256(of: $0)) }
  }
}
