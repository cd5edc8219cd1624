internal import Crypto
import EDIModel
import Filesystem
import Formats
import Glibc
import Traceability

/// The originals, for good: `archive/<day>/<id>_<original name>`. What is read is always the copy here, never a file
/// that its writer may still hold.
final class Archive: Sendable {
  private let path: String

  init(path: String) throws(FileSystemError) {
    self.path = path
    _ = try Directory(path: path)
  }

  /// The folder that stands at the path now: it may be moved and another one put there under the running service.
  private func root() throws(FileSystemError) -> Directory { try Directory(path: path) }

  /// The place of an interchange's original. It depends on the ledger alone, so doing it again gives the same name.
  static func path(of record: InterchangeRecord) -> [UInt8] {
    Array(record.claimedAt.utf8.prefix(10)) + [slash] + Array(record.id.description.utf8) + [UInt8(ascii: "_")]
      + SafeName.make(from: record.name)
  }

  /// What was stored.
  struct Stored: Sendable {
    let sha256: [UInt8]
    let size: Int64
    /// It begins as XML does: one document, however large.
    let isXML: Bool
  }

  /// P5: copies a file to its place: temporary name, sync, rename. Durable after ``sync(_:)``.
  ///
  /// `nil` when the file changed while it was copied: its writer is not done, and it is tried again later.
  func store(_ file: borrowing File, at path: [UInt8]) throws(FileSystemError) -> Stored? {
    let (day, name) = try place(path, creating: true)
    let before = try file.status()
    let part = [UInt8(ascii: ".")] + name + Array(".part".utf8)
    do throws(FileSystemError) {
      let stored = try copy(file, to: day.createAnew(part))
      let after = try file.status()
      guard after.size == stored.size, before.modified == after.modified else {
        try day.remove(part)
        return nil
      }
      try day.rename(part, to: day, as: name, replacing: true)
      return stored
    } catch {
      // A full disk is not kept full by what did not fit.
      _ = try? day.remove(part)
      throw error
    }
  }

  private func copy(_ file: borrowing File, to copy: consuming File) throws(FileSystemError) -> Stored {
    var hash = SHA256()
    var size: Int64 = 0
    var isXML = false
    while true {
      let chunk = try file.bytes(at: size, count: Self.chunk)
      if chunk.isEmpty { break }
      // Behind a byte order mark and white space, if there are any.
      if size == 0 { isXML = chunk.prefix(64).first { $0 > 0x20 && $0 < 0x80 } == UInt8(ascii: "<") }
      hash.update(data: chunk)
      try copy.write(chunk.span)
      size += Int64(chunk.count)
    }
    try copy.sync()
    return Stored(sha256: Array(hash.finalize()), size: size, isXML: isXML)
  }

  /// Makes stored originals durable: each day's folder once.
  func sync(_ paths: [[UInt8]]) throws(FileSystemError) {
    let days = paths.map { Array($0.prefix { $0 != Self.slash }) }.uniqued()
    let root = try root()
    for day in days { try root.directory(day).sync() }
    try root.sync()
  }

  /// Opens an original.
  func open(_ path: [UInt8]) throws(FileSystemError) -> ArchivedFile {
    let (day, name) = try place(path, creating: false)
    guard let file = try day.open(name) else {
      throw FileSystemError(.open, path: day.path + "/" + printable(name), code: ENOENT)
    }
    return try ArchivedFile(file)
  }

  private func place(_ path: [UInt8], creating: Bool) throws(FileSystemError) -> (Directory, name: [UInt8]) {
    let day = Array(path.prefix { $0 != Self.slash })
    let root = try root()
    if creating, try root.status(day) == nil { try root.makeDirectory(day) }
    return (try root.directory(day), Array(path.dropFirst(day.count + 1)))
  }

  private static let chunk = 64 << 10
  private static let slash = UInt8(ascii: "/")
}

/// An original that is open for reading, from several threads if need be.
final class ArchivedFile: Sendable {
  private let file: File
  /// Its size in bytes.
  let size: Int

  init(_ file: consuming File) throws(FileSystemError) {
    size = Int(try file.status().size)
    self.file = file
  }

  /// The bytes at an offset; fewer at the end of the file.
  func bytes(at offset: Int, count: Int) throws(FileSystemError) -> [UInt8] {
    try file.bytes(at: Int64(offset), count: count)
  }

  /// All of it from the start, as readers take it.
  func source() -> ArchiveSource { ArchiveSource(file: self, position: 0) }

  /// Copies all of it into another folder: temporary name, sync, rename.
  func copyDurably(to name: [UInt8], in folder: Directory) throws(FileSystemError) {
    let part = [UInt8(ascii: ".")] + name + Array(".tmp".utf8)
    do throws(FileSystemError) {
      try write(to: folder.createAnew(part))
      try folder.rename(part, to: folder, as: name, replacing: true)
    } catch {
      _ = try? folder.remove(part)
      throw error
    }
  }

  private func write(to copy: consuming File) throws(FileSystemError) {
    var position = 0
    while position < size {
      let chunk = try bytes(at: position, count: 256 << 10)
      if chunk.isEmpty { break }
      try copy.write(chunk.span)
      position += chunk.count
    }
    try copy.sync()
  }

  /// Reads an original from its start to its end.
  struct ArchiveSource: ByteSource {
    let file: ArchivedFile
    var position: Int64

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
      let count = try file.file.read(at: position, into: buffer)
      position += Int64(count)
      return count
    }
  }
}
