import CPosix
import Glibc

/// Waits until one of some file descriptors becomes readable. Blocks its thread: not for the cooperative pool.
/// - Returns: for each descriptor whether there is something to read (or its other end is gone); all `false` when the
///   deadline passed or a signal came.
public func waitUntilReadable(_ descriptors: [Int32], until deadline: Monotonic?) -> [Bool] {
  var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
  let count = poll(&polled, nfds_t(polled.count), milliseconds(until: deadline))
  guard count > 0 else { return descriptors.map { _ in false } }
  return polled.map { $0.revents != 0 }
}

/// What `poll` takes as its patience: rounded up, so that nobody wakes just before the deadline and spins.
private func milliseconds(until deadline: Monotonic?) -> Int32 {
  guard let deadline else { return -1 }
  let left = (deadline - Monotonic.now()).wholeNanoseconds
  guard left > 0 else { return 0 }
  return Int32(clamping: left / 1_000_000 + 1)
}

/// Wakes a thread that waits in ``waitUntilReadable(_:until:)``; may be rung from any thread.
public final class Bell: Sendable {
  /// Becomes readable when the bell has been rung.
  public let descriptor: Int32

  /// Makes a bell; throws where no more descriptors can be had.
  public init() throws(FileSystemError) {
    let (descriptor, code) = retrying { cposix_eventfd() }
    guard descriptor >= 0 else { throw FileSystemError(.watch, Place("eventfd"), code: code) }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Wakes who waits; rung twice before anybody looks is rung once.
  public func ring() {
    var one: UInt64 = 1
    _ = retrying { write(descriptor, &one, MemoryLayout<UInt64>.size) }
  }

  /// Makes the bell silent again.
  public func silence() {
    var count: UInt64 = 0
    _ = retrying { read(descriptor, &count, MemoryLayout<UInt64>.size) }
  }
}
