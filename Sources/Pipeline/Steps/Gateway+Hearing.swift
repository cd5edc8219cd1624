import Conversion
import EDIModel
import Filesystem
import Formats
import Glibc
import Layouts
import Traceability

/// Receipts that come in: what a system says of what it was given is matched to the document, kept with it in the
/// transaction that registers the receipt, and passed on to who sent the document.
struct HeardReceipt: Sendable {
  let item: Item
  let statement: Statement
  /// What it speaks of; `nil` for nothing that was ever handed over to that system.
  let delivery: DocumentRecord?

  /// What the ledger must know of the receipt.
  var entry: DocumentEntry {
    var entry = item.entry()
    guard let delivery else {
      entry.verdict = .consumed(reason: "receipt-unknown")
      return entry
    }
    entry.answer = Answer(
      document: delivery.id, isTaken: statement.isTaken, text: statement.text,
      keys: statement.keys.map { BusinessKey(kind: $0.kind, value: $0.value) })
    return entry
  }
}

/// A document as its sender sent it, with the file that it came in.
struct OriginalDocument: Sendable {
  let interchange: InterchangeRecord
  let flow: Flow?
  let document: Document?
  /// What its file calls itself.
  let reference: String?
}

extension Gateway {
  /// What the receipts among some documents say, and of which outputs.
  func hear(_ items: [Item]) throws -> [DocumentID: HeardReceipt] {
    guard let writer = exchanges.receipts else { return [:] }
    var heard: [DocumentID: HeardReceipt] = [:]
    for item in items where item.isReceipt {
      guard let document = item.document?.document else { continue }
      let statement = writer.statement(in: document)
      heard[item.id] = HeardReceipt(item: item, statement: statement, delivery: try delivery(statement, item))
    }
    return heard
  }

  /// The document that a receipt speaks of. One that was registered before a stop speaks of what it spoke of then.
  private func delivery(_ statement: Statement, _ item: Item) throws -> DocumentRecord? {
    if let known = try ledger.document(item.id) { return try known.related.flatMap { try ledger.document($0) } }
    let system = item.interchange.system
    let byFile = DeliveryReference(
      system: system, fileName: statement.fileName.map { Array($0.utf8) }, sha256: statement.sha256)
    if let found = try ledger.deliveries(byFile).first { return found }
    for key in statement.possibleKeys {
      let found = try ledger.deliveries(DeliveryReference(system: system, key: key))
      if let match = found.first(where: { isMeant($0, by: statement, key) }) { return match }
    }
    return nil
  }

  /// Whether a document that has the key may be what a receipt means: the key of a message is one document's alone, any
  /// other says little without the name of the message.
  private func isMeant(_ record: DocumentRecord, by statement: Statement, _ key: String) -> Bool {
    if record.entry.keys.contains(where: { $0.kind == Item.messageKey && $0.value == key }) { return true }
    guard let message = statement.message, let target = record.entry.targetLayout else { return false }
    return exchanges.layout(target)?.messageName?.lowercased() == message.lowercased()
  }

  /// The receipt that tells the sender of a document what its destination said; `nil` while that has decided nothing, and
  /// where the sender wants no receipts.
  func passOn(_ heard: HeardReceipt, _ writer: ReceiptWriter) throws -> PlannedReceipt? {
    guard let delivery = heard.delivery, let isTaken = heard.statement.isTaken,
      let layout = delivery.entry.layout.flatMap(exchanges.layout), site.configuration.answers(layout.flow),
      let original = try original(of: delivery, layout),
      let target = writer.target(for: original.interchange.system, answering: layout)
    else { return nil }
    var receipt = Receipt(passingOn: heard.item, to: original, layout, timeZone: site.configuration.timeZone)
    receipt.entries = [
      Receipt.Entry(
        id: delivery.id, key: delivery.entry.identity?.replacing("\u{1F}", with: "|"),
        outcome: isTaken ? .accepted : .rejected, statement: heard.statement)
    ]
    return try unlessTooLate(
      PlannedReceipt(interchange: heard.item.interchange, target: target, receipt: receipt, isPassedOn: true))
  }

  /// A document as its sender knows it. Of one whose original is not kept any more, what the ledger knows.
  private func original(of delivery: DocumentRecord, _ layout: Layout) throws -> OriginalDocument? {
    guard let record = try ledger.interchange(delivery.id.interchange) else { return nil }
    let flow = exchanges.catalog.flow(named: layout.flow)
    do {
      let (document, reading) = try readAgain(delivery, of: record, layout)
      return OriginalDocument(
        interchange: record, flow: flow, document: document,
        reference: reading.identifier ?? reading.fileNumber.map(String.init))
    } catch let error as FileSystemError where error.code == ENOENT {
      return OriginalDocument(interchange: record, flow: flow, document: nil, reference: nil)
    }
  }

  /// Reads a document once more, alone with its file's header, so that it costs the same whatever the file's size.
  private func readAgain(
    _ delivery: DocumentRecord, of record: InterchangeRecord, _ layout: Layout
  ) throws -> (Document?, Reading) {
    guard let reader = exchanges.reader(for: layout) else { return (nil, Reading()) }
    let file = try archive.open(record.archivePath ?? [])
    let stretch = delivery.entry.extent
    let extent = layout.isXML ? 0..<file.size : Int(stretch.lowerBound)..<Int(stretch.upperBound)
    let bytes = try file.bytes(at: extent.lowerBound, count: extent.count)
    let header = layout.hasHeader ? try file.firstLine() : []
    var source = MemorySource(layout.isXML ? bytes : reader.excerpt(header: header, documents: [bytes]))
    var document: Document?
    let reading = try reader.read(&source, limits: examiner.limits) { document = $0.document }
    return (document, reading)
  }
}

extension Statement {
  /// What may be a key of ours in it, the surest first: the keys of senders come joined by bars.
  fileprivate var possibleKeys: [String] {
    let reference = self.reference.map { [$0, $0.lowercased()] } ?? []
    return (reference + senderKeys + senderKeys.compactMap { $0.split(separator: "|").last.map(String.init) }).uniqued()
  }
}

extension Layout {
  /// Whether its files begin with a line about themselves.
  fileprivate var hasHeader: Bool {
    switch format {
    case .xml: false
    case .positional(let text), .delimited(let text): text.records.contains { $0.role == .header }
    }
  }
}

extension ArchivedFile {
  /// The first line, with its end; at most as much as a file is recognised by.
  fileprivate func firstLine() throws(FileSystemError) -> [UInt8] {
    let head = try bytes(at: 0, count: min(size, Exchanges.headSize))
    return Array(head.prefix(through: head.firstIndex(of: UInt8(ascii: "\n")) ?? head.endIndex - 1))
  }
}
