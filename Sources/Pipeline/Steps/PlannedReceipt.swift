import Conversion
import EDIModel
import Filesystem
import Layouts
import Reports
import Traceability

/// A receipt that is due for a file, or for a part of a large one, before it is known what became of its documents.
struct PlannedReceipt: Sendable {
  let interchange: InterchangeRecord
  let target: Target
  let receipt: Receipt

  var id: DocumentID { receipt.id }

  /// What the ledger must know of it: an output of its own, in no lane.
  func entry(_ writer: ReceiptWriter) -> DocumentEntry {
    DocumentEntry(
      ordinal: id.ordinal, flow: writer.flow.name, identity: id.description, verdict: .good,
      destination: interchange.system, targetLayout: target.layout.path, isNumbered: target.isNumbered,
      outputName: SafeName.make(from: writer.fileName(of: receipt, as: target)))
  }

  /// The receipt with what became of its documents, in their order.
  func filled(_ results: [(item: Item, outcome: Receipt.Outcome)]) -> Receipt {
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
    let record = first.interchange
    let document = first.document?.document
    func text(_ field: FieldRef?) -> String? { field.flatMap { document?.text(of: $0) } }
    let flow = first.exchange?.flow
    self.init(
      id: .receipt(first.ordinal, for: record.id), answeredOn: Self.stamp(record.claimedAt, timeZone),
      company: text(flow?.company), branch: text(flow?.branch), reference: first.reference,
      message: layout?.messageName, sender: record.system.uppercased(), fileName: printable(record.name),
      sha256: record.sha256?.hex)
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
    case .waiting, .delivered, .ignored, .consumed, .unconfirmed: self = .accepted
    }
  }
}
