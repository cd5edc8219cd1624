import Crypto
import Foundation
import Glibc

/// Files as the proofs see them: whole, as bytes.
enum Bytes {
  /// What a file holds; `nil` when it cannot be read.
  static func read(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map(Array.init)
  }

  /// Writes a file in one go; not durable.
  static func write(_ bytes: some Sequence<UInt8>, to path: String) throws(ProofError) {
    do { try Data(bytes).write(to: URL(fileURLWithPath: path)) } catch { throw ProofError("\(path): \(error)") }
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
    ((try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []).filter { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: folder + "/" + path, isDirectory: &isFolder) && !isFolder.boolValue
    }.sorted()
  }
}
