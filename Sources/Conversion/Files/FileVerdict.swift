public import Formats
public import Layouts

/// What holds for files that are worked on outside a site.
public struct FileSettings: Sendable {
  /// What documents are held against; takes any company, branch and environment unless told otherwise.
  public var site = SiteFacts()
  /// What readers refuse.
  public var limits = Limits()
  /// What is written where a layout names the environment.
  public var environment = "P"
  /// Files below this size in bytes are small: whoever works on many has them side by side.
  public var smallBelow = 1 << 20
  /// How many bytes of outputs are kept in memory until the file has its verdict.
  public var keptUpTo = 4 << 20
  /// Makes the place where outputs beyond that wait; `nil` when there is none. Without it the file is read again.
  public var makeSpool: (@Sendable () -> (any OutputSpool)?)?
  /// Makes the line in which the documents of a file are judged; one after the other unless told otherwise.
  public var line: (@Sendable (@escaping @Sendable ([ReadDocument]) -> JudgedDocuments) -> any JudgingLine)?

  /// The defaults.
  public init() {}
}

/// What became of a file that was worked on outside a site.
public struct FileVerdict: Sendable {
  /// The layout that it is in; `nil` when it was not recognised.
  public internal(set) var layout: Layout?
  /// The flow of that layout.
  public internal(set) var flow: Flow?
  /// How many documents there is nothing against.
  public internal(set) var good = 0
  /// How many documents are rejected.
  public internal(set) var rejected = 0
  /// Whether the file as a whole is rejected, and with it every document.
  public internal(set) var isRefused = false
  /// How many findings of severity error were handed over.
  public internal(set) var errors = 0
  /// How many findings of severity warning were handed over.
  public internal(set) var warnings = 0
  /// How many findings there were beyond what readers keep.
  public internal(set) var furtherFindings = 0

  /// Nothing known yet.
  public init() {}

  /// Whether there is nothing against the file and its documents.
  public var isClean: Bool { !isRefused && rejected == 0 }

  mutating func refuse() {
    isRefused = true
    rejected += good
    good = 0
  }
}
