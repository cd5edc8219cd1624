import CPosix
import Glibc

/// An open folder. All names are single names inside it, as bytes, and symbolic links among them are never followed;
/// it stays the same folder whatever happens to its path.
public final class Directory: Sendable {
  /// Its path as it was opened.
  public let path: String
  /// Which folder it is.
  public let identity: Identity
  let descriptor: Int32

  /// What tells one folder from every other that exists at the same time.
  public struct Identity: Sendable, Hashable {
    /// The volume's number.
    public let device: UInt64
    /// The folder's number there.
    public let inode: UInt64

    /// The identity of the folder that a status is of.
    public init(_ status: FileStatus) { self.init(device: status.device, inode: status.inode) }

    init(device: UInt64, inode: UInt64) {
      self.device = device
      self.inode = inode
    }
  }

  /// Opens the folder at a path of the site; links in the path itself are the administrator's, and followed.
  public convenience init(path: String) throws(FileSystemError) {
    let (descriptor, code) = retrying { Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw FileSystemError(.open, path: path, code: code) }
    try self.init(owning: descriptor, path: path)
  }

  private init(owning descriptor: Int32, path: String) throws(FileSystemError) {
    var found = stat()
    guard fstat(descriptor, &found) == 0 else {
      let code = errno
      close(descriptor)
      throw FileSystemError(.status, path: path, code: code)
    }
    self.descriptor = descriptor
    self.path = path
    identity = Identity(device: UInt64(found.st_dev), inode: UInt64(found.st_ino))
  }

  deinit { close(descriptor) }

  /// Which folder stands at a path now.
  public static func identity(at path: String) throws(FileSystemError) -> Identity {
    var found = stat()
    guard stat(path, &found) == 0 else { throw FileSystemError(.status, path: path, code: errno) }
    return Identity(device: UInt64(found.st_dev), inode: UInt64(found.st_ino))
  }

  /// Opens a folder inside this one; a link instead of a folder is refused (ENOTDIR).
  public func directory(_ name: [UInt8]) throws(FileSystemError) -> Directory {
    let place = Place(path, name)
    let text = try cName(name, for: .open, in: path)
    let (opened, code) = retrying { openat(descriptor, text, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
    guard opened >= 0 else { throw FileSystemError(.open, place, code: code) }
    return try Directory(owning: opened, path: place.description)
  }

  /// Opens a file for reading; `nil` when the name is not there. Never waits for a FIFO's other end; whether it is a
  /// regular file at all is for the caller to ask, of what was opened.
  public func open(_ name: [UInt8]) throws(FileSystemError) -> File? {
    let text = try cName(name, for: .open, in: path)
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
    let (opened, code) = retrying { openat(descriptor, text, flags) }
    if opened >= 0 { return File(descriptor: opened, place: Place(path, name)) }
    if code == ENOENT { return nil }
    throw FileSystemError(.open, Place(path, name), code: code)
  }

  /// What the name stands for, links not followed; `nil` when it is not there.
  public func status(_ name: [UInt8]) throws(FileSystemError) -> FileStatus? {
    var found = stat()
    let text = try cName(name, for: .status, in: path)
    let (result, code) = retrying { fstatat(descriptor, text, &found, AT_SYMLINK_NOFOLLOW) }
    if result == 0 { return FileStatus(found) }
    if code == ENOENT { return nil }
    throw FileSystemError(.status, Place(path, name), code: code)
  }

  /// Waits until its names are on the disk as they are now. File systems that cannot sync a folder (EINVAL) keep
  /// their names by other means.
  public func sync() throws(FileSystemError) {
    if fsync(descriptor) == 0 { return }
    let code = errno
    if code != EINVAL { throw FileSystemError(.sync, path: path, code: code) }
  }

  /// Waits until everything on its volume is on the disk, whoever wrote it.
  public func syncVolume() throws(FileSystemError) {
    guard cposix_syncfs(descriptor) == 0 else { throw FileSystemError(.sync, path: path, code: errno) }
  }

  /// The volume it lies on, as it is now.
  public func volume() throws(FileSystemError) -> Volume {
    var found = cposix_volume()
    guard cposix_volume_of(descriptor, &found) == 0 else { throw FileSystemError(.status, path: path, code: errno) }
    return Volume(found)
  }

  /// Whether a volume is mounted right here: its parent lies on another one.
  public func isMountPoint() throws(FileSystemError) -> Bool {
    var parent = stat()
    guard fstatat(descriptor, "..", &parent, 0) == 0 else {
      throw FileSystemError(.status, path: path + "/..", code: errno)
    }
    return UInt64(parent.st_dev) != identity.device
  }
}
