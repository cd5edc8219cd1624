import Glibc

/// What a listing says of one name.
public struct DirectoryEntry: Sendable, Hashable {
  /// The name as bytes.
  public let name: [UInt8]
  /// The inode, as the listing has it; some file systems list other numbers than they give for the file itself.
  public let inode: UInt64
  /// What it is, where the file system says so in its listing.
  public let kind: FileKind
}

/// A walk over the names of a folder, page by page: it may rest between two entries as long as one likes. Names that
/// come or go meanwhile may or may not be met, all others are met once.
public final class Listing {
  private let stream: OpaquePointer
  private let path: String

  init(owning stream: OpaquePointer, path: String) {
    self.stream = stream
    self.path = path
  }

  deinit { closedir(stream) }

  /// The next entry, `.` and `..` left out; `nil` at the end.
  public func next() throws(FileSystemError) -> DirectoryEntry? {
    while true {
      errno = 0
      guard let found = readdir(stream) else {
        let code = errno
        if code == 0 { return nil }
        throw FileSystemError(.list, path: path, code: code)
      }
      let name = Self.name(of: found)
      if name == [0x2E] || name == [0x2E, 0x2E] { continue }
      return DirectoryEntry(
        name: name, inode: UInt64(found.pointee.d_ino), kind: FileKind(listed: found.pointee.d_type))
    }
  }

  /// Read in place and never by copying the whole record, which is shorter than its declared size.
  private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
    guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return [] }
    let start = UnsafeRawPointer(entry) + offset
    return [UInt8](UnsafeRawBufferPointer(start: start, count: strlen(start.assumingMemoryBound(to: CChar.self))))
  }
}

extension Directory {
  /// Starts to list its names.
  public func list() throws(FileSystemError) -> Listing {
    // A stream owns its descriptor, and its place in the folder: it gets one of its own.
    let (opened, code) = retrying { openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard opened >= 0 else { throw FileSystemError(.list, path: path, code: code) }
    guard let stream = fdopendir(opened) else {
      let code = errno
      close(opened)
      throw FileSystemError(.list, path: path, code: code)
    }
    return Listing(owning: stream, path: path)
  }

  /// Calls `body` with each name until it returns `false`.
  public func forEachEntry(_ body: (DirectoryEntry) -> Bool) throws(FileSystemError) {
    let listing = try list()
    while let entry = try listing.next(), body(entry) {}
  }

  /// Whether it holds nothing.
  public func isEmpty() throws(FileSystemError) -> Bool { try list().next() == nil }
}
