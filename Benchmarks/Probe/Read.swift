import ArgumentParser
import Filesystem
import Formats
import Glibc
import Layouts

/// Reads a TXT file of postings and nothing else: every column checked, documents built and dropped.
struct Read: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Reads a file of postings; prints how many documents.")

  @Argument(help: "The file.") var path: String
  @Option(help: "The folder of the declarations.") var schemas: String

  func run() throws {
    let catalog = try Catalog.load(from: schemas)
    guard let layout = catalog.layouts.first(where: { $0.path == "apontamento-producao/trimpaper-txt" }) else {
      throw ValidationError("no layout for postings in \(schemas)")
    }
    var source = try FileSource(path: path)
    var good = 0
    let reading = try Format.reader(for: layout).read(&source, limits: Limits()) { document in
      if !document.isRejected { good += 1 }
    }
    print(reading.isRejected ? 0 : good)
  }
}

/// A file, from its first byte to its last.
struct FileSource: ByteSource {
  private let file: Holder
  private var offset: Int64 = 0

  /// Sources are copied, files are not.
  private final class Holder {
    let file: File
    init(_ file: consuming File) { self.file = file }
  }

  init(path: String) throws {
    let slash = path.lastIndex(of: "/")
    let folder = try Directory(path: slash.map { String(path[..<$0]) } ?? ".")
    let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
    guard let file = try folder.open(Array(name.utf8)) else {
      throw FileSystemError(.open, path: path, code: ENOENT)
    }
    self.file = Holder(file)
  }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = try file.file.read(at: offset, into: buffer)
    offset += Int64(count)
    return count
  }
}
