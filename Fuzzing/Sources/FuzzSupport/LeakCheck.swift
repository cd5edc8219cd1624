import CSanitizer

/// Finds out whether reading leaves memory behind. The leak sanitizer cannot: Swift keeps the kind of a value in spare
/// bits of its pointers, so that it takes what globals hold for lost.
public struct LeakCheck {
  private var runs = 0

  /// Nothing run yet.
  public init() {}

  /// Runs `body`, and every so often three times more: caches fill once, a leak grows every time.
  public mutating func run(_ body: () -> Void) {
    body()
    runs += 1
    guard runs % 128 == 0 else { return }
    let sizes = (0..<4).map { _ in
      body()
      return __sanitizer_get_current_allocated_bytes()
    }
    let growths = zip(sizes, sizes.dropFirst()).map { Int($1) - Int($0) }
    expect(growths.contains { $0 <= 0 }, "memory is left behind, in bytes each time: \(growths)")
  }
}
