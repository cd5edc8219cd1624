public import EDIModel

/// Everything that a business person needs to put right what was rejected: one report per rejected document, or per file
/// when the file as a whole was refused.
///
/// It is shown as text (``text()``, the `.erro.txt`) and as data (``json()``, the `.erro.json`). It holds values of the
/// document and so lies beside the rejected part in `error/`, and nowhere else.
public struct ErrorReport: Sendable {
  /// What was rejected.
  public enum Scope: Sendable, Hashable {
    /// One document; how many others of its file went on, and how many were rejected too.
    case document(wentOn: Int, alsoRejected: Int)
    /// The whole file.
    case file
  }

  /// The operation and the document, as business people call them.
  public struct Subject: Sendable, Hashable {
    /// The flow's name: `pedido-venda`.
    public var flow: String
    /// The flow's title: `Pedido de venda`.
    public var title: Bilingual
    /// What identifies the document for its users, where it could be read: `004512`.
    public var key: String?
    /// The layout that it was read in: `pedido-venda/protheus-xml`.
    public var layout: String
    /// The system that should have got it.
    public var destination: String

    /// Makes a subject.
    public init(flow: String, title: Bilingual, key: String?, layout: String, destination: String) {
      self.flow = flow
      self.title = title
      self.key = key
      self.layout = layout
      self.destination = destination
    }
  }

  /// Where the file came from and where everything lies now. Paths are given as people will look for them.
  public struct Origin: Sendable, Hashable {
    /// The system that dropped the file.
    public var system: String
    /// The file's name, printable.
    public var fileName: String
    /// When it was received, UTC: `2026-08-27T12:02:32.123Z`.
    public var receivedAt: String
    /// The site's time zone: `America/Sao_Paulo`.
    public var timeZone: String
    /// SHA-256 of the file, hexadecimal.
    public var sha256: String
    /// Where the untouched original lies.
    public var original: String
    /// Where the rejected part lies, to be corrected; `nil` when it is the original itself.
    public var rejected: String?
    /// The folder in which a corrected copy is to be dropped.
    public var inbox: String

    /// Makes an origin.
    public init(
      system: String, fileName: String, receivedAt: String, timeZone: String, sha256: String, original: String,
      rejected: String?, inbox: String
    ) {
      self.system = system
      self.fileName = fileName
      self.receivedAt = receivedAt
      self.timeZone = timeZone
      self.sha256 = sha256
      self.original = original
      self.rejected = rejected
      self.inbox = inbox
    }
  }

  /// The most findings that a report lists; the rest is counted.
  public static let listedFindings = 100

  /// `M-0001234.3`, or `M-0001234` for a whole file.
  public let id: String
  /// What was rejected.
  public let scope: Scope
  /// The operation and the document; `nil` when the file was not recognised.
  public let subject: Subject?
  /// Where the file came from and where everything lies.
  public let origin: Origin
  /// What was found, at most ``listedFindings``: errors first, else in the order of the file.
  public let findings: [Finding]
  /// How many more there were.
  public let furtherFindings: Int

  /// Makes a report. Findings beyond ``listedFindings`` are counted with `furtherFindings`.
  public init(
    id: String, scope: Scope, subject: Subject?, origin: Origin, findings: [Finding], furtherFindings: Int = 0
  ) {
    let sorted = [Severity.error, .warning, .notice].flatMap { weight in findings.filter { $0.severity == weight } }
    self.id = id
    self.scope = scope
    self.subject = subject
    self.origin = origin
    self.findings = Array(sorted.prefix(Self.listedFindings))
    self.furtherFindings = furtherFindings + max(0, findings.count - Self.listedFindings)
  }

  /// How many of the listed findings weigh that much.
  func count(of severity: Severity) -> Int { findings.count { $0.severity == severity } }
}
