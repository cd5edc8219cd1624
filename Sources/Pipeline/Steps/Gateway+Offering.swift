import EDIModel
import Filesystem
import Traceability
import Transports

/// Where what waited is offered again. The ledger knows of each output that waits whether it may have its final name
/// already: one that may, and is gone, was collected; one that may not, and is gone, was lost (its outbox is another one
/// now, or somebody removed hidden files) and is made again from the original.
extension Gateway {
  /// What is ready, as it goes into P9. Before anything that waited for sure is renamed, the ledger says that it may be.
  func offer(_ page: [DocumentRecord]) throws -> [Outgoing] {
    let kept = page.filter { !$0.mayBeOut }
    let here = try kept.isEmpty ? [:] : standing(kept)
    try ledger.offering(here.keys.sorted())
    return page.compactMap { document in
      let output = here[document.id] ?? (document.mayBeOut ? document.output : nil)
      guard let output else {
        for lane in document.entry.lanes where held[lane] == nil { held[lane] = document.id }
        return nil
      }
      return Outgoing(output: output, lanes: document.entry.lanes, bytes: nil, isHere: here[document.id] != nil)
    }
  }

  /// Those whose parts stand beside their destination now, made again where they are lost.
  private func standing(_ kept: [DocumentRecord]) throws -> [DocumentID: OutputRecord] {
    var here: [DocumentID: OutputRecord] = [:]
    var lost: [DocumentRecord] = []
    for document in kept {
      guard let output = document.output, let delivery = deliveries[output.system] else { continue }
      do throws(FileSystemError) {
        let isHere = try delivery.open(output.name, isPart: true) != nil
        if isHere { here[document.id] = output } else { lost.append(document) }
      } catch { troubled(output.system, error) }
    }
    for (id, documents) in Dictionary(grouping: lost, by: \.id.interchange).sorted(by: { $0.key < $1.key }) {
      do { here.merge(try remakeParts(of: id, documents)) { $1 } } catch { try hold(error, interchange: id) }
    }
    if here.count < kept.count { backlog.note(after: settings.retryDelay) }
    return here
  }

  /// Makes the parts of some documents of a file again, reading it once.
  private func remakeParts(of id: InterchangeID, _ documents: [DocumentRecord]) throws -> [DocumentID: OutputRecord] {
    guard let record = try ledger.interchange(id) else { return [:] }
    let numbers = Dictionary(uniqueKeysWithValues: documents.map { ($0.id.ordinal, $0) })
    var made: [OutputRecord] = []
    try remake(of: record, { numbers[$0]?.fileNumber }) { ordinal, bytes in
      guard let output = numbers[ordinal]?.output, let delivery = deliveries[output.system] else { return }
      do throws(FileSystemError) { try delivery.prepare(output.name, bytes: bytes.span) } catch {
        throw DeliveryFailure(system: output.system, error: error)
      }
      made.append(
        OutputRecord(
          document: output.document, system: output.system, name: output.name, sha256: Self.sha256(of: bytes),
          size: Int64(bytes.count)))
    }
    for system in made.map(\.system).uniqued() { try deliveries[system]?.sync() }
    try ledger.converted(made)
    return Dictionary(uniqueKeysWithValues: made.map { ($0.document, $0) })
  }

  /// Makes the outputs of the documents that `number` knows a file number for again, from the original.
  func remake(
    of record: InterchangeRecord, _ number: (_ ordinal: Int) -> Int64?, _ body: (Int, [UInt8]) throws -> Void
  ) throws {
    try remakeReceipts(of: record, number, body)
    guard let path = record.archivePath, case let file = try archive.open(path),
      let exchange = try examiner.exchange(of: file)
    else { return }
    try examiner.documents(of: file, through: exchange) { document in
      let ordinal = document.document.ordinal
      guard !document.isRejected, let number = number(ordinal) else { return }
      try body(ordinal, Self.bytes(of: document, exchange, fileNumber: number, examiner: examiner))
    }
  }
}
