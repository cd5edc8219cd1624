import Filesystem
import Glibc

/// The hidden folder inside an inbox where claimed files lie: inside, so that a claim is a rename on one volume.
struct WorkArea {
  /// Its name.
  static let name = Array(".malote".utf8)

  private var opened: Directory?

  /// The work area of an inbox; `nil` where there is none and none is to be made.
  /// - Throws: ENOTDIR when something else has its name, EPERM when it is another user's: who owns it could swap the
  ///   files in it.
  mutating func folder(in inbox: Directory, creating: Bool) throws(FileSystemError) -> Directory? {
    guard let status = try inbox.status(Self.name) else {
      guard creating else { return nil }
      try inbox.makeDirectory(Self.name, permissions: 0o700)
      return try open(in: inbox)
    }
    if let opened, opened.identity == Directory.Identity(status) { return opened }
    if geteuid() != 0, status.owner != geteuid(), try !inbox.volume().isNetwork {
      throw FileSystemError(.open, path: inbox.path + "/" + printable(Self.name), code: EPERM)
    }
    return try open(in: inbox)
  }

  private mutating func open(in inbox: Directory) throws(FileSystemError) -> Directory {
    let folder = try inbox.directory(Self.name)
    opened = folder
    return folder
  }
}
