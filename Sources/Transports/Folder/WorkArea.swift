import Filesystem
import Glibc

/// The hidden folder inside an inbox where claimed files lie: inside, so that a claim is a rename on one volume.
///
/// Claimed files are opened from many threads, each of which may be the first to find another folder at its name.
final class WorkArea: Sendable {
  /// Its name.
  static let name = Array(".malote".utf8)

  private let opened = Lock<Directory?>(nil)

  /// The work area of an inbox; `nil` where there is none and none is to be made.
  /// - Throws: ENOTDIR when something else has its name, EPERM when it is another user's: who owns it could swap the
  ///   files in it.
  func folder(in inbox: Directory, creating: Bool) throws(FileSystemError) -> Directory? {
    try opened.withLock { opened throws(FileSystemError) in
      let folder = try Self.find(in: inbox, creating: creating, opened)
      if let folder { opened = folder }
      return folder
    }
  }

  /// Looks for it anew next time.
  func forget() { opened.withLock { $0 = nil } }

  private static func find(
    in inbox: Directory, creating: Bool, _ opened: Directory?
  ) throws(FileSystemError) -> Directory? {
    guard let status = try inbox.status(name) else {
      guard creating else { return nil }
      try inbox.makeDirectory(name, permissions: 0o700)
      return try inbox.directory(name)
    }
    if let opened, opened.identity == Directory.Identity(status) { return opened }
    if geteuid() != 0, status.owner != geteuid(), try !inbox.volume().isNetwork {
      throw FileSystemError(.open, path: inbox.path + "/" + printable(name), code: EPERM)
    }
    return try inbox.directory(name)
  }
}
