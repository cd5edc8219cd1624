import Conversion
import Filesystem
import Glibc

/// Outputs in files without names, in the folder for temporary files: gone with the process, whatever happens to it.
///
/// The bytes of all outputs lie in one file, one behind the other, and what each of them is in a second one: where they
/// all go to one place, the kernel copies them there.
final class SpoolFile: OutputSpool {
  private let bytes: TemporaryFile
  private let index: TemporaryFile
  private let destination: CInt?

  /// `nil` where no such files can be made: then there is no spool.
  /// - Parameter destination: Where all outputs are to go, one behind the other; without one they are handed over.
  init?(sendingTo destination: CInt? = nil) {
    guard let bytes = TemporaryFile(), let index = TemporaryFile() else { return nil }
    (self.bytes, self.index, self.destination) = (bytes, index, destination)
  }

  /// How long the parts of some outputs are.
  private struct Head {
    var entries = 0
    var names = 0
    var bytes = 0
  }

  func append(_ outputs: FileOutputs) -> Bool {
    guard outputs.bytes.withUnsafeBytes(bytes.write) else { return false }
    if destination != nil { return true }
    let head = Head(entries: outputs.entries.count, names: outputs.names.count, bytes: outputs.bytes.count)
    return withUnsafeBytes(of: head, index.write) && outputs.entries.withUnsafeBytes(index.write)
      && outputs.names.withUnsafeBytes(index.write)
  }

  func each(_ use: (FileOutputs) throws -> Void) throws {
    if let destination { return try bytes.send(to: destination) }
    try bytes.rewind()
    try index.rewind()
    while true {
      var head = Head()
      guard try withUnsafeMutableBytes(of: &head, index.read) else { return }
      let entries = try index.array(of: FileOutputs.Entry.self, head.entries)
      let names = try index.array(of: UInt8.self, head.names)
      try use(FileOutputs(bytes: bytes.array(of: UInt8.self, head.bytes), entries: entries, names: names))
    }
  }
}

/// A file without a name that is written from its start to its end, and then read.
private final class TemporaryFile {
  private let descriptor: CInt

  init?() {
    var path = Array(((Environment.value("TMPDIR") ?? "/tmp") + "/malote-XXXXXX").utf8CString)
    descriptor = mkstemp(&path)
    guard descriptor >= 0 else { return nil }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(path)
  }

  deinit { close(descriptor) }

  /// Writes bytes out; `false` when there is no room.
  func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var left = bytes[...]
    while !left.isEmpty {
      let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: left).baseAddress, left.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      left = left.dropFirst(count)
    }
    return true
  }

  func rewind() throws { guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw failure(errno) } }

  /// Fills bytes; `false` at the end of the file.
  func read(into bytes: UnsafeMutableRawBufferPointer) throws -> Bool {
    var done = 0
    while done < bytes.count {
      let count = Glibc.read(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(errno) }
      guard count > 0 else {
        if done == 0 { return false }
        throw failure(EIO)
      }
      done += count
    }
    return true
  }

  func array<Element: BitwiseCopyable>(of type: Element.Type, _ count: Int) throws -> [Element] {
    try Array(unsafeUninitializedCapacity: count) { elements, filled in
      guard try count == 0 || read(into: UnsafeMutableRawBufferPointer(elements)) else { throw failure(EIO) }
      filled = count
    }
  }

  /// Copies all of it to another file: by the kernel, where it can (not to the end of a file that is appended to).
  func send(to destination: CInt) throws {
    var position: off_t = 0
    while true {
      let count = sendfile(destination, descriptor, &position, 1 << 30)
      if count == 0 { return }
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EINVAL || errno == ENOSYS { return try copy(from: position, to: destination) }
      guard count > 0 else { throw FileSystemError(.write, path: "stdout", code: errno) }
    }
  }

  private func copy(from position: off_t, to destination: CInt) throws {
    guard lseek(descriptor, position, SEEK_SET) == position else { throw failure(errno) }
    var left = try size() - Int(position)
    while left > 0 {
      let piece = try array(of: UInt8.self, min(left, 1 << 20))
      try Terminal.write(piece, to: destination)
      left -= piece.count
    }
  }

  private func size() throws -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(errno) }
    return Int(status.st_size)
  }

  private func failure(_ code: CInt) -> FileSystemError { FileSystemError(.read, path: "TMPDIR", code: code) }
}
