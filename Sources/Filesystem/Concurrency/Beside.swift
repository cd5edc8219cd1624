import Glibc

/// A second thread beside the one that gives it work, for two steps that share a state and mostly do not touch it.
///
/// While work is under way, one of the two has the turn and may touch what they share; the other one waits for it. Who
/// computes or waits for a disk lets go of the turn, and gets it back. All but ``lettingGo(_:)`` is called by the giving
/// thread.
public final class Beside {
  private let turn: UnsafeMutablePointer<pthread_mutex_t>
  private var errand: Errand?
  private var thread: pthread_t?

  /// What the thread does, and how it ended.
  private final class Errand: Threaded, @unchecked Sendable {
    // Unchecked: the body runs on one thread, with the turn; its end is read when that thread has been joined.
    let body: () throws -> Void
    var end = Result<Void, any Error>.success(())
    init(_ body: @escaping () throws -> Void) { self.body = body }
    func run() { end = Result { try body() } }
  }

  /// Makes a helper that has nothing to do.
  public init() {
    turn = .allocate(capacity: 1)
    pthread_mutex_init(turn, nil)
  }

  deinit {
    pthread_mutex_destroy(turn)
    turn.deallocate()
  }

  /// Whether work is under way, or has ended and was not asked for.
  public var isBusy: Bool { errand != nil }

  /// Has `body` done beside the caller, who keeps the turn for now. One at a time: ``finish()`` comes first. Where the
  /// system has no thread left the caller does it.
  public func start(_ body: @escaping () throws -> Void) {
    let mutex = turn
    pthread_mutex_lock(mutex)
    let errand = Errand {
      pthread_mutex_lock(mutex)
      defer { pthread_mutex_unlock(mutex) }
      try body()
    }
    self.errand = errand
    thread = startThread(errand)
    guard thread == nil else { return }
    lettingGo { errand.run() }
  }

  /// Waits for the work that was given, if any.
  /// - Throws: What it threw.
  public func finish() throws {
    guard let errand else { return }
    pthread_mutex_unlock(turn)
    if let thread { pthread_join(thread, nil) }
    (self.errand, thread) = (nil, nil)
    try errand.end.get()
  }

  /// Runs what touches nothing that the two threads share, while the other one may have the turn. Not to be nested.
  public func lettingGo<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
    guard isBusy else { return try body() }
    pthread_mutex_unlock(turn)
    defer { pthread_mutex_lock(turn) }
    return try body()
  }
}
