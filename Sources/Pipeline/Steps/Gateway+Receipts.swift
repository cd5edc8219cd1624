import Conversion
import EDIModel
import Filesystem
import Formats
import Layouts
import Traceability
import Transports

/// Receipts: who sent a file is told what became of it. A receipt is registered with the documents that it speaks of,
/// written and handed over as an output like theirs, and gets its name behind them.
extension Gateway {
  /// The receipts that are due for these documents: one per file, and of a large file one per group; and for each answer
  /// of a destination the one that passes it on.
  func planReceipts(for items: [Item], _ heard: [DocumentID: HeardReceipt]) throws -> [PlannedReceipt] {
    guard let writer = exchanges.receipts else { return [] }
    var planned = try items.compactMap { item in try heard[item.id].flatMap { try passOn($0, writer) } }
    for id in items.map(\.interchange.id).uniqued() {
      let own = items.filter { $0.interchange.id == id && $0.isAnswered }
      guard let first = own.min(by: { $0.ordinal < $1.ordinal }) else { continue }
      if let receipt = try planReceipt(answering: first, writer) { planned.append(receipt) }
    }
    return planned
  }

  private func planReceipt(answering first: Item, _ writer: ReceiptWriter) throws -> PlannedReceipt? {
    let layout = first.exchange?.reader.layout ?? first.layout.flatMap(exchanges.layout)
    guard site.configuration.answers(layout?.flow), layout?.flow != writer.flow.name,
      let target = writer.target(for: first.interchange.system, answering: layout)
    else { return nil }
    let receipt = Receipt(answering: first, layout: layout, timeZone: site.configuration.timeZone)
    return try unlessTooLate(PlannedReceipt(interchange: first.interchange, target: target, receipt: receipt))
  }

  /// Whether a file is answered is decided when its documents are registered, and not again after a stop.
  func unlessTooLate(_ planned: PlannedReceipt) throws -> PlannedReceipt? {
    if planned.interchange.state == .registered, try ledger.document(planned.id) == nil { return nil }
    return planned
  }

  /// Writes receipts as part files, when it is known what became of all their documents.
  func prepareReceipts(
    _ planned: [(PlannedReceipt, Registration)], _ results: [(item: Item, outcome: Receipt.Outcome)],
    _ setbacks: inout Setbacks
  ) throws -> [Outgoing] {
    let due = planned.filter { receipt, registration in
      if case .accepted = registration { !setbacks.contains(receipt.interchange.id) } else { false }
    }
    guard let writer = exchanges.receipts, !due.isEmpty else { return [] }
    let byFile = Dictionary(grouping: results) { $0.item.interchange.id }
    let (deliveries, environment, width) = (deliveries, site.facts.environment ?? "P", settings.syncWidth)
    let written = beside.lettingGo {
      parallelMap(due.count, width: width) { place -> Result<Outgoing?, any Error> in
        let (planned, registration) = due[place]
        let receipt = planned.filled(byFile[planned.interchange.id] ?? [])
        return Result {
          guard case .accepted(let number, let name) = registration,
            let delivery = deliveries[planned.system],
            let bytes = writer.bytes(of: receipt, as: planned.target, fileNumber: number, environment: environment)
          else { return nil }
          return try Self.prepareReceipt(planned.id, bytes, name, delivery)
        }
      }
    }
    return try take(written, of: due.map(\.0), &setbacks)
  }

  private static func prepareReceipt(
    _ id: DocumentID, _ bytes: [UInt8], _ name: [UInt8], _ delivery: any Delivery
  ) throws -> Outgoing {
    do throws(FileSystemError) { try delivery.prepare(name, bytes: bytes.span) } catch {
      throw DeliveryFailure(system: delivery.system, error: error)
    }
    let output = OutputRecord(
      document: id, system: delivery.system, name: name, sha256: sha256(of: bytes), size: Int64(bytes.count))
    return Outgoing(output: output, lanes: [], bytes: bytes, isHere: true)
  }

  /// One that nothing can be written for is taken back: it would hold its file for ever.
  private func take(
    _ written: [Result<Outgoing?, any Error>], of planned: [PlannedReceipt], _ setbacks: inout Setbacks
  ) throws -> [Outgoing] {
    var outgoing: [Outgoing] = []
    var unwritable: [DocumentID] = []
    for (planned, result) in zip(planned, written) {
      switch result {
      case .success(let made?): outgoing.append(made)
      case .success(nil): unwritable.append(planned.id)
      case .failure(let error): setbacks.note(planned.interchange.id, error)
      }
    }
    for id in unwritable { log.warning(.targetCharacter, interchange: id.interchange) }
    try ledger.rejected(unwritable.map { ($0, codes: [FindingCode.targetCharacter.rawValue]) })
    for (system, error) in syncDeliveries(of: outgoing) {
      for item in outgoing where item.output.system == system {
        setbacks.note(item.output.document.interchange, DeliveryFailure(system: system, error: error))
      }
    }
    return outgoing
  }

  /// Makes the receipts of a file again that `number` knows a file number for, from its original and the ledger.
  func remakeReceipts(
    of record: InterchangeRecord, _ number: (_ ordinal: Int) -> Int64?, _ body: (Int, [UInt8]) throws -> Void
  ) throws {
    guard let writer = exchanges.receipts else { return }
    let receipts = try ledger.documents(of: record.id, after: DocumentID.ordinals, limit: .max)
    for (index, receipt) in receipts.enumerated() {
      guard let wanted = number(receipt.id.ordinal), let first = receipt.id.receiptNumber else { continue }
      let next = index + 1 < receipts.count ? receipts[index + 1].id.receiptNumber ?? .max : .max
      let results = try itemsAgain(of: record, first..<next).compactMap { item in
        try ledger.document(item.id).map { (item: item, outcome: Receipt.Outcome($0.state)) }
      }
      guard let item = results.first?.item, let planned = try planReceipt(again: item, writer),
        let bytes = writer.bytes(
          of: planned.filled(results), as: planned.target, fileNumber: wanted,
          environment: site.facts.environment ?? "P")
      else { continue }
      try body(receipt.id.ordinal, bytes)
    }
  }

  private func planReceipt(again first: Item, _ writer: ReceiptWriter) throws -> PlannedReceipt? {
    guard let heard = try hear([first])[first.id] else { return try planReceipt(answering: first, writer) }
    return try passOn(heard, writer)
  }

  /// Some documents of a file, which is read again for them.
  private func itemsAgain(of record: InterchangeRecord, _ ordinals: Range<Int>) throws -> [Item] {
    let attempt = try wasSetAside(record) ? settings.crashLimit + 1 : 1
    let examination = try examiner.examine(Examiner.Job(record: record, attempt: attempt))
    guard case .large(let file) = examination else {
      return items(of: record, examination).filter { ordinals.contains($0.ordinal) }
    }
    var items: [Item] = []
    try examiner.documents(of: try archive.open(record.archivePath ?? []), through: file.exchange) { document in
      guard ordinals.contains(document.document.ordinal) else { return }
      items.append(Item(document, of: file, interchange: record))
    }
    return items
  }
}

extension Item {
  /// Whether its sender is told of it: what is not for the gateway is not.
  fileprivate var isAnswered: Bool {
    switch verdict {
    case .good, .rejected: exchange?.flow.kind != .receipt
    case .ignored, .consumed: false
    }
  }
}

extension ReceiptWriter {
  /// The bytes of a receipt; where its texts do not fit into the layout's characters, without what was found. `nil` where
  /// even that cannot be written.
  fileprivate func bytes(
    of receipt: Receipt, as target: Target, fileNumber: Int64, environment: String
  ) -> [UInt8]? {
    for receipt in [receipt, receipt.plain] {
      let (bytes, findings) = write(receipt, as: target, fileNumber: fileNumber, environment: environment)
      if !findings.contains(where: { $0.severity == .error }) { return bytes }
    }
    return nil
  }
}

extension Receipt {
  /// The same without anything that the sender chose the characters of.
  fileprivate var plain: Receipt {
    var plain = self
    plain.fileName = String(fileName.map { $0.isASCII ? $0 : "?" })
    plain.reference = reference.map { String($0.map { $0.isASCII ? $0 : "?" }) }
    for index in entries.indices {
      plain.entries[index].key = entries[index].key.map { String($0.map { $0.isASCII ? $0 : "?" }) }
      for finding in entries[index].findings.indices { plain.entries[index].findings[finding].found = nil }
    }
    return plain
  }
}
