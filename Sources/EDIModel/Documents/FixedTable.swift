/// Elements that never change and are read by several threads at a time.
///
/// An array would count a reference at nearly every look into it, and all threads would count at one place in memory:
/// judging side by side spent a fifth of its time on that. For elements that hold no references. Whoever makes a table
/// frees it when nobody looks any more.
public struct FixedTable<Element: Sendable>: @unchecked Sendable {
  // Unchecked: the memory is written before the table is there, and only read after.
  @usableFromInline let elements: UnsafeMutableBufferPointer<Element>

  /// Copies the elements.
  public init(_ array: [Element]) {
    elements = .allocate(capacity: array.count)
    _ = elements.initialize(from: array)
  }

  /// Ends the table: nobody may look into it any more.
  public func free() {
    elements.deinitialize()
    elements.deallocate()
  }

  /// One element, in its place: `table[index].part` looks at no other part. An index outside of the table ends the
  /// process.
  @inlinable public subscript(index: Int) -> Element {
    unsafeAddress {
      precondition(index >= 0 && index < elements.count, "outside of the table")
      return UnsafePointer(elements.baseAddress.unsafelyUnwrapped + index)
    }
  }
}

extension FixedTable<UInt8> {
  /// Appends a stretch of it to `output`.
  @inlinable public func append(_ range: Range<Int>, to output: inout [UInt8]) {
    output.append(contentsOf: UnsafeBufferPointer(rebasing: elements[range]))
  }

  /// Whether a stretch of it has the same bytes as `other`.
  @inlinable public func isSame(_ range: Range<Int>, as other: borrowing Span<UInt8>) -> Bool {
    guard range.count == other.count else { return false }
    for index in 0..<other.count where self[range.lowerBound + index] != other[index] { return false }
    return true
  }
}
