import EDIModel
public import Layouts

/// Reads XML files of one layout: libxml2's parser and our normaliser in one pass, straight into the document.
///
/// What the layout's XSD says is compiled into the plan that the normaliser follows. libxml2's own validator can be
/// called as a witness, behind the normaliser in the same pass: where the two do not agree its word is a finding too.
public struct XMLReader: DocumentReader {
  /// The layout that it reads.
  public let layout: Layout
  private let plan: ReadPlan
  private let witness: CompiledSchema?

  /// Makes the reader of a layout. `witness` is the XSD that libxml2's validator is to hold every file against; throws
  /// `XMLSetupError` when it does not compile.
  public init(layout: Layout, xml: XMLLayout, witness: String? = nil) throws {
    self.layout = layout
    plan = ReadPlan(layout: layout, xml: xml)
    self.witness = try witness.map { try CompiledSchema($0, layout: layout.path) }
  }

  /// Reads a file to its end and hands over its one document, if at least its root element was the layout's.
  public func read(
    _ source: inout some ByteSource, limits: Limits, onDocument: (inout ReadDocument) throws -> Void
  ) throws -> Reading {
    let pass = XMLReading(try Normaliser(plan: plan, witness: witness, limits: limits))
    let parser = try PushParser(listener: pass, limits: limits)
    pass.normaliser.adopt(parser.intern)
    try parser.run(&source)
    pass.normaliser.finish(parser)
    pass.normaliser.findings.sortByPlace()
    let normaliser = pass.normaliser
    var reading = Reading()
    guard normaliser.isRecognised else {
      reading.findings = normaliser.findings.findings
      reading.furtherFindings = normaliser.findings.further
      return reading
    }
    reading.documents = 1
    reading.identifier = normaliser.identifier
    var read = ReadDocument(
      document: normaliser.document, findings: normaliser.findings.findings,
      furtherFindings: normaliser.findings.further)
    try onDocument(&read)
    return reading
  }

  /// The documents' own bytes: an XML file has one document and is its own excerpt.
  public func excerpt(header: [UInt8], documents: [[UInt8]]) -> [UInt8] { Array(documents.joined()) }
}

extension Normaliser {
  /// The parser is through: completes the document, or says why it could not be read to its end.
  mutating func finish(_ parser: PushParser) {
    document.extent = Extent(bytes: 0..<parser.feed.end.byte, lines: 1...max(1, parser.feed.lines))
    guard let failure = parser.failure else {
      if isRecognised { complete() }
      return
    }
    findings.add(structure)
    let record = frames.isEmpty ? nil : path(through: frames.count - 1)
    findings.addLast(
      Finding(
        failure.code,
        place: Place(
          line: failure.position.line, column: failure.position.column, byte: failure.position.byte,
          document: isRecognised ? 1 : nil, record: record),
        found: failure.found, expected: failure.expected))
  }
}
