import Conversion
import EDIModel
import Formats
import Layouts
import Traceability

/// What reading said of one file: the type at the boundary between *read* and *registered*.
enum Examination: Sendable {
  /// Recognised and read to its end; its documents are kept.
  case read(ReadInterchange)
  /// Recognised and read to its end, but too large to keep: to be read again in groups.
  case large(ReadInterchange)
  /// Not readable as anything: the whole file is one rejected document without fields.
  case refused(layout: String?, findings: [Finding])
  /// Not for Malote.
  case ignored(layout: String?, reason: String)
  /// In the layout that its system is given, not in one that it writes: our own coming back, if the ledger knows the
  /// same bytes for each document, else ``otherwise``.
  case returned(layout: Layout, documents: [ReturnedDocument], otherwise: Finding)
}

/// A document in a file that came from where such documents are delivered.
struct ReturnedDocument: Sendable {
  let flow: String
  let identity: String?
  /// SHA-256 of the file that would be delivered for it.
  let sha256: [UInt8]
}

/// A file that was read to its end.
struct ReadInterchange: Sendable {
  let exchange: Exchange
  let reading: Reading
  /// What was read, unless the file is large.
  var documents: [ExaminedDocument] = []
  /// How many of its documents are rejected.
  var rejected = 0
  /// The findings of the file and of its documents, in order, as many as a report shows.
  var findings: [Finding] = []
  /// How many more there were.
  var furtherFindings = 0

  var layout: Layout { exchange.reader.layout }

  /// Whether good documents share the fate of the file: a finding about the file as a whole, or a flow that takes all or
  /// nothing.
  var rejectsAll: Bool { reading.isRejected || (exchange.flow.rejects == .interchange && rejected > 0) }
}

/// A document with everything that was found in it, and its bytes in the destination's layout as far as nothing speaks
/// against it.
struct ExaminedDocument: Sendable {
  let document: Document
  let facts: DocumentFacts
  /// All findings: reading, site, rules, conversion.
  var findings: [Finding]
  var furtherFindings: Int
  /// The document as its destination reads it, with file number 0.
  let converted: [UInt8]

  var isRejected: Bool { furtherFindings > 0 || findings.contains { $0.severity == .error } }
}
