import Dispatch

/// Does pieces of work side by side, one thread each, and returns what came of them in their order.
func parallel<Value: Sendable>(_ count: Int, _ body: @Sendable (Int) -> Value) -> [Value] {
  let results = UnsafeMutableBufferPointer<Value?>.allocate(capacity: count)
  results.initialize(repeating: nil)
  defer {
    results.deinitialize()
    results.deallocate()
  }
  // Each piece writes its own place, and all are done before anything is read.
  nonisolated(unsafe) let places = results
  DispatchQueue.concurrentPerform(iterations: count) { places[$0] = body($0) }
  return results.compactMap(\.self)
}
