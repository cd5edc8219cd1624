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

  /// Reads the file to its end and reports everything that speaks against it. `onDocument` gets each document before it
  /// is judged, `onJudged` what became of them; both in order.
  mutating func check(
    _ file: InterchangeSource<some ByteSource>, layout: Layout, onDocument: (ReadDocument) throws -> Void = { _ in },
    onJudged: (JudgedDocuments) throws -> Void = { _ in }
  ) throws {
    guard let reader = exchanges.reader(for: layout) else { return try refuseWrongWay(layout) }
    let line = line(for: layout)
    var source = try file.open()
    var state = self
    let reading = try reader.read(&source, limits: settings.limits) { read in
      try onDocument(read)
      try line.add(&read) { try state.take($0, onJudged) }
    }
    try line.finish { try state.take($0, onJudged) }
    self = state
    try close(reading)
  }

  /// Reads the file once more, for its outputs only: judging is pure, so the same documents are good again.
  func convertAgain(
    _ file: InterchangeSource<some ByteSource>, layout: Layout, _ onOutputs: (FileOutputs) throws -> Void
  ) throws {
    guard let reader = exchanges.reader(for: layout) else { return }
    let line = line(for: layout)
    var source = try file.open()
    _ = try reader.read(&source, limits: settings.limits) { read in try line.add(&read) { try onOutputs($0.outputs) } }
    try line.finish { try onOutputs($0.outputs) }
  }

  private func line(for layout: Layout) -> any JudgingLine {
    let judge = Judge(
      exchange: exchanges.exchange(for: layout), check: exchanges.check(of: layout), site: settings.site,
      environment: settings.environment)
    return settings.line? { judge($0) } ?? OneByOne { judge($0) }
  }

  private mutating func take(_ judged: JudgedDocuments, _ onJudged: (JudgedDocuments) throws -> Void) throws {
    try onJudged(judged)
    for finding in judged.findings { try tell(finding) }
    verdict.furtherFindings += judged.furtherFindings
    verdict.rejected += judged.rejected
    verdict.good += judged.good
  }

  /// What only the end of the file tells.
  private mutating func close(_ reading: Reading) throws {
    let findings = reading.findings + settings.site.findings(forEnvironment: reading.environment)
    for finding in findings { try tell(finding) }
    verdict.furtherFindings += reading.furtherFindings
    if reading.isRejected || findings.haveError { verdict.refuse() }
    if verdict.flow?.rejects == .interchange, verdict.rejected > 0, verdict.good > 0 {
      try tell(Finding(.documentNotAlone, place: Place()))
      verdict.refuse()
    }
  }

  private mutating func refuse(_ finding: Finding) throws -> Layout? {
    try tell(finding)
    verdict.refuse()
    return nil
  }

  private mutating func tell(_ finding: Finding) throws {
    if finding.severity == .error { verdict.errors += 1 }
    if finding.severity == .warning { verdict.warnings += 1 }
    try report(finding)
  }
}
