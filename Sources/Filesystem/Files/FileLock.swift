import Glibc

/// The lock of a site: one process at a time holds it. It goes with its process, however that ends.
public final class FileLock: Sendable {
  private let file: File

  /// What became of an attempt to lock.
  public enum Attempt: Sendable {
    /// It is ours until the lock is released by its last owner.
    case held(FileLock)
    /// Another process has it; its number where the file tells.
    case busy(process: Int32?)
  }

  private init(_ file: consuming File) { self.file = file }

  /// Tries to lock the file at `path`, which is created where it is missing; never waits.
  public static func acquire(path: String) throws(FileSystemError) -> Attempt {
    let (descriptor, code) = retrying { Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644) }
    guard descriptor >= 0 else { throw FileSystemError(.lock, path: path, code: code) }
    let file = File(descriptor: descriptor, place: Place(path))
    let (locked, refusal) = retrying { flock(descriptor, LOCK_EX | LOCK_NB) }
    if locked != 0 {
      guard refusal == EWOULDBLOCK else { throw FileSystemError(.lock, path: path, code: refusal) }
      return .busy(process: try holder(file))
    }
    guard ftruncate(descriptor, 0) == 0 else { throw FileSystemError(.lock, path: path, code: errno) }
    try file.write(Array("\(getpid())\n".utf8).span)
    return .held(FileLock(file))
  }

  private static func holder(_ file: borrowing File) throws(FileSystemError) -> Int32? {
    let digits = try file.bytes(at: 0, count: 16).prefix { (0x30...0x39).contains($0) }
    return Int32(String(decoding: digits, as: UTF8.self))
  }
}
