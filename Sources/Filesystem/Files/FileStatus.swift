import Glibc

/// What the system knows of a name or of an open file.
public struct FileStatus: Sendable, Hashable {
  /// The file's number on its volume.
  public let inode: UInt64
  /// The volume's number.
  public let device: UInt64
  /// Size in bytes.
  public let size: Int64
  /// How many names it has.
  public let links: Int
  /// What it is.
  public let kind: FileKind
  /// Last change of its content, in nanoseconds since 1970; its writer can set it.
  public let modified: Int64
  /// Last change of its content, names or rights, in nanoseconds since 1970; nobody can set it.
  public let changed: Int64
  /// The user it belongs to.
  public let owner: UInt32
  /// Its permission bits.
  public let permissions: UInt32

  init(_ found: stat) {
    inode = UInt64(found.st_ino)
    device = UInt64(found.st_dev)
    size = Int64(found.st_size)
    links = Int(found.st_nlink)
    kind = FileKind(mode: found.st_mode)
    modified = Self.nanoseconds(found.st_mtim)
    changed = Self.nanoseconds(found.st_ctim)
    owner = found.st_uid
    permissions = found.st_mode & 0o7777
  }

  /// Wraps for stamps that no nanosecond count holds (after 2262): they only need to differ when the file does.
  private static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}

/// What something in a folder is.
public enum FileKind: String, Sendable, Hashable {
  /// A regular file.
  case regular
  /// A folder.
  case directory
  /// A symbolic link, itself.
  case symlink
  /// A named pipe.
  case fifo
  /// A socket.
  case socket
  /// A character or block device.
  case device
  /// The listing did not say.
  case unknown

  init(mode: mode_t) {
    self =
      switch mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .directory
      case S_IFLNK: .symlink
      case S_IFIFO: .fifo
      case S_IFSOCK: .socket
      case S_IFCHR, S_IFBLK: .device
      default: .unknown
      }
  }

  init(listed type: UInt8) {
    self =
      switch Int(type) {
      case DT_REG: .regular
      case DT_DIR: .directory
      case DT_LNK: .symlink
      case DT_FIFO: .fifo
      case DT_SOCK: .socket
      case DT_CHR, DT_BLK: .device
      default: .unknown
      }
  }
}
