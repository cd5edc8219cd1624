public import EDIModel

/// What a gateway has done since it started, for the line that people watch.
public struct GatewayStatus: Sendable, Hashable {
  /// Files taken.
  public var files = 0
  /// Documents handed over.
  public var delivered = 0
  /// Documents rejected.
  public var rejected = 0
  /// Documents that were known already or outdated.
  public var repeated = 0
  /// Documents set aside.
  public var ignored = 0
  /// Files in the inboxes that are not whole or not quiet yet.
  public var unfinished = 0
  /// Systems whose inboxes cannot be looked into just now.
  public var closedInboxes: Set<String> = []
  /// Systems whose outboxes cannot take files just now.
  public var closedOutboxes: Set<String> = []
  /// Whether the ledger cannot write just now, so that nothing goes on.
  public var isPaused = false
  /// The large file that is being worked on: id, document, documents in all.
  public var current: Progress?

  /// How far a large file is.
  public struct Progress: Sendable, Hashable {
    /// The file.
    public let id: InterchangeID
    /// The document that was just prepared.
    public let document: Int
    /// How many there are; 0 while it is read for the first time.
    public let documents: Int
  }

  mutating func reading(_ id: InterchangeID) { current = Progress(id: id, document: 0, documents: 0) }

  mutating func working(on id: InterchangeID, document: Int, of documents: Int) {
    current = Progress(id: id, document: document, documents: documents)
  }
}
