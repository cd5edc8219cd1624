public import EDIModel
public import Layouts

/// Where a reader gets its bytes: a file, or bytes in memory.
public protocol ByteSource {
  /// Fills the start of `buffer` and says how many bytes came; 0 is the end.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

/// Bytes that are in memory already.
public struct MemorySource: ByteSource {
  private let bytes: [UInt8]
  private var position = 0

  /// Makes a source of `bytes`.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Copies the next bytes.
  public mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, bytes.count - position)
    bytes.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<position + count])) }
    position += count
    return count
  }
}

/// What a reader refuses, whoever wrote it.
public struct Limits: Sendable {
  /// Nested XML elements.
  public var depth = 64
  /// Attributes of one XML element.
  public var attributes = 256
  /// Different names of elements and attributes in one XML file.
  public var names = 10_000
  /// Bytes of one XML tag or text, or of one TXT line.
  public var token = 256 << 10
  /// Bytes of one document.
  public var document = 64 << 20
  /// Findings that are kept per document and per file; the rest is counted.
  public var findings = 100

  /// The defaults.
  public init() {}
}

/// A document as it was read, with all that was found in it.
public struct ReadDocument: Sendable {
  /// The document. Fields with findings of severity error have no value.
  public var document: Document
  /// What was found in it, in the order of the file, at most ``Limits/findings``.
  public var findings: [Finding]
  /// How many more there were.
  public var furtherFindings: Int

  /// Makes a read document.
  public init(document: Document, findings: [Finding] = [], furtherFindings: Int = 0) {
    self.document = document
    self.findings = findings
    self.furtherFindings = furtherFindings
  }

  /// Whether it is to be rejected.
  public var isRejected: Bool { findings.contains { $0.severity == .error } || furtherFindings > 0 }
}

/// What is known of a file after its last byte.
public struct Reading: Sendable {
  /// How many documents it had.
  public var documents = 0
  /// What was found in the file as a whole; an error here rejects every document of it.
  public var findings: [Finding] = []
  /// How many more there were.
  public var furtherFindings = 0
  /// The file's sequence number, where its layout has one.
  public var fileNumber: Int64?
  /// The identifier that its sender gave it, where its layout has one.
  public var identifier: String?
  /// The environment that the file names, where its layout has one.
  public var environment: String?
  /// Where its header record stands, where its layout has one.
  public var header: Extent?

  /// Nothing read yet.
  public init() {}

  /// Whether the whole file is to be rejected.
  public var isRejected: Bool { findings.contains { $0.severity == .error } || furtherFindings > 0 }
}

/// Reads files of one layout. Made once per layout, used from any thread.
public protocol DocumentReader: Sendable {
  /// The layout that it reads.
  var layout: Layout { get }

  /// Reads a file to its end and hands over each document as soon as it is complete.
  ///
  /// A document handed over is not yet good: what only the end of the file tells (a trailer) is in the `Reading`.
  /// Memory is bounded by the largest document. Throws what `source` or `onDocument` throws, nothing else.
  ///
  /// The next document is read into the memory of what `onDocument` leaves behind: whoever keeps the document can leave
  /// another one that is not needed any more.
  func read(
    _ source: inout some ByteSource, limits: Limits, onDocument: (inout ReadDocument) throws -> Void
  ) throws -> Reading

  /// A file of its own for some documents of a file: their bytes as they stood, with the file's header and a trailer
  /// that counts again and leaves totals blank, so that it can be corrected and dropped again.
  func excerpt(header: [UInt8], documents: [[UInt8]]) -> [UInt8]
}
