import Filesystem

/// What tells whether a file is still the one that was seen.
struct Fingerprint: Hashable {
  let inode: UInt64
  let size: Int64
  let modified: Int64
  let changed: Int64

  init(_ status: FileStatus) {
    inode = status.inode
    size = status.size
    modified = status.modified
    changed = status.changed
  }
}

/// One file that lies in the inbox, and what is known of it. Kept small: there may be a hundred thousand.
struct Sighting {
  /// Where it stands.
  enum State: UInt8 {
    /// Nothing any more: its place is free.
    case free
    /// Until its time comes.
    case waiting
    /// Cannot be taken as it is (another link, no right to read): looked at again from time to time.
    case aside
    /// Its time has come: to be judged.
    case ripe
    /// Judged and offered, not taken yet.
    case offered
  }

  /// What its content said, as long as the fingerprint stays.
  enum Verdict: UInt8 {
    case unknown, whole, partial, cannotTell
  }

  var name: [UInt8]
  var print: Fingerprint
  /// When it was first seen as it is now.
  var since: Monotonic
  /// When it is looked at again.
  var due: Monotonic
  var state = State.free
  var verdict = Verdict.unknown
  /// It was renamed in and not written to since.
  var isRenamed = false
  /// It has been named as a stranger as it is now.
  var isTold = false
  /// How often it has been looked at in vain.
  var attempts: UInt8 = 0

  /// Forgets what was known of its content: it is another one now.
  mutating func renew(_ print: Fingerprint, now: Monotonic) {
    self.print = print
    since = now
    verdict = .unknown
    isRenamed = false
    isTold = false
    attempts = 0
  }
}
