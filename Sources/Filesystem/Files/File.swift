import Glibc

/// An open file; closed when its last owner is done with it.
public struct File: ~Copyable, Sendable {
  /// Its file descriptor, for calls that need one; it stays this file's own.
  public let descriptor: Int32
  private let place: Place

  init(descriptor: Int32, place: Place) {
    self.descriptor = descriptor
    self.place = place
  }

  deinit { close(descriptor) }

  /// Reads on from where the last read ended.
  /// - Returns: how many bytes were put into `buffer`; 0 at the end of the file.
  public borrowing func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileSystemError) -> Int {
    let (count, code) = retrying { Glibc.read(descriptor, buffer.baseAddress, buffer.count) }
    guard count >= 0 else { throw FileSystemError(.read, place, code: code) }
    return count
  }

  /// Reads at `offset` bytes from the start without moving the reading position.
  /// - Returns: how many bytes were put into `buffer`: fewer than it holds only at the end of the file.
  public borrowing func read(
    at offset: Int64, into buffer: UnsafeMutableRawBufferPointer
  ) throws(FileSystemError) -> Int {
    var total = 0
    while total < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[total...])
      let (count, code) = retrying { pread(descriptor, rest.baseAddress, rest.count, off_t(offset) + total) }
      guard count >= 0 else { throw FileSystemError(.read, place, code: code) }
      if count == 0 { break }
      total += count
    }
    return total
  }

  /// Up to `count` bytes at `offset`; fewer at the end of the file.
  public borrowing func bytes(at offset: Int64, count: Int) throws(FileSystemError) -> [UInt8] {
    var failure: FileSystemError?
    // Not filled with zeros first: most files are small, and whoever reads them asks for much.
    let bytes = [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, found in
      do throws(FileSystemError) {
        found = try read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Writes all of `bytes` at the end of what was written before.
  public borrowing func write(_ bytes: borrowing Span<UInt8>) throws(FileSystemError) {
    var done = 0
    while done < bytes.count {
      let (count, code) = bytes.extracting(done...).withUnsafeBytes { rest in
        retrying { Glibc.write(descriptor, rest.baseAddress, rest.count) }
      }
      guard count > 0 else { throw FileSystemError(.write, place, code: count == 0 ? EIO : code) }
      done += count
    }
  }

  /// Waits until the content is on the disk.
  ///
  /// After a failure the file is to be thrown away and written anew: the kernel may have dropped the pages that it could
  /// not write, and a second sync would then report success for data that is lost.
  public borrowing func sync() throws(FileSystemError) {
    guard fsync(descriptor) == 0 else { throw FileSystemError(.sync, place, code: errno) }
  }

  /// What the system knows of the file itself, whatever its name points at by now.
  public borrowing func status() throws(FileSystemError) -> FileStatus {
    var found = stat()
    guard fstat(descriptor, &found) == 0 else { throw FileSystemError(.status, place, code: errno) }
    return FileStatus(found)
  }
}
