import Glibc

/// One line of a file: where it lies in the buffer, and where in the file.
struct Line {
  /// How a line ends.
  enum End {
    case crlf
    case lf
    /// The file ends instead.
    case none
  }

  /// Its bytes in ``LineSource/buffer``, without the line end; of an overlong line only the first ones.
  var range: Range<Int>
  /// Offset of its first byte in the file.
  var offset: Int
  /// Its number in the file, from 1.
  var number: Int
  /// Its length in bytes without the line end; more than `range.count` when it is overlong.
  var length: Int
  /// Offset in the file of the first byte behind it and its line end.
  var endOffset: Int
  /// How it ends.
  var end: End
}

/// Cuts a stream of bytes into lines. Memory is bounded by the longest line that is allowed, never by the file.
struct LineSource {
  private(set) var buffer: [UInt8]
  private let limit: Int
  private let skipsMark: Bool
  private var start = 0
  private var filled = 0
  private var scanned = 0
  private var discarded = 0
  private var offset = 0
  private var number = 0
  private var isAtEnd = false

  /// `limit` is the most bytes of a line that are kept; `skipsMark` leaves out a UTF-8 byte order mark.
  init(limit: Int, skipsMark: Bool, chunk: Int = 256 << 10) {
    self.limit = limit
    self.skipsMark = skipsMark
    buffer = [UInt8](repeating: 0, count: chunk)
  }

  /// The next line; `nil` at the end. A final 0x1A, the end mark of old systems, is not a line.
  mutating func next(from source: inout some ByteSource) throws -> Line? {
    while true {
      if number == 0, skipsMark { skipMark() }
      if let end = lineFeed() { return cut(at: end, consumed: end + 1 - start) }
      scanned = filled
      if isAtEnd { return lastLine() }
      discardExcess()
      try fill(from: &source)
    }
  }

  private func lineFeed() -> Int? {
    guard scanned < filled else { return nil }
    return buffer.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, let found = memchr(base + scanned, 0x0A, filled - scanned) else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  private mutating func cut(at end: Int, consumed: Int, ending: Line.End = .lf) -> Line {
    let hasReturn = ending == .lf && end > start && buffer[end - 1] == 0x0D
    let textEnd = hasReturn ? end - 1 : end
    number += 1
    let line = Line(
      range: start..<min(textEnd, start + limit), offset: offset, number: number, length: textEnd - start + discarded,
      endOffset: offset + consumed + discarded, end: hasReturn ? .crlf : ending)
    start += consumed
    scanned = start
    offset = line.endOffset
    discarded = 0
    return line
  }

  private mutating func lastLine() -> Line? {
    let hasEndMark = filled > start && buffer[filled - 1] == 0x1A
    let end = hasEndMark ? filled - 1 : filled
    guard end > start else { return nil }
    return cut(at: end, consumed: filled - start, ending: .none)
  }

  /// Of a line beyond the limit only the first bytes are kept, and the last, which may be the carriage return.
  private mutating func discardExcess() {
    let excess = filled - start - limit - 1
    guard excess > 0 else { return }
    buffer[start + limit] = buffer[filled - 1]
    filled -= excess
    scanned = filled
    discarded += excess
  }

  private mutating func fill(from source: inout some ByteSource) throws {
    if start > 0 { moveToFront() }
    if filled == buffer.count { buffer.append(contentsOf: repeatElement(0, count: buffer.count)) }
    let room = filled
    let count = try buffer.withUnsafeMutableBytes { bytes in
      try source.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[room...]))
    }
    filled += count
    isAtEnd = count == 0
  }

  private mutating func moveToFront() {
    let (from, count) = (start, filled - start)
    buffer.withUnsafeMutableBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      memmove(base, base + from, count)
    }
    filled -= from
    scanned -= from
    start = 0
  }

  private mutating func skipMark() {
    guard offset == 0, filled - start >= 3, buffer[start..<start + 3].elementsEqual([0xEF, 0xBB, 0xBF]) else { return }
    start += 3
    offset = 3
    scanned = max(scanned, start)
  }
}
