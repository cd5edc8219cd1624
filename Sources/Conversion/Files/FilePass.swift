import EDIModel
import Formats
import Layouts

/// One file on its way to its verdict.
struct FilePass {
  let exchanges: Exchanges
  let settings: FileSettings
  let report: (Finding) throws -> Void
  private(set) var verdict = FileVerdict()

  init(exchanges: Exchanges, settings: FileSettings, report: @escaping (Finding) throws -> Void) {
    self.exchanges = exchanges
    self.settings = settings
    self.report = report
  }

  /// The file's layout; `nil`, with its finding reported, when there is none.
  mutating func recognise(_ file: InterchangeSource<some ByteSource>) throws -> Layout? {
    guard file.size > 0 else { return try refuse(Finding(.fileEmpty, place: Place())) }
    let head = try file.head(Exchanges.headSize)
    switch exchanges.recogniser.recognise(head: head, isWholeFile: file.size <= head.count) {
    case .layout(let layout):
      verdict.layout = layout
      verdict.flow = exchanges.catalog.flow(named: layout.flow)
      return layout
    case .refused(let finding), .unknown(_, let finding): return try refuse(finding)
    }
  }

  mutating func refuseWrongWay(_ layout: Layout) throws {
    _ = try refuse(Finding(.layoutWrongWay, place: Place(line: 1), found: layout.path))
  }

  /// Reads the file to its end and reports everything that speaks against it; `onDocument` gets each document, and as its
  /// destination gets it when there is nothing against it and its layout is one that is converted.
  mutating func check(
    _ file: InterchangeSource<some ByteSource>, layout: Layout,
    onDocument: (ReadDocument, FileOutput?) throws -> Void
  ) throws {
    guard let reader = exchanges.reader(for: layout) else { return try refuseWrongWay(layout) }
    var source = try file.open()
    var state = self
    let reading = try reader.read(&source, limits: settings.limits) { read in
      try onDocument(read, state.judge(read, layout: layout))
    }
    self = state
    try close(reading)
  }

  /// Reads the file once more, for its outputs only: judging is pure, so the same documents are good again.
  func convertAgain(
    _ file: InterchangeSource<some ByteSource>, layout: Layout, _ onOutput: (FileOutput) throws -> Void
  ) throws {
    guard let reader = exchanges.reader(for: layout) else { return }
    var source = try file.open()
    var silent = FilePass(exchanges: exchanges, settings: settings) { _ in }
    silent.verdict.flow = verdict.flow
    _ = try reader.read(&source, limits: settings.limits) { read in
      if let output = try silent.judge(read, layout: layout) { try onOutput(output) }
    }
  }

  private mutating func judge(_ read: ReadDocument, layout: Layout) throws -> FileOutput? {
    let exchange = exchanges.exchange(for: layout)
    var findings = exchange?.findings(in: read, site: settings.site) ?? ownFindings(in: read)
    var output: FileOutput?
    if let exchange, !read.isRejected, !findings.contains(where: { $0.severity == .error }) {
      output = convert(read.document, by: exchange, &findings)
    }
    for finding in findings { try tell(finding, document: read.document.ordinal) }
    verdict.furtherFindings += read.furtherFindings
    let isRejected = read.furtherFindings > 0 || findings.contains { $0.severity == .error }
    if isRejected { verdict.rejected += 1 } else { verdict.good += 1 }
    return isRejected ? nil : output
  }

  /// A document in a layout of the destination is held against the site and the rules only.
  private func ownFindings(in read: ReadDocument) -> [Finding] {
    guard let flow = verdict.flow else { return read.findings }
    return flow.findings(in: read, site: settings.site)
  }

  private func convert(_ document: Document, by exchange: Exchange, _ findings: inout [Finding]) -> FileOutput? {
    let identifier = DocumentIdentifier.make(for: document, in: exchange.flow)
    let context = WriteContext(
      fileNumber: Int64(document.ordinal), environment: settings.environment, identifier: identifier)
    let (bytes, faults) = exchange.convert(document, context: context)
    findings += faults
    return FileOutput(ordinal: document.ordinal, name: exchange.fileName(for: document), bytes: bytes)
  }

  /// What only the end of the file tells.
  private mutating func close(_ reading: Reading) throws {
    let findings = reading.findings + settings.site.findings(forEnvironment: reading.environment)
    for finding in findings { try tell(finding, document: nil) }
    verdict.furtherFindings += reading.furtherFindings
    if reading.isRejected || findings.contains(where: { $0.severity == .error }) { verdict.refuse() }
    if verdict.flow?.rejects == .interchange, verdict.rejected > 0, verdict.good > 0 {
      try tell(Finding(.documentNotAlone, place: Place()), document: nil)
      verdict.refuse()
    }
  }

  private mutating func refuse(_ finding: Finding) throws -> Layout? {
    try tell(finding, document: nil)
    verdict.refuse()
    return nil
  }

  private mutating func tell(_ finding: Finding, document: Int?) throws {
    if finding.severity == .error { verdict.errors += 1 }
    if finding.severity == .warning { verdict.warnings += 1 }
    var placed = finding
    if placed.place.document == nil { placed.place.document = document }
    try report(placed)
  }
}
