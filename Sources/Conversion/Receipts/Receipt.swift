public import EDIModel

/// What the sender of a file is told about it: what became of each document, and why.
public struct Receipt: Sendable {
  /// What became of a document.
  public enum Outcome: String, Sendable {
    case accepted = "A"
    case rejected = "R"
    /// The same content was accepted before.
    case duplicate = "D"
    /// A newer version was accepted before.
    case superseded = "U"
  }

  /// One document of the file.
  public struct Entry: Sendable {
    /// The gateway's number of it.
    public var id: DocumentID
    /// The sender's own key of it, `01|010004|0000001234`; `nil` where it could not be read.
    public var key: String?
    /// What became of it.
    public var outcome: Outcome
    /// Everything that was found in it, notices left out.
    public var findings: [Finding]
    /// What its destination said of it, where this receipt passes that on.
    public var statement: Statement?

    /// Makes an entry.
    public init(
      id: DocumentID, key: String?, outcome: Outcome, findings: [Finding] = [], statement: Statement? = nil
    ) {
      self.id = id
      self.key = key
      self.outcome = outcome
      self.findings = findings
      self.statement = statement
    }
  }

  /// The gateway's number of the receipt.
  public var id: DocumentID
  /// When the file came, local time of the mill, `AAAAMMDDHHMMSS`: the answer is the same whenever it is made.
  public var answeredOn: String
  /// The company, as the documents say.
  public var company: String?
  /// The branch, as the documents say.
  public var branch: String?
  /// What the file called itself: its identifier or number.
  public var reference: String?
  /// The name of its message or layout.
  public var message: String?
  /// The system that sent it.
  public var sender: String
  /// Its name, as text.
  public var fileName: String
  /// Its SHA-256 in hex; `nil` for a file that was never read.
  public var sha256: String?
  /// Its documents, in their order; of a large file those of one part.
  public var entries: [Entry]

  /// Makes a receipt without entries.
  public init(
    id: DocumentID, answeredOn: String, company: String?, branch: String?, reference: String?, message: String?,
    sender: String, fileName: String, sha256: String?
  ) {
    self.id = id
    self.answeredOn = answeredOn
    self.company = company
    self.branch = branch
    self.reference = reference
    self.message = message
    self.sender = sender
    self.fileName = fileName
    self.sha256 = sha256
    entries = []
  }

  /// Accepted only where nothing was rejected. What came again was accepted before.
  var outcome: Outcome { entries.contains { $0.outcome == .rejected } ? .rejected : .accepted }
}
