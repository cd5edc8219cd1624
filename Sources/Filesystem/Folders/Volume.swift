import CPosix
import Glibc

/// The volume that a folder lies on.
public struct Volume: Sendable, Hashable {
  /// The kernel's number for the type of its file system (`f_type`).
  public let type: Int64
  /// What an ordinary user may still fill, in bytes.
  public let freeBytes: UInt64
  /// Its size in bytes.
  public let totalBytes: UInt64
  /// How many files may still be made.
  public let freeFiles: UInt64
  /// How many files it has room for; 0 where it does not count them.
  public let totalFiles: UInt64

  /// Whether others may change it without this kernel knowing: there are no events for what they do, and no place for
  /// a database. FUSE counts as such, for what is behind it is not known (sshfs, rclone).
  public var isNetwork: Bool { Self.networkTypes.contains(type) }

  /// The numbers of `statfs(2)`: NFS, SMB, CIFS, SMB2, FUSE, Ceph, AFS, 9P, Lustre, Coda, NCP, OCFS2, GFS2, VMware and
  /// VirtualBox shared folders.
  private static let networkTypes: Set<Int64> = [
    0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x6573_5546, 0x00C3_6400, 0x5346_414F, 0x0102_1997, 0x0BD0_0BD0,
    0x7375_7245, 0x564C, 0x7461_636F, 0x0116_1970, 0xBACB_ACBC, 0x786F_4256,
  ]

  init(_ found: cposix_volume) {
    type = found.type
    freeBytes = found.free_bytes
    totalBytes = found.total_bytes
    freeFiles = found.free_inodes
    totalFiles = found.total_inodes
  }
}
