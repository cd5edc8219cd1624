import Filesystem
import Glibc

/// Writing, renaming and removing by those outside: systems that drop and collect. `isDurable` where the power may be cut:
/// then what they have done is on the disk when it is done.
struct Durable: Sendable {
  let isDurable: Bool

  /// Adds bytes to a file, which is made where it is missing.
  func append(_ bytes: ArraySlice<UInt8>, to path: String) -> Bool {
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard file >= 0 else { return false }
    defer { close(file) }
    let written = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    guard written == bytes.count else { return false }
    return !isDurable || fsync(file) == 0
  }

  /// Gives a file another name.
  func move(_ path: String, to target: String) -> Bool {
    rename(path, target) == 0 && syncFolder(of: target) && syncFolder(of: path)
  }

  func remove(_ path: String) -> Bool { unlink(path) == 0 && syncFolder(of: path) }

  func syncFolder(of path: String) -> Bool {
    guard isDurable else { return true }
    let name = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    let folder = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return false }
    defer { close(folder) }
    return fsync(folder) == 0
  }
}
