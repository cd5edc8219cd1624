import EDIModel
import Filesystem
import Glibc

/// The folder into which `convert` writes.
final class OutputFolder {
  private let folder: Directory
  private let path: String
  private var taken: Set<[UInt8]> = []

  /// Opens the folder, and makes it when it does not exist.
  init(path: String) throws {
    if mkdir(path, 0o777) != 0, errno != EEXIST { throw FileSystemError(.makeDirectory, path: path, code: errno) }
    folder = try Directory(path: path)
    self.path = path
  }

  /// Writes a file under a safe name that no other file of this run has; what an earlier run left under that name is
  /// replaced, whole by whole. Returns its path.
  func write(_ bytes: [UInt8], name wanted: [UInt8]) throws -> String {
    let name = unique(SafeName.make(from: wanted))
    let temporary = Array(".malote-".utf8) + name
    do {
      let file = try folder.create(temporary, exclusive: false)
      try file.write(bytes.span)
      try folder.rename(temporary, to: folder, as: name, replacing: true)
    } catch {
      _ = try? folder.remove(temporary)
      throw error
    }
    return path + "/" + String(decoding: name, as: UTF8.self)
  }

  /// `ORDER_1.txt`, `ORDER_1-2.txt`, ...
  private func unique(_ name: [UInt8]) -> [UInt8] {
    let dot = name.lastIndex(of: UInt8(ascii: ".")) ?? name.endIndex
    var candidate = name
    var number = 2
    while !taken.insert(candidate).inserted {
      candidate = name[..<dot] + Array("-\(number)".utf8) + name[dot...]
      number += 1
    }
    return candidate
  }
}
