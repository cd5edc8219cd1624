public import EDIModel

/// A business key under which people look a document up.
public struct BusinessKey: Sendable, Hashable {
  /// `op`, `pedido`, `produto`, `bobina`, ...
  public let kind: String
  /// Its value.
  public let value: String
  /// A person's data: only a salted hash of it is stored.
  public let isPersonal: Bool

  /// Makes a key.
  public init(kind: String, value: String, isPersonal: Bool = false) {
    self.kind = kind
    self.value = value
    self.isPersonal = isPersonal
  }
}

/// How repetitions of a key are judged (design section 3, identity).
public enum IdentityKind: String, Sendable, Codable {
  /// Same content is a duplicate, other content is divergent.
  case event
  /// Compared with the last accepted version only.
  case state
}

/// What the ledger must know of a document to say whether it is new: made by reading, before anything is delivered.
public struct DocumentEntry: Sendable {
  /// Its place in the interchange, from 1.
  public var ordinal: Int
  /// Its flow; `nil` when the file was not recognised.
  public var flow: String?
  /// `flow/layout` that it was read in; `nil` when the file was not recognised.
  public var layout: String?
  /// Its identity: the key's canonical values joined by U+001F; `nil` when a part of it is missing.
  public var identity: String?
  /// How repetitions are judged.
  public var kind: IdentityKind
  /// SHA-256 of its content without the envelope.
  public var content: [UInt8]
  /// The source's stamp, canonical `AAAAMMDDHHMMSS`; empty when missing.
  public var stamp: String
  /// The lanes in which it travels: lane name and key joined, `op:01|010004|A9716901001`.
  public var lanes: [String]
  /// The business keys by which it is found.
  public var keys: [BusinessKey]
  /// What reading and trial conversion said.
  public var verdict: Verdict
  /// The system that is to get it; `nil` when there is none.
  public var destination: String?
  /// `flow/layout` that it is written in.
  public var targetLayout: String?
  /// Whether the target's files carry a sequence number.
  public var isNumbered: Bool
  /// The wanted name of its output, before it is made unique.
  public var outputName: [UInt8]
  /// Where it stands in the archived file: byte offset and length.
  public var extent: Range<Int64>
  /// What it says of an output that was handed over, when it is the receipt for one.
  public var answer: Answer?
  /// How long its destination may take to answer it; `nil` where no answer is waited for.
  public var answerWithin: Duration?

  /// What reading and trial conversion said.
  public enum Verdict: Sendable, Hashable {
    /// Nothing against it.
    case good
    /// Findings of severity error, by their codes.
    case rejected(codes: [String])
    /// Not for Malote, and why (`prefix`, `echo`).
    case ignored(reason: String)
    /// Used up by Malote itself, and for what.
    case consumed(reason: String)
  }

  /// Makes an entry; what is left out is empty.
  public init(
    ordinal: Int, flow: String? = nil, layout: String? = nil, identity: String? = nil, kind: IdentityKind = .event,
    content: [UInt8] = [], stamp: String = "", lanes: [String] = [], keys: [BusinessKey] = [], verdict: Verdict,
    destination: String? = nil, targetLayout: String? = nil, isNumbered: Bool = false, outputName: [UInt8] = [],
    extent: Range<Int64> = 0..<0, answer: Answer? = nil
  ) {
    self.ordinal = ordinal
    self.flow = flow
    self.layout = layout
    self.identity = identity
    self.kind = kind
    self.content = content
    self.stamp = stamp
    self.lanes = lanes
    self.keys = keys
    self.verdict = verdict
    self.destination = destination
    self.targetLayout = targetLayout
    self.isNumbered = isNumbered
    self.outputName = outputName
    self.extent = extent
    self.answer = answer
  }
}

/// What a destination says of a document that it was given.
public struct Answer: Sendable, Hashable {
  /// The document.
  public let document: DocumentID
  /// What became of it there; `nil` when the destination has not decided yet.
  public let isTaken: Bool?
  /// What the destination says about it, in its own words.
  public let text: String?
  /// The keys that it has in the destination, by the names that the destination gives them.
  public let keys: [BusinessKey]

  /// Makes an answer.
  public init(document: DocumentID, isTaken: Bool?, text: String?, keys: [BusinessKey]) {
    self.document = document
    self.isTaken = isTaken
    self.text = text
    self.keys = keys
  }
}
