import Glibc

/// On what kind of file system a path stands, by the kernel's list of mounts.
enum Mount {
  /// File systems that several machines can have mounted. SQLite's write-ahead log needs memory shared by everybody who
  /// has the file open: one machine, one kernel.
  private static let networks: Set<String> = [
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "fuse.sshfs", "fuse.glusterfs", "ncpfs",
    "lustre", "gfs2", "ocfs2", "beegfs",
  ]

  /// The network file system that a folder stands on; `nil` for a local one and for what cannot be told.
  static func network(of folder: String) -> String? {
    var status = stat()
    guard stat(folder, &status) == 0, let mounts = read("/proc/self/mountinfo") else { return nil }
    let device = UInt64(status.st_dev)
    let major = (device >> 8 & 0xFFF) | (device >> 32 & ~0xFFF)
    let minor = (device & 0xFF) | (device >> 12 & ~0xFF & 0xFFFF_FFFF)
    return kind(ofDevice: "\(major):\(minor)", in: mounts).flatMap { networks.contains($0) ? $0 : nil }
  }

  /// The type of the mount with this device number, in a text of the form of `/proc/self/mountinfo`:
  /// `36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw`.
  static func kind(ofDevice device: String, in mounts: String) -> String? {
    for line in mounts.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count > 2, words[2] == device, let dash = words.firstIndex(of: "-"), dash + 1 < words.count
      else { continue }
      return String(words[dash + 1])
    }
    return nil
  }

  private static func read(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return count == 0 ? String(decoding: bytes, as: UTF8.self) : nil }
      bytes += buffer[..<count]
    }
  }
}
