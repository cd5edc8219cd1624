public import Filesystem

/// Takes files from one system. The folder transport is the first; another is one folder more beside it.
public protocol Intake: AnyObject {
  /// The system whose files it takes.
  var system: String { get }

  /// A file descriptor that becomes readable when there may be something new; `nil` where there are no events.
  var eventDescriptor: Int32? { get }

  /// P1 and P2: looks again, and says what can be taken now. `isWhole` judges content; it is asked only for files that
  /// have been quiet long enough. A whole rescan is the truth, events only say when to look.
  func look(
    now: Monotonic, limit: Int, isWhole: (borrowing File, Int64) throws -> Bool?
  ) throws(FileSystemError) -> Look

  /// P4, first half: moves a candidate out of the inbox under its claim's name. `nil`: it is gone, or another file now.
  func take(_ candidate: Candidate, as claim: [UInt8]) throws(FileSystemError) -> Taken?

  /// P4, second half: makes all takes durable (both directories synced).
  func syncTakes() throws(FileSystemError)

  /// What lies in the work area, by claim name: for recovery.
  func taken() throws(FileSystemError) -> [Taken]

  /// Opens a claimed file for reading; `nil` when it is gone. Called from many threads.
  func open(_ claim: [UInt8]) throws(FileSystemError) -> File?

  /// P11: removes a claimed file; missing is fine. Not durable until the next ``syncTakes()``. Called from many threads.
  func remove(_ claim: [UInt8]) throws(FileSystemError)
}

/// Gives files to one system.
public protocol Delivery: AnyObject, Sendable {
  /// The system that gets them.
  var system: String { get }

  /// P7: writes `bytes` as the hidden part file of `name` beside its destination, synced. Replaces an earlier part.
  /// Called from many threads.
  func prepare(_ name: [UInt8], bytes: borrowing Span<UInt8>) throws(FileSystemError)

  /// P9: gives the part its final name, never over another file.
  func publish(_ name: [UInt8]) throws(FileSystemError) -> Publication

  /// Makes what was prepared and published durable (directory synced).
  func sync() throws(FileSystemError)

  /// Opens a part (`isPart`) or a final file for reading; `nil` when it is not there.
  func open(_ name: [UInt8], isPart: Bool) throws(FileSystemError) -> File?

  /// Removes a part; missing is fine.
  func discard(_ name: [UInt8]) throws(FileSystemError)

  /// The final names whose parts lie there: for the sweep at start.
  func parts() throws(FileSystemError) -> [[UInt8]]
}

/// A file that can be taken.
public struct Candidate: Sendable, Hashable {
  /// Its name as bytes.
  public let name: [UInt8]
  /// Its inode.
  public let inode: UInt64
  /// Its size in bytes.
  public let size: Int64
  /// Why it can be taken.
  public let readiness: Readiness

  /// Why a file can be taken.
  public enum Readiness: Sendable, Hashable {
    /// It was renamed in: its writer says that it is whole.
    case renamed
    /// It has been quiet and its content is whole.
    case whole
    /// It has been quiet and its content cannot tell.
    case quiet
    /// It is not whole and its patience has run out: to be rejected as incomplete.
    case incomplete
    /// It is larger than the limit: to be rejected unread.
    case tooLarge
    /// Its prefix says that it is not for Malote.
    case ignored
  }

  /// Makes a candidate.
  public init(name: [UInt8], inode: UInt64, size: Int64, readiness: Readiness) {
    self.name = name
    self.inode = inode
    self.size = size
    self.readiness = readiness
  }
}

/// A file in the work area.
public struct Taken: Sendable, Hashable {
  /// The name under which it lies there.
  public let claim: [UInt8]
  /// Its inode.
  public let inode: UInt64
  /// Its size in bytes.
  public let size: Int64

  /// Makes a taken file.
  public init(claim: [UInt8], inode: UInt64, size: Int64) {
    self.claim = claim
    self.inode = inode
    self.size = size
  }
}

/// What a look found.
public struct Look: Sendable {
  /// What can be taken now, oldest first.
  public var candidates: [Candidate] = []
  /// How many files wait for their quiet period or their end (at least).
  public var waiting = 0
  /// When to look again without an event; `nil`: at the next rescan.
  public var again: Monotonic?
  /// Whether more can be taken at once than `limit`.
  public var hasMore = false
  /// Things in the inbox that are no files (FIFO, socket, symlink, directory, ...): left alone and named once.
  public var strangers: [Stranger] = []

  /// Nothing found.
  public init() {}
}

/// Something in an inbox that is no file of ours.
public struct Stranger: Sendable, Hashable {
  /// Its name as bytes.
  public let name: [UInt8]
  /// What it is: `fifo`, `socket`, `symlink`, `directory`, `device`, `hard-link`, `unreadable`.
  public let kind: String

  /// Makes a stranger.
  public init(name: [UInt8], kind: String) {
    self.name = name
    self.kind = kind
  }
}

/// What became of a publication.
public enum Publication: Sendable, Hashable {
  /// The part has its final name now.
  case published
  /// A file of that name stands there already and no part of ours was renamed.
  case occupied
  /// Neither part nor final file is there.
  case absent
}
