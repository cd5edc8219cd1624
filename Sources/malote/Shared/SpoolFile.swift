import Conversion
import Filesystem
import Glibc

/// Outputs in a file without a name, in the folder for temporary files: gone with the process, whatever happens to it.
final class SpoolFile: OutputSpool {
  private static let bufferSize = 1 << 20

  private let descriptor: Int32
  private var buffer: [UInt8] = []

  /// `nil` where no such file can be made: then there is no spool.
  init?() {
    var path = Array(((Environment.value("TMPDIR") ?? "/tmp") + "/malote-XXXXXX").utf8CString)
    descriptor = mkstemp(&path)
    guard descriptor >= 0 else { return nil }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(path)
    buffer.reserveCapacity(Self.bufferSize)
  }

  deinit { close(descriptor) }

  func append(_ output: FileOutput) -> Bool {
    for number in [output.ordinal, output.name.count, output.bytes.count] {
      withUnsafeBytes(of: UInt64(number)) { buffer.append(contentsOf: $0) }
    }
    buffer += output.name
    buffer += output.bytes
    return buffer.count < Self.bufferSize || flush()
  }

  func each(_ use: (FileOutput) throws -> Void) throws {
    guard flush(), lseek(descriptor, 0, SEEK_SET) == 0 else { throw failure(errno) }
    var reader = Reader(descriptor: descriptor)
    while let ordinal = try reader.number() {
      guard let nameCount = try reader.number(), let count = try reader.number(),
        let name = try reader.bytes(nameCount), let bytes = try reader.bytes(count)
      else { throw failure(EIO) }
      try use(FileOutput(ordinal: ordinal, name: name, bytes: bytes))
    }
  }

  /// Writes out what has gathered; `false` when there is no room.
  private func flush() -> Bool {
    var done = 0
    while done < buffer.count {
      let count = buffer.withUnsafeBytes { write(descriptor, $0.baseAddress.map { $0 + done }, $0.count - done) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      done += count
    }
    buffer.removeAll(keepingCapacity: true)
    return true
  }

  private func failure(_ code: Int32) -> FileSystemError { FileSystemError(.read, path: "TMPDIR", code: code) }

  /// Reads the file from its start, a buffer at a time.
  private struct Reader {
    let descriptor: Int32
    private var buffer: [UInt8] = []
    private var position = 0

    init(descriptor: Int32) { self.descriptor = descriptor }

    /// The next number; `nil` at the end of the file.
    mutating func number() throws -> Int? {
      guard let bytes = try bytes(8) else { return nil }
      return bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    mutating func bytes(_ count: Int) throws -> [UInt8]? {
      if buffer.count - position < count { try fill(count) }
      guard buffer.count - position >= count else { return nil }
      defer { position += count }
      return Array(buffer[position..<position + count])
    }

    private mutating func fill(_ count: Int) throws {
      buffer.removeSubrange(..<position)
      position = 0
      var filled = buffer.count
      buffer += [UInt8](repeating: 0, count: max(SpoolFile.bufferSize, count))
      while filled < count {
        let read = buffer.withUnsafeMutableBytes { bytes in
          Glibc.read(descriptor, bytes.baseAddress.map { $0 + filled }, bytes.count - filled)
        }
        if read < 0, errno == EINTR { continue }
        guard read >= 0 else { throw FileSystemError(.read, path: "TMPDIR", code: errno) }
        if read == 0 { break }
        filled += read
      }
      buffer.removeLast(buffer.count - filled)
    }
  }
}
