internal import Filesystem
internal import Glibc

/// Small files of the administrator's: configuration, never a partner's.
enum WholeFile {
  /// The bytes of a file of at most 1 MiB; longer ones are cut and refused by whoever reads them.
  static func bytes(of path: String) throws -> [UInt8] {
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    let folder = try Directory(path: String(path[..<slash]))
    let name = Array(path[path.index(after: slash)...].utf8)
    guard let file = try folder.open(name) else { throw FileSystemError(.open, path: path, code: ENOENT) }
    return try file.bytes(at: 0, count: (1 << 20) + 1)
  }
}
