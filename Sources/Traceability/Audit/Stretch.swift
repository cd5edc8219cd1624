/// Numbers from a first one to a last; none where the last is less.
struct Stretch {
  let first: Int64
  let last: Int64

  /// All numbers in stretches of about one length. What should not be there at all, below 1 or beyond the last, lies in
  /// the first one or in the last.
  static func split(_ last: Int64, into count: Int) -> [Stretch] {
    (0..<count).map { part in
      Stretch(
        first: part == 0 ? .min : last * Int64(part) / Int64(count) + 1,
        last: part == count - 1 ? .max : last * Int64(part + 1) / Int64(count))
    }
  }
}
