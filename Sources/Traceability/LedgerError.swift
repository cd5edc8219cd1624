public import EDIModel

/// What went wrong in the ledger: on our side, never in a partner's document.
public struct LedgerError: Error, Sendable, CustomStringConvertible {
  /// The stable code.
  public let code: Code
  /// What happened.
  public let message: Bilingual
  /// What to do about it.
  public let remedy: Bilingual
  /// What SQLite or the caller said, for support; holds no value of a document.
  public let detail: String

  /// What can go wrong.
  public enum Code: String, Sendable, CaseIterable {
    /// Somebody else was writing for longer than the ledger waits.
    case busy = "ledger.busy"
    /// No space left.
    case full = "ledger.full"
    /// A write failed and was undone as a whole; a later one may succeed.
    case writing = "ledger.writing"
    /// The disk failed in a way after which nothing it says may be trusted.
    case disk = "ledger.disk"
    /// No right to open or to write it.
    case access = "ledger.access"
    /// There is none at that path.
    case missing = "ledger.missing"
    /// The file is no ledger, or it is damaged.
    case damaged = "ledger.damaged"
    /// It was written by a newer version of Malote.
    case newer = "ledger.newer"
    /// It stands on a network file system, where SQLite's write-ahead log is not safe.
    case network = "ledger.network"
    /// SQLite would not promise that a commit survives a power cut.
    case durability = "ledger.durability"
    /// What was asked contradicts what the ledger holds: an error in Malote.
    case contradiction = "ledger.contradiction"
  }

  /// Makes an error; message and remedy follow from the code.
  public init(_ code: Code, detail: String = "") {
    self.code = code
    (self.message, self.remedy) = code.text
    self.detail = detail
  }

  /// Whether trying again later can succeed without anybody doing anything but making room.
  public var isTransient: Bool {
    switch code {
    case .busy, .full, .writing: true
    default: false
    }
  }

  /// `ledger.full: message (detail)`, in English, for logs.
  public var description: String { "\(code.rawValue): \(message.en)\(detail.isEmpty ? "" : " (\(detail))")" }
}
