import EDIModel

/// What is written so far, with what comes next and is not copied yet: tags that stand side by side in the plan's text are
/// copied at once, and those of an element that turns out empty not at all.
struct XMLOutput {
  /// A place in the output to which it can be taken back.
  struct Mark {
    fileprivate let count: Int
    fileprivate let pending: Range<Int>
  }

  private let text: FixedTable<UInt8>
  private var bytes: [UInt8] = []
  private var pending = 0..<0

  /// - Parameter text: The text of the plan, which has to outlive the output.
  init(text: FixedTable<UInt8>) { self.text = text }

  /// Appends a stretch of the plan's text.
  mutating func append(_ piece: Range<Int>) {
    if piece.lowerBound == pending.upperBound {
      pending = pending.lowerBound..<piece.upperBound
    } else {
      catchUp()
      pending = piece
    }
  }

  mutating func append(_ text: String) { write { $0.append(contentsOf: text.utf8) } }

  mutating func append(escaping text: [UInt8], inAttribute: Bool) {
    write { XMLEscape.append(text.span, inAttribute: inAttribute, to: &$0) }
  }

  /// Appends what `body` appends.
  mutating func write(_ body: (inout [UInt8]) -> Void) {
    catchUp()
    body(&bytes)
  }

  /// Appends what `body` appends, if that may stand between two tags as it is; `false`, with the output as it was, when it
  /// may not, or when `body` says that something is wrong.
  mutating func writePlain(_ body: (inout [UInt8]) -> ValueFault?) -> Bool {
    catchUp()
    let start = bytes.count
    if body(&bytes) == nil, XMLEscape.isPlain(bytes.span.extracting(start..<bytes.count)) { return true }
    bytes.removeLast(bytes.count - start)
    return false
  }

  /// Where the next byte goes.
  var mark: Mark { Mark(count: bytes.count, pending: pending) }

  /// Whether anything was appended since.
  func hasGrown(since mark: Mark) -> Bool { bytes.count + pending.count > mark.count + mark.pending.count }

  mutating func takeBack(to mark: Mark) {
    if bytes.count > mark.count { bytes.removeLast(bytes.count - mark.count) }
    pending = mark.pending
  }

  /// Exchanges the bytes with those of a caller, who gets all of them.
  mutating func swapBytes(with other: inout [UInt8]) {
    catchUp()
    swap(&bytes, &other)
  }

  private mutating func catchUp() {
    if pending.isEmpty { return }
    text.append(pending, to: &bytes)
    pending = pending.upperBound..<pending.upperBound
  }
}
