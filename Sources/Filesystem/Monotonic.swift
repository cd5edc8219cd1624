import Glibc

/// A moment on the clock that nobody can set (CLOCK_MONOTONIC), in nanoseconds. All waiting is measured on it.
public struct Monotonic: Comparable, Hashable, Sendable {
  /// Nanoseconds since an arbitrary moment of this boot.
  public let nanoseconds: Int64

  /// Makes a moment from its nanoseconds.
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// The present moment.
  public static func now() -> Monotonic {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Monotonic(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  /// Orders two moments of the same boot.
  public static func < (left: Monotonic, right: Monotonic) -> Bool { left.nanoseconds < right.nanoseconds }

  /// The moment `span` later; the last one there is where it would be beyond that.
  public static func + (moment: Monotonic, span: Duration) -> Monotonic {
    let (sum, overflow) = moment.nanoseconds.addingReportingOverflow(span.wholeNanoseconds)
    return Monotonic(nanoseconds: overflow ? .max : sum)
  }

  /// The moment `span` earlier.
  public static func - (moment: Monotonic, span: Duration) -> Monotonic {
    let (difference, overflow) = moment.nanoseconds.subtractingReportingOverflow(span.wholeNanoseconds)
    return Monotonic(nanoseconds: overflow ? .min : difference)
  }

  /// The time from `earlier` to `later`.
  public static func - (later: Monotonic, earlier: Monotonic) -> Duration {
    .nanoseconds(later.nanoseconds - earlier.nanoseconds)
  }
}

extension Duration {
  /// The span in nanoseconds, cut to what an `Int64` holds (292 years).
  var wholeNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    if overflow { return seconds < 0 ? .min : .max }
    let (sum, beyond) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000)
    return beyond ? (seconds < 0 ? .min : .max) : sum
  }
}
