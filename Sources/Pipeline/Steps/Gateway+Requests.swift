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
        case .resend: try ledger.finishRequest(request.id, result: resend(request))
        }
      } catch let failure as DeliveryFailure {
        troubled(failure.system, failure.error)
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
  }

  /// Hands over the very same bytes again: made from the original, and only if they still are the same.
  private func resend(_ request: Request) throws -> String {
    guard let id = DocumentID(request.subject), let document = try ledger.document(id), let output = document.output,
      let record = try ledger.interchange(id.interchange), let delivery = deliveries[output.system]
    else { throw GatewayError.unknown(request.subject) }
    guard let bytes = try remake(id, of: record, fileNumber: document.fileNumber), bytes.sha == output.sha256 else {
      throw GatewayError.request(
        Bilingual(
          pt: "o layout mudou desde a entrega de \(id); use `malote reprocess`",
          en: "the layout has changed since \(id) was delivered; use `malote reprocess`"))
    }
    try delivery.prepare(output.name, bytes: bytes.bytes.span)
    let publication = try delivery.publish(output.name)
    if publication == .occupied { try delivery.discard(output.name) }
    try delivery.sync()
    return publication == .occupied ? "still there: \(printable(output.name))" : printable(output.name)
  }

  /// The bytes that were made of a document, made again from its original.
  private func remake(
    _ id: DocumentID, of record: InterchangeRecord, fileNumber: Int64
  ) throws -> (bytes: [UInt8], sha: [UInt8])? {
    guard let path = record.archivePath,
      case .some(let exchange) = try examiner.exchange(of: try archive.open(path))
    else { return nil }
    var result: [UInt8]?
    try examiner.documents(of: try archive.open(path), through: exchange) { document in
      guard document.document.ordinal == id.ordinal, !document.isRejected else { return }
      result = try Self.bytes(of: document, exchange, fileNumber: fileNumber, examiner: examiner)
    }
    return result.map { ($0, Self.sha256(of: $0)) }
  }
}
