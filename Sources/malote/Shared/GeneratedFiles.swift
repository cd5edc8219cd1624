import Filesystem
import Glibc
import Layouts

/// What is generated from the layouts and lies beside them.
enum GeneratedFiles {
  /// Writes those that are missing or differ; returns their paths below `folder`.
  static func write(_ catalog: Catalog, into folder: String) throws -> [String] {
    try catalog.generatedFiles().compactMap { path, text in
      let bytes = Array(text.utf8)
      let slash = path.lastIndex(of: "/") ?? path.startIndex
      let directory = try Directory(path: folder + "/" + path[..<slash])
      let name = Array(path[slash...].utf8.drop { $0 == UInt8(ascii: "/") })
      if let old = try directory.open(name), try old.bytes(at: 0, count: bytes.count + 1) == bytes { return nil }
      try directory.writeDurably(name, bytes.span, replacing: true)
      return path
    }
  }
}
