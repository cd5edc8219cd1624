import EDIModel
import Traceability

/// Where an acceptance is taken back: the ledger accepted a document before a stop, and now nothing can be written for it.
/// The declarations have changed meanwhile, its file stopped the process thrice, or its number has outgrown its column.
/// Nothing of such a document may be delivered; it is rejected like any other, and its key is free again.
extension Gateway {
  /// What was accepted once and is not good any more, by its place.
  static func unwritable(_ items: [Item], _ registrations: [Registration]) -> [Int: [Finding]] {
    var found: [Int: [Finding]] = [:]
    for (index, item) in items.enumerated() {
      guard case .accepted = registrations[index], item.verdict != .good || item.document == nil else { continue }
      found[index] = []
    }
    return found
  }

  /// Takes them back, with the findings that came up while they were written.
  func withdraw(_ unwritable: [Int: [Finding]], _ items: inout [Item], _ registrations: inout [Registration]) throws {
    guard !unwritable.isEmpty else { return }
    for (index, findings) in unwritable {
      items[index].findings += findings
      registrations[index] = .rejected
    }
    try ledger.rejected(
      unwritable.keys.sorted().map { index in
        let codes = items[index].findings.filter { $0.severity == .error }.map(\.code.rawValue).uniqued()
        return (items[index].id, codes: codes.isEmpty ? [FindingCode.documentNotAlone.rawValue] : codes)
      })
  }

  /// Takes back what an earlier reading of the same files found behind the last document that this one found.
  /// Receipts that are still due stay; others were for an earlier reading.
  func withdrawUnread(
    of records: [InterchangeRecord], behind items: [Item], answeredBy receipts: [DocumentID]
  ) throws {
    // Files that are read for the first time, and kept, have nothing from an earlier reading.
    for record in records where record.state == .registered || record.attempts > 0 || isLarge(record) {
      var last = items.filter { $0.interchange.id == record.id }.map(\.ordinal).max() ?? 0
      let lastReceipt = receipts.last { $0.interchange == record.id }
      while case let page = try ledger.documents(of: record.id, after: last), let end = page.last {
        last = end.id.ordinal
        let left = page.filter { document in
          let isDue = document.id.receiptNumber != nil && lastReceipt.map { document.id <= $0 } ?? false
          return document.state == .waiting && !isDue
        }
        try ledger.rejected(left.map { ($0.id, codes: [FindingCode.documentNotAlone.rawValue]) })
      }
    }
  }

  private func isLarge(_ record: InterchangeRecord) -> Bool { record.size > Int64(settings.keepsUpTo) }
}
