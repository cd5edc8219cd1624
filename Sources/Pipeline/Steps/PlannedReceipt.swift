import Conversion
import EDIModel
import Filesystem
import Layouts
import Reports
import Traceability

/// A receipt that is due for a file, or for a part of a large one, before it is known what became of its documents; or
/// one that passes on what a destination said.
struct PlannedReceipt: Sendable {
  let interchange: InterchangeRecord
  let target: Target
  let receipt: Receipt
  /// Whether it speaks of another file than the one that it belongs to: all of it is known.
  var isPassedOn = false

  var id: DocumentID { receipt.id }
  /// Who gets it.
  var system: String { target.layout.system }

  /// What the ledger must know of it: an output of its own, in no lane.
  func entry(_ writer: ReceiptWriter) -> DocumentEntry {
    DocumentEntry(
      ordinal: id.ordinal, flow: writer.flow.name, identity: id.description, verdict: .good,
      destination: system, targetLayout: target.layout.path, isNumbered: target.isNumbered,
      outputName: SafeName.make(from: writer.fileName(of: receipt, as: target)))
  }

  /// The receipt with what became of its documents, in their order.
  func filled(_ results: [(item: Item, outcome: Receipt.Outcome)]) -> Receipt {
    if isPassedOn { return receipt }
    var filled = receipt
    filled.entries = results.sorted { $0.item.ordinal < $1.item.ordinal }.map { item, outcome in
      Receipt.Entry(
        id: item.id, key: item.document?.facts.identity?.replacing("\u{1F}", with: "|"), outcome: outcome,
        findings: item.findings.filter { $0.severity != .notice })
    }
    return filled
  }
}

extension Receipt {
  /// What is known of a file before the ledger has spoken. `first` is the first document that it speaks of.
  init(answering first: Item, layout: Layout?, timeZone: String) {
    self.init(
      answering: first.interchange, layout, first.exchange?.flow, first.document?.document, reference: first.reference)
    id = .receipt(first.ordinal, for: first.interchange.id)
    answeredOn = Self.stamp(first.interchange.claimedAt, timeZone)
  }

  /// What passes on that a system answered, in `answer`, to a document that came in another file.
  init(
    passingOn answer: Item, to original: OriginalDocument, _ layout: Layout, timeZone: String
  ) {
    self.init(
      answering: original.interchange, layout, original.flow, original.document, reference: original.reference)
    id = .receipt(answer.ordinal, for: answer.interchange.id)
    answeredOn = Self.stamp(answer.interchange.claimedAt, timeZone)
  }

  private init(
    answering record: InterchangeRecord, _ layout: Layout?, _ flow: Flow?, _ document: Document?, reference: String?
  ) {
    func text(_ field: FieldRef?) -> String? { field.flatMap { document?.text(of: $0) } }
    self.init(
      id: DocumentID(record.id, 1), answeredOn: "", company: text(flow?.company), branch: text(flow?.branch),
      reference: reference, message: layout?.messageName, sender: record.system.uppercased(),
      fileName: printable(record.name), sha256: record.sha256?.hex)
  }

  /// `2026-08-27T12:02:32.123Z` on the mill's clock, `20260827090232`.
  private static func stamp(_ utc: String, _ timeZone: String) -> String {
    let local = LocalTime(utc: utc, timeZone: timeZone)?.iso ?? utc
    return String(local.prefix(19).filter(\.isNumber))
  }
}

extension Receipt.Outcome {
  /// What the ledger said of a document.
  init(_ registration: Registration) {
    switch registration {
    case .accepted, .consumed, .ignored: self = .accepted
    case .duplicate: self = .duplicate
    case .superseded: self = .superseded
    case .divergent, .rejected: self = .rejected
    }
  }

  /// What became of a document.
  init(_ state: DocumentState) {
    switch state {
    case .rejected: self = .rejected
    case .duplicate: self = .duplicate
    case .superseded: self = .superseded
    case .waiting, .delivered, .ignored, .consumed, .unconfirmed, .confirmed, .refused: self = .accepted
    }
  }
}
