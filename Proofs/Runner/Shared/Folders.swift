import Foundation
import Glibc

/// Folders that the proofs make and remove.
enum Folders {
  /// Makes a folder, and those above it.
  static func make(_ path: String) throws(ProofError) {
    do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
      throw ProofError("\(path): \(error)")
    }
  }

  /// Copies a folder with all that is in it.
  static func copy(_ path: String, to target: String) throws(ProofError) {
    do { try FileManager.default.copyItem(atPath: path, toPath: target) } catch {
      throw ProofError("\(path): \(error)")
    }
  }

  /// Removes a folder with all that is in it; missing is fine.
  static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

  /// What is in a folder; nothing where it is missing.
  static func names(in path: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
  }

  /// A path without links in it.
  static func canonical(_ path: String) throws(ProofError) -> String {
    guard let real = realpath(path, nil) else { throw ProofError("\(path): \(String(cString: strerror(errno)))") }
    defer { free(real) }
    return String(cString: real)
  }

  /// The folder of this program, where `malote` and the fault library stand beside it.
  static func ofProgram() throws(ProofError) -> String {
    let path = try canonical("/proc/self/exe")
    return String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
  }
}
