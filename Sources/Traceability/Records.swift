public import EDIModel

/// Where an interchange stands in its life; see `Docs/life-of-a-file.md`.
public enum InterchangeState: String, Sendable, Codable, CaseIterable {
  /// P3: named, not yet taken out of the inbox for sure.
  case claiming
  /// P6: its bytes are in the archive.
  case received
  /// Its verdict is known and its accepted documents have their numbers; outputs are being made.
  case registered
  /// P8: every output stands beside its destination, ready to be handed over.
  case converted
  /// P10: every document has its end.
  case done
  /// It was gone before it could be taken: no document ever came of it.
  case vanished
}

/// What became of a document. Together they are the conservation sum: every document is in exactly one.
public enum DocumentState: String, Sendable, Codable, CaseIterable {
  /// Accepted and being worked on, or waiting for its destination.
  case waiting
  /// Handed over.
  case delivered
  /// Refused, with a report in `error/`.
  case rejected
  /// The same content was accepted before.
  case duplicate
  /// A newer version was accepted before.
  case superseded
  /// Not for Malote: a prefix that is not consumed, or our own output coming back.
  case ignored
  /// Used up by Malote itself (receipts, snapshots).
  case consumed
  /// Handed over to somebody who never said whether it arrived.
  case unconfirmed
  /// Handed over, and its destination has said that it took it.
  case confirmed
  /// Handed over, and its destination has said that it did not take it.
  case refused

  /// Whether its output is out, for sure.
  public var isHandedOver: Bool { self == .delivered || self == .confirmed || self == .refused }
}

/// P3: a name that is about to be taken.
public struct Claim: Sendable, Hashable {
  /// Whose inbox it is in.
  public let system: String
  /// Its name as bytes.
  public let name: [UInt8]
  /// Its inode.
  public let inode: UInt64
  /// Its size in bytes when it was looked at.
  public let size: Int64

  /// Makes a claim.
  public init(system: String, name: [UInt8], inode: UInt64, size: Int64) {
    self.system = system
    self.name = name
    self.inode = inode
    self.size = size
  }
}

/// P6: what is known once the bytes are in the archive.
public struct Capture: Sendable {
  /// The interchange.
  public let id: InterchangeID
  /// SHA-256 of its bytes.
  public let sha256: [UInt8]
  /// Its size in bytes.
  public let size: Int64
  /// Its place below `archive/`, as bytes.
  public let archivePath: [UInt8]

  /// Makes a capture.
  public init(id: InterchangeID, sha256: [UInt8], size: Int64, archivePath: [UInt8]) {
    self.id = id
    self.sha256 = sha256
    self.size = size
    self.archivePath = archivePath
  }
}

/// An interchange as the ledger holds it.
public struct InterchangeRecord: Sendable {
  /// Its number.
  public let id: InterchangeID
  /// Whose inbox it came from.
  public let system: String
  /// Its name as bytes.
  public let name: [UInt8]
  /// Its inode in the inbox.
  public let inode: UInt64
  /// Its size in bytes.
  public let size: Int64
  /// Where it stands.
  public let state: InterchangeState
  /// SHA-256 of its bytes, from P6 on.
  public let sha256: [UInt8]?
  /// Its place below `archive/`, from P6 on.
  public let archivePath: [UInt8]?
  /// `flow/layout`, once recognised.
  public let layout: String?
  /// How often its reading was begun without coming to an end.
  public let attempts: Int
  /// Reprocessing of this earlier interchange.
  public let reprocesses: InterchangeID?
  /// When it was claimed, UTC, `2026-08-27T12:02:32.123Z`.
  public let claimedAt: String
  /// When its last document came to its end, UTC.
  public let doneAt: String?

  /// Makes a record.
  public init(
    id: InterchangeID, system: String, name: [UInt8], inode: UInt64, size: Int64, state: InterchangeState,
    sha256: [UInt8]?, archivePath: [UInt8]?, layout: String?, attempts: Int, reprocesses: InterchangeID?,
    claimedAt: String, doneAt: String?
  ) {
    self.id = id
    self.system = system
    self.name = name
    self.inode = inode
    self.size = size
    self.state = state
    self.sha256 = sha256
    self.archivePath = archivePath
    self.layout = layout
    self.attempts = attempts
    self.reprocesses = reprocesses
    self.claimedAt = claimedAt
    self.doneAt = doneAt
  }
}

/// What the ledger said of a document when it was registered. Asking again for the same document gives the same answer.
public enum Registration: Sendable, Hashable {
  /// New: its file number (0 when its target has none) and the name that is its own for good.
  case accepted(fileNumber: Int64, outputName: [UInt8])
  /// The same content was accepted before, in that document.
  case duplicate(of: DocumentID)
  /// A newer version was accepted before, in that document.
  case superseded(by: DocumentID)
  /// An event with this identity and other content was accepted before, in that document.
  case divergent(from: DocumentID)
  /// Refused by its own verdict.
  case rejected
  /// Set aside by its own verdict.
  case ignored
  /// Used up by its own verdict.
  case consumed
}

/// P8: an output that stands beside its destination, and where it is to go.
public struct OutputRecord: Sendable, Hashable {
  /// The document that it was made from.
  public let document: DocumentID
  /// Whose outbox it goes to.
  public let system: String
  /// Its final name as bytes, unique for that system.
  public let name: [UInt8]
  /// SHA-256 of its bytes.
  public let sha256: [UInt8]
  /// Its size in bytes.
  public let size: Int64

  /// Makes a record.
  public init(document: DocumentID, system: String, name: [UInt8], sha256: [UInt8], size: Int64) {
    self.document = document
    self.system = system
    self.name = name
    self.sha256 = sha256
    self.size = size
  }
}

/// A document as the ledger holds it.
public struct DocumentRecord: Sendable {
  /// Its number.
  public let id: DocumentID
  /// What became of it.
  public let state: DocumentState
  /// What it was registered with.
  public let entry: DocumentEntry
  /// The document that decides its end (first copy, newer version, divergent one), where there is one.
  public let related: DocumentID?
  /// Its file number for the receiver; 0 when it has none.
  public let fileNumber: Int64
  /// Its output, from P8 on.
  public let output: OutputRecord?
  /// The document that put it right, when it was rejected and a corrected copy was accepted.
  public let resolvedBy: DocumentID?
  /// Why it waits, or what its destination said when it refused it.
  public let note: String?
  /// Whether its output may have its final name already; `false`: certainly not.
  public let mayBeOut: Bool

  /// Makes a record.
  public init(
    id: DocumentID, state: DocumentState, entry: DocumentEntry, related: DocumentID?, fileNumber: Int64,
    output: OutputRecord?, resolvedBy: DocumentID?, note: String?, mayBeOut: Bool = true
  ) {
    self.id = id
    self.state = state
    self.entry = entry
    self.related = related
    self.fileNumber = fileNumber
    self.output = output
    self.resolvedBy = resolvedBy
    self.note = note
    self.mayBeOut = mayBeOut
  }
}

/// Something that a person asked for; the holder of the site's lock carries it out.
public struct Request: Sendable, Hashable {
  /// What can be asked for.
  public enum Kind: String, Sendable, Codable {
    /// Convert again from the original.
    case reprocess
    /// Hand over the same bytes again.
    case resend
  }

  /// Its number.
  public let id: Int64
  /// What is asked.
  public let kind: Kind
  /// `M-0001234` or `M-0001234.3`.
  public let subject: String
  /// Why; never empty.
  public let reason: String
  /// Who asked: the user of the operating system.
  public let actor: String
  /// When, UTC.
  public let askedAt: String
  /// When it was carried out, UTC.
  public let doneAt: String?
  /// What came of it.
  public let result: String?

  /// Makes a request.
  public init(
    id: Int64, kind: Kind, subject: String, reason: String, actor: String, askedAt: String, doneAt: String?,
    result: String?
  ) {
    self.id = id
    self.kind = kind
    self.subject = subject
    self.reason = reason
    self.actor = actor
    self.askedAt = askedAt
    self.doneAt = doneAt
    self.result = result
  }
}
