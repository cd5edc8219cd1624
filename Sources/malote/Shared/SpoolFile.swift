import Conversion
import Filesystem
import Glibc

/// Outputs in a file without a name, in the folder for temporary files: gone with the process, whatever happens to it.
final class SpoolFile: OutputSpool {
  private let descriptor: Int32

  /// `nil` where no such file can be made: then there is no spool.
  init?() {
    var path = Array(((Environment.value("TMPDIR") ?? "/tmp") + "/malote-XXXXXX").utf8CString)
    descriptor = mkstemp(&path)
    guard descriptor >= 0 else { return nil }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(path)
  }

  deinit { close(descriptor) }

  /// What stands before the parts of some outputs: how long these are.
  private struct Head {
    var entries = 0
    var names = 0
    var bytes = 0
  }

  func append(_ outputs: FileOutputs) -> Bool {
    let head = Head(entries: outputs.entries.count, names: outputs.names.count, bytes: outputs.bytes.count)
    return withUnsafeBytes(of: head, write) && outputs.entries.withUnsafeBytes(write)
      && outputs.names.withUnsafeBytes(write) && outputs.bytes.withUnsafeBytes(write)
  }

  func each(_ use: (FileOutputs) throws -> Void) throws {
    guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw failure(errno) }
    while true {
      var head = Head()
      guard try withUnsafeMutableBytes(of: &head, read) else { return }
      let entries = try array(of: FileOutputs.Entry.self, head.entries)
      let names = try array(of: UInt8.self, head.names)
      try use(FileOutputs(bytes: array(of: UInt8.self, head.bytes), entries: entries, names: names))
    }
  }

  /// Writes bytes out; `false` when there is no room.
  private func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var left = bytes[...]
    while !left.isEmpty {
      let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: left).baseAddress, left.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      left = left.dropFirst(count)
    }
    return true
  }

  /// Fills bytes; `false` at the end of the file.
  private func read(into bytes: UnsafeMutableRawBufferPointer) throws -> Bool {
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

  private func array<Element: BitwiseCopyable>(of type: Element.Type, _ count: Int) throws -> [Element] {
    try Array(unsafeUninitializedCapacity: count) { elements, filled in
      guard try count == 0 || read(into: UnsafeMutableRawBufferPointer(elements)) else { throw failure(EIO) }
      filled = count
    }
  }

  private func failure(_ code: Int32) -> FileSystemError { FileSystemError(.read, path: "TMPDIR", code: code) }
}
