import Conversion
internal import Crypto
import EDIModel
import Filesystem
import Formats
import Layouts
import Traceability

/// P7, first half: recognises a file, reads it to its end, checks it and converts it for trial. Pure but for reading the
/// archived bytes; runs on all cores.
struct Examiner: Sendable {
  let exchanges: Exchanges
  let archive: Archive
  let site: SiteFacts
  let limits: Limits
  /// Files up to this many bytes keep their documents in memory between reading and writing.
  let keepsUpTo: Int
  /// How often a file may be begun without coming to an end before it is set aside unread.
  let crashLimit: Int
  /// Whether the gateway is to stop: a long file is then left for the next start.
  let isStopping: @Sendable () -> Bool
  /// Whether a name's prefix says that the file is not for Malote.
  let ignores: @Sendable (_ system: String, _ name: [UInt8]) -> Bool

  /// One file to examine.
  struct Job: Sendable {
    let record: InterchangeRecord
    /// How often its reading has been begun, this time included.
    let attempt: Int
  }

  private static let headLength = 64 << 10

  /// Examines a file.
  func examine(_ job: Job) throws -> Examination {
    if job.attempt > crashLimit {
      return .refused(layout: nil, findings: [Finding(.fileCrashedReader, place: Place())])
    }
    if ignores(job.record.system, job.record.name) { return .ignored(layout: nil, reason: "prefix") }
    let file = try archive.open(job.record.archivePath ?? [])
    guard file.size > 0 else { return .refused(layout: nil, findings: [Finding(.fileEmpty, place: Place(byte: 0))]) }
    let head = try file.bytes(at: 0, count: min(file.size, Self.headLength))
    // Asked of the archived bytes, so that the answer is the same after any stop.
    let isIncomplete = try exchanges.wholeness.judge(size: file.size, read: file.bytes) == .partial
    switch exchanges.recogniser.recognise(head: head, isWholeFile: file.size <= head.count) {
    case .refused(let finding): return .refused(layout: nil, findings: [finding])
    case .unknown(_, let finding):
      let cut = Finding(.fileIncomplete, place: Place(byte: file.size))
      return .refused(layout: nil, findings: isIncomplete ? [cut, finding] : [finding])
    case .layout(let layout):
      let misplaced = wrongWay(layout, system: job.record.system)
      guard layout.system == job.record.system else { return .refused(layout: layout.path, findings: [misplaced]) }
      guard let exchange = exchanges.exchange(for: layout) else {
        return try returned(file, in: layout, otherwise: misplaced)
      }
      return try read(file, through: exchange, isIncomplete: isIncomplete)
    }
  }

  /// Reads a file again and hands over its documents one by one: the second reading of a large file.
  func documents(of file: ArchivedFile, through exchange: Exchange, _ body: (ExaminedDocument) throws -> Void) throws {
    var source = file.source()
    _ = try exchange.reader.read(&source, limits: limits) { read in
      if isStopping() { throw GatewayStopping() }
      try body(examine(read, through: exchange))
    }
  }

  /// The way that a file goes; `nil` when it goes none.
  func exchange(of file: ArchivedFile) throws -> Exchange? {
    let head = try file.bytes(at: 0, count: min(file.size, Self.headLength))
    guard case .layout(let layout) = exchanges.recogniser.recognise(head: head, isWholeFile: file.size <= head.count)
    else { return nil }
    return exchanges.exchange(for: layout)
  }

  private func read(_ file: ArchivedFile, through exchange: Exchange, isIncomplete: Bool) throws -> Examination {
    let keeps = file.size <= keepsUpTo
    var result = ReadInterchange(exchange: exchange, reading: Reading())
    var source = file.source()
    var reading = try exchange.reader.read(&source, limits: limits) { read in
      if isStopping() { throw GatewayStopping() }
      let examined = examine(read, through: exchange)
      if examined.isRejected { result.rejected += 1 }
      result.add(examined.findings, further: examined.furtherFindings, limit: limits.findings)
      if keeps { result.documents.append(examined) }
    }
    reading.findings += site.findings(forEnvironment: reading.environment)
    if isIncomplete, reading.findings.allSatisfy({ $0.code != .fileIncomplete }) {
      reading.findings.append(Finding(.fileIncomplete, place: Place(byte: file.size)))
    }
    if reading.documents == 0 {
      return reading.isRejected
        ? .refused(layout: exchange.reader.layout.path, findings: reading.findings)
        : .ignored(layout: exchange.reader.layout.path, reason: "empty")
    }
    result.add(reading.findings, further: reading.furtherFindings, limit: limits.findings)
    let whole = ReadInterchange(
      exchange: exchange, reading: reading, documents: result.documents, rejected: result.rejected,
      findings: result.findings, furtherFindings: result.furtherFindings)
    return keeps ? .read(whole) : .large(whole)
  }

  private func examine(_ read: ReadDocument, through exchange: Exchange) -> ExaminedDocument {
    let facts = DocumentFacts(of: read.document, in: exchange.flow)
    var findings = exchange.findings(in: read, site: site)
    var converted: [UInt8] = []
    if read.furtherFindings == 0, !findings.contains(where: { $0.severity == .error }) {
      let result = exchange.convert(read.document, context: context(fileNumber: 0, facts, exchange))
      findings += result.findings
      converted = result.bytes
    }
    return ExaminedDocument(
      document: read.document, facts: facts, findings: findings, furtherFindings: read.furtherFindings,
      converted: converted)
  }

  /// What is written beside a document's own fields.
  func context(fileNumber: Int64, _ facts: DocumentFacts, _ exchange: Exchange) -> WriteContext {
    WriteContext(
      fileNumber: fileNumber, environment: site.environment ?? "P", identifier: facts.identifier(in: exchange.flow))
  }

  /// Reads a file in a layout that its system is given, and says what would be delivered for each of its documents.
  private func returned(_ file: ArchivedFile, in layout: Layout, otherwise: Finding) throws -> Examination {
    guard file.size <= keepsUpTo, let reader = exchanges.reader(for: layout),
      let flow = exchanges.catalog.flow(named: layout.flow)
    else { return .refused(layout: layout.path, findings: [otherwise]) }
    var documents: [Document] = []
    var source = file.source()
    let reading = try reader.read(&source, limits: limits) { documents.append($0.document) }
    let writer = Format.writer(for: layout)
    let found = documents.map { document in
      let facts = DocumentFacts(of: document, in: flow)
      let context = WriteContext(
        fileNumber: reading.fileNumber ?? 0, environment: reading.environment ?? site.environment ?? "P",
        identifier: facts.identifier(in: flow))
      var bytes: [UInt8] = []
      _ = writer.write(document, context: context, into: &bytes)
      return ReturnedDocument(flow: flow.name, identity: facts.identity, sha256: Array(SHA256.hash(data: bytes)))
    }
    return .returned(layout: layout, documents: found, otherwise: otherwise)
  }

  private func wrongWay(_ layout: Layout, system: String) -> Finding {
    let flow = exchanges.catalog.flow(named: layout.flow)
    let sender = flow?.from ?? layout.system
    return Finding(
      .layoutWrongWay, place: Place(line: 1), found: system + ": " + layout.path,
      expected: Bilingual(
        pt: "arquivo de “\(flow?.title.pt ?? layout.flow)”, que só \(sender) entrega, na pasta de entrada dele",
        en: "a file of “\(flow?.title.en ?? layout.flow)”, which only \(sender) drops, in its own inbox"))
  }
}

extension ReadInterchange {
  /// Keeps findings for the file's own report, up to `limit`.
  fileprivate mutating func add(_ more: [Finding], further: Int, limit: Int) {
    let room = max(0, limit - findings.count)
    findings += more.prefix(room)
    furtherFindings += max(0, more.count - room) + further
  }
}
