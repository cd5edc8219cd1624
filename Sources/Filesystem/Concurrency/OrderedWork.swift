import Glibc

/// Work that is done side by side, and whose results come out in the order in which it was given.
///
/// Whoever gives the work lends a hand before waiting: with one thread there is no other one. Given and taken by one
/// thread.
public final class OrderedWork<Input: Sendable, Output: Sendable> {
  private let line: Line<Input, Output>
  private let heaviest: Int
  private var helpers: [pthread_t] = []

  /// Starts up to `width` - 1 helping threads. No more than `heaviest` of work is under way at a time, or one piece.
  public init(width: Int, heaviest: Int, _ body: @escaping @Sendable (Input) -> Output) {
    line = Line(body)
    self.heaviest = heaviest
    helpers = (1..<max(1, width)).compactMap { _ in startThread(line) }
  }

  deinit {
    line.stop()
    for helper in helpers { pthread_join(helper, nil) }
  }

  /// Gives a piece of work; returns what is done and next in order. Blocks, working, while too much is under way.
  public func add(_ input: Input, weight: Int) -> [Output] {
    line.add(input, weight: weight)
    var results: [Output] = []
    while let result = line.next(orWhileHeavierThan: heaviest) { results.append(result) }
    return results
  }

  /// Waits for all that was given; returns what is left.
  public func finish() -> [Output] {
    var results: [Output] = []
    while let result = line.next(orWhileHeavierThan: 0) { results.append(result) }
    return results
  }
}

/// What the threads share: pieces of work in order, those at the front done, those at the end waiting.
private final class Line<Input: Sendable, Output: Sendable>: Threaded, @unchecked Sendable {
  // Unchecked: everything below is touched only between lock and unlock of `mutex`.
  private struct Piece {
    var input: Input?
    var output: Output?
    let weight: Int
  }

  private let body: @Sendable (Input) -> Output
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>
  private var pieces: [Piece] = []
  /// How many pieces were taken out at the front: the number of the first one.
  private var first = 0
  /// The number of the first piece that nobody works on.
  private var waiting = 0
  private var weight = 0
  private var isStopped = false

  init(_ body: @escaping @Sendable (Input) -> Output) {
    self.body = body
    mutex = .allocate(capacity: 1)
    changed = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(mutex)
    changed.deallocate()
    mutex.deallocate()
  }

  func add(_ input: Input, weight: Int) {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    pieces.append(Piece(input: input, weight: weight))
    self.weight += weight
    pthread_cond_signal(changed)
  }

  /// The next result. While more than `limit` is under way works and waits for it; else `nil` when it is not there yet.
  func next(orWhileHeavierThan limit: Int) -> Output? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while let oldest = pieces.first {
      if let output = oldest.output {
        pieces.removeFirst()
        first += 1
        weight -= oldest.weight
        return output
      }
      guard weight > limit, limit == 0 || pieces.count > 1 else { return nil }
      if !workOnce() { pthread_cond_wait(changed, mutex) }
    }
    return nil
  }

  /// What a helping thread does.
  func run() {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while !isStopped {
      if !workOnce() { pthread_cond_wait(changed, mutex) }
    }
  }

  func stop() {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    isStopped = true
    pthread_cond_broadcast(changed)
  }

  /// Does the first piece that waits, unlocked meanwhile; `false` when none does.
  private func workOnce() -> Bool {
    let number = waiting
    guard number - first < pieces.count, let input = pieces[number - first].input else { return false }
    pieces[number - first].input = nil
    waiting += 1
    pthread_mutex_unlock(mutex)
    let output = body(input)
    pthread_mutex_lock(mutex)
    pieces[number - first].output = output
    pthread_cond_broadcast(changed)
    return true
  }
}
