public import EDIModel

/// What `malote.yaml` says. Every value has a default but the company and the systems; none of them changes what a
/// layout means.
public struct SiteConfiguration: Sendable {
  /// What people call the site.
  public var name: String
  /// The company whose documents it takes (`M0_CODIGO`).
  public var company: String
  /// The branches whose documents it takes (`M0_CODFIL`).
  public var branches: [String]
  /// `P` for production, `T` for test.
  public var environment: String
  /// The mill's time zone, for people: `America/Sao_Paulo`.
  public var timeZone: String
  /// The language of reports and logs.
  public var language: Language
  /// The systems that drop and collect files, in the order of `malote.yaml`.
  public var systems: [System]
  /// The layout that a flow's destination gets, where it has several.
  public var deliver: [String: String]
  /// The flows whose senders get no receipts; `*` is all of them.
  public var withoutReceipt: [String]
  /// How long the destination of a flow may take to answer what it was given, `*` for all others; flows that are not
  /// named wait for no answer.
  public var answerWithin: [String: Duration]
  /// Files larger than this many bytes are refused unread.
  public var largestFile: Int64

  /// One system's folders and habits.
  public struct System: Sendable {
    /// Its name, as in the flows.
    public var name: String
    /// Where it drops files; relative to the site.
    public var inbox: String
    /// Where it collects files; relative to the site.
    public var outbox: String
    /// How long a file must not change before it is looked at.
    public var quiet: Duration
    /// How long a file may stay unfinished before it is rejected as incomplete.
    public var patience: Duration
    /// How often the inbox is looked through whatever events say.
    public var rescan: Duration
    /// File name prefixes that are set aside unread.
    public var ignoredPrefixes: [String]
    /// Endings of names that are still being written, beyond the usual ones.
    public var temporaryEndings: [String]
    /// The ending of a marker file that says that a file is whole; `nil` when there are none.
    public var marker: String?
  }

  /// Whether senders of a flow's files are told what became of them; `nil` is a file that is of no known flow.
  func answers(_ flow: String?) -> Bool {
    !withoutReceipt.contains("*") && !(flow.map(withoutReceipt.contains) ?? false)
  }

  /// How long the destination of a flow may take to answer; `nil` where no answer is waited for.
  func answerWithin(_ flow: String) -> Duration? { answerWithin[flow] ?? answerWithin["*"] }

  /// A file name of a system that is set aside unread.
  func ignores(_ name: [UInt8], of system: String) -> Bool {
    systems.first { $0.name == system }?.ignoredPrefixes.contains { name.starts(with: $0.utf8) } ?? false
  }
}
