import Conversion
import EDIModel
import Filesystem
import Formats
import Layouts
import Reports
import Traceability

/// Pe: what is wrong goes to `error/` with a report that a person understands.
extension Gateway {
  /// Writes the rejected parts and their reports: one per document, or one per file where all of it is refused.
  func reject(
    _ items: [Item], _ registrations: [Registration], whole: [WholeRejection], _ setbacks: inout Setbacks
  ) {
    let rejected = zip(items, registrations).compactMap { item, registration -> (Item, [Finding])? in
      switch registration {
      case .rejected: item.isReportedWithFile ? nil : (item, item.findings)
      case .divergent(let first): (item, item.findings + [divergence(item, from: first)])
      default: nil
      }
    }
    guard !rejected.isEmpty || !whole.isEmpty else { return }
    let outcome = Dictionary(grouping: zip(items, registrations), by: { $0.0.interchange.id }).mapValues { all in
      all.count { if case .accepted = $0.1 { true } else { false } }
    }
    let counts = Dictionary(grouping: rejected, by: { $0.0.interchange.id }).mapValues(\.count)
    let (errors, archive, site, width) = (errors, archive, site, settings.syncWidth)
    let parts = parallelMap(rejected.count, width: width) { index in
      let (item, findings) = rejected[index]
      let id = item.interchange.id
      let report = ErrorReport(
        rejected: item, findings: findings, wentOn: outcome[id] ?? 0, alsoRejected: (counts[id] ?? 1) - 1, site: site)
      let name = ErrorFolder.name(of: item.id, file: item.interchange.name)
      return (id, Result { try errors.write(name, part: try Self.part(of: item, archive: archive), report: report) })
    }
    let files = parallelMap(whole.count, width: width) { index in
      let rejection = whole[index]
      let name = ErrorFolder.name(of: rejection.record.id, file: rejection.record.name)
      let written = Result {
        let original = try rejection.record.archivePath.map { try archive.open($0) }
        try errors.write(name, original: original, report: ErrorReport(rejected: rejection, site: site))
      }
      return (rejection.record.id, written)
    }
    let synced = Result { try errors.sync() }
    for (id, written) in parts + files {
      if case .failure(let error) = written { setbacks.note(id, error) }
      if case .failure(let error) = synced { setbacks.note(id, error) }
    }
  }

  /// The rejected document as a file of its own that can be corrected and dropped again.
  private static func part(of item: Item, archive: Archive) throws -> [UInt8] {
    let original = try archive.open(item.interchange.archivePath ?? [])
    guard let document = item.document?.document, let reader = item.exchange?.reader else { return [] }
    func bytes(_ range: Range<Int>) throws -> [UInt8] { try original.bytes(at: range.lowerBound, count: range.count) }
    let header = try item.header.map { try bytes($0.bytes) } ?? []
    return reader.excerpt(header: header, documents: [try bytes(document.extent.bytes)])
  }

  private func divergence(_ item: Item, from first: DocumentID) -> Finding {
    let place = Place(line: item.document?.document.extent.lines.lowerBound, document: item.ordinal)
    return Finding(
      .documentDivergent, place: place, found: item.id.description,
      expected: Bilingual(
        pt: "o mesmo conteúdo de \(first), aceito antes", en: "the content of \(first), accepted before"))
  }

  /// Moves the reports of rejected documents that a corrected copy has put right to `error/resolvidos/`.
  func moveResolved() throws {
    do { try moveAllResolved() } catch let error as FileSystemError { try hold(error) }
  }

  private func moveAllResolved() throws {
    let resolved = try ledger.resolvedToMove()
    for (rejected, _) in resolved {
      guard let record = try ledger.interchange(rejected.interchange) else { continue }
      try errors.resolve(ErrorFolder.name(of: rejected, file: record.name))
      if try !ledger.hasUnresolved(rejected.interchange) {
        try errors.resolve(ErrorFolder.name(of: rejected.interchange, file: record.name))
      }
    }
    guard !resolved.isEmpty else { return }
    try errors.sync()
    try ledger.resolvedMoved(resolved.map(\.rejected))
  }
}
