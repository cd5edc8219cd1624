import Glibc

/// A value that one thread at a time may touch.
///
/// Built on `pthread_mutex_t` because ThreadSanitizer knows it; the standard library's mutex is a bare futex to it and
/// is reported as a race on Linux.
public final class Lock<Value>: @unchecked Sendable {
  // Unchecked: `value` is touched only between lock and unlock of `mutex`, and goes in by `sending`.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private var value: Value

  /// Makes a lock around a value that nobody else holds.
  public init(_ value: sending Value) {
    mutex = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    self.value = value
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  /// Runs `body` alone with the value. Not to be nested.
  public func withLock<Result, Failure: Error>(
    _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body(&value)
  }
}
