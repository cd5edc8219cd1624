import Crypto
import Foundation
import Glibc

/// Files as the proofs see them: whole, as bytes.
enum Bytes {
  /// What a file holds; `nil` when it cannot be read. Its descriptor is not passed on to programs that are started
  /// meanwhile: those would keep its volume from being unmounted.
  static func read(_ path: String) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress.map { $0 + done }, $0.count - done) }
      if count < 0 { return nil }
      if count == 0 { break }
      done += count
    }
    return Array(bytes[..<done])
  }

  /// Writes a file in one go; not durable.
  static func write(_ bytes: some Sequence<UInt8>, to path: String) throws(ProofError) {
    unlink(path)
    let all = Array(bytes)
    guard Durable(isDurable: false).append(all[...], to: path) else {
      throw ProofError("\(path): \(String(cString: strerror(errno)))")
    }
  }

  /// SHA-256.
  static func hash(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

  /// Sets the last change of a file, in seconds since 1970: who was there first.
  static func date(_ path: String, _ seconds: Int) {
    var times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)]
    utimensat(AT_FDCWD, path, &times, 0)
  }

  /// The names in a folder, sorted; none when it is not there.
  static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  /// The files below a folder, by their paths from there.
  static func files(below folder: String) -> [String] {
    guard let folder = try? Folders.canonical(folder) else { return [] }
    return ((try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []).filter { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: folder + "/" + path, isDirectory: &isFolder) && !isFolder.boolValue
    }.sorted()
  }
}
