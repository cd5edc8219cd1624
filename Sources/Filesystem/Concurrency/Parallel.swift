import CPosix
import Glibc
import Synchronization

/// Runs `body` for 0 ..< `count` on up to `width` threads, the caller's among them, and returns when all are done.
///
/// Plain threads and not the cooperative pool: a body may block in `fsync`, and syncs that run together are written
/// together by the file system's journal. Blocks its thread.
public func parallel(_ count: Int, width: Int, _ body: @Sendable (Int) -> Void) {
  guard count > 0 else { return }
  withoutActuallyEscaping(body) { body in
    let work = Work(count: count, body: body)
    let helpers = (1..<max(1, min(width, count))).compactMap { _ in startThread(work) }
    work.run()
    for helper in helpers { pthread_join(helper, nil) }
  }
}

/// Like ``parallel(_:width:_:)``, with a result from each, in order.
/// - Throws: the first failure in the order of the numbers; all others still run to their end.
public func parallelMap<Result: Sendable, Failure: Error>(
  _ count: Int, width: Int, _ body: @Sendable (Int) throws(Failure) -> Result
) throws(Failure) -> [Result] {
  let slots = Slots<Swift.Result<Result, Failure>>(count: count)
  parallel(count, width: width) { number in
    do throws(Failure) {
      slots.set(number, .success(try body(number)))
    } catch {
      slots.set(number, .failure(error))
    }
  }
  var results: [Result] = []
  results.reserveCapacity(count)
  for outcome in slots.all() { results.append(try outcome.get()) }
  return results
}

/// How many threads can compute at the same time here.
public var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

/// Lets all threads share two heaps. Each would keep one of its own otherwise, and give nothing of it back when it ends.
/// Asked for before the first threads of one's own are there: the heaps of those stay.
public func shareHeaps() { _ = cposix_limit_heaps(2) }

/// Gives back the memory that was needed for a while and is not any more, which the heaps would keep.
public func trimHeaps() { _ = cposix_trim_heaps() }

/// What the threads of one call share.
private final class Work: Threaded {
  private let count: Int
  private let body: @Sendable (Int) -> Void
  private let next = Atomic<Int>(0)

  init(count: Int, body: @escaping @Sendable (Int) -> Void) {
    self.count = count
    self.body = body
  }

  func run() {
    while true {
      let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard number < count else { return }
      body(number)
    }
  }
}

/// What a thread is started for.
protocol Threaded: AnyObject, Sendable {
  func run()
}

/// Holds what a thread is started for, on its way there.
private final class Errand: Sendable {
  let work: any Threaded
  init(_ work: any Threaded) { self.work = work }
}

/// Starts one more thread; `nil` when the system has none left: the others then do its share.
func startThread(_ work: any Threaded) -> pthread_t? {
  let context = Unmanaged.passRetained(Errand(work))
  var thread = pthread_t()
  let code = pthread_create(
    &thread, nil,
    { context in
      if let context { Unmanaged<Errand>.fromOpaque(context).takeRetainedValue().work.run() }
      return nil
    }, context.toOpaque())
  if code == 0 { return thread }
  context.release()
  return nil
}

/// One place for the result of each number.
private final class Slots<Value: Sendable>: @unchecked Sendable {
  // Unchecked: each place is written by one thread once, and read only after all threads have been joined.
  private let places: UnsafeMutableBufferPointer<Value?>

  init(count: Int) {
    places = .allocate(capacity: count)
    places.initialize(repeating: nil)
  }

  deinit {
    places.deinitialize()
    places.deallocate()
  }

  func set(_ number: Int, _ value: Value) { places[number] = value }

  func all() -> [Value] { places.compactMap { $0 } }
}
