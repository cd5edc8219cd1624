/// Where the columns of one line lie, in bytes of the line.
struct LineMap {
  private enum Kind {
    /// A column's position is its byte.
    case bytes
    /// UTF-8 with characters of several bytes: `bounds` holds where each character begins, and the end.
    case characters
    /// Separated: `bounds` holds where each field begins, and the end plus one.
    case fields
  }

  /// The line's length in bytes or characters, or the number of its fields.
  private(set) var extent = 0
  /// Whether the line is printable ASCII throughout, so that its bytes are its text in every code page.
  private(set) var isPlain = true
  private var kind = Kind.bytes
  private var end = 0
  private var bounds: [Int] = []

  /// Measures a line.
  mutating func measure(_ bytes: borrowing Span<UInt8>, separator: UInt8?, page: CodePage) {
    end = bytes.count
    isPlain = Self.isPrintableASCII(bytes)
    if !bounds.isEmpty { bounds.removeAll(keepingCapacity: true) }
    if let separator {
      kind = .fields
      bounds.append(0)
      for index in 0..<bytes.count where bytes[index] == separator { bounds.append(index + 1) }
      extent = bounds.count
      bounds.append(bytes.count + 1)
    } else if isPlain || page.isSingleByte {
      kind = .bytes
      extent = bytes.count
    } else {
      kind = .characters
      markCharacters(bytes, page)
    }
  }

  /// The bytes of a column, as far as the line reaches.
  func range(start: Int, size: Int) -> Range<Int> {
    switch kind {
    case .bytes: return min(start, end)..<min(start + size, end)
    case .characters: return bounds[min(start, extent)]..<bounds[min(start + size, extent)]
    case .fields: return start < extent ? bounds[start]..<bounds[start + 1] - 1 : end..<end
    }
  }

  /// Whether columns are plain bytes up to `count` of them, so that a column lies where its layout says.
  func isSimple(upTo count: Int) -> Bool { isPlain && kind == .bytes && extent >= count }

  /// Whether the line holds the whole column.
  func reaches(start: Int, size: Int) -> Bool { kind == .fields ? start < extent : start + size <= extent }

  /// The byte behind the first `count` bytes, characters or fields.
  func end(of count: Int) -> Int {
    switch kind {
    case .bytes: min(count, end)
    case .characters: bounds[min(count, extent)]
    case .fields: max(0, bounds[min(count, extent)] - 1)
    }
  }

  private mutating func markCharacters(_ bytes: borrowing Span<UInt8>, _ page: CodePage) {
    var index = 0
    while index < bytes.count {
      bounds.append(index)
      index += page.decode(bytes, at: index)?.length ?? 1
    }
    extent = bounds.count
    bounds.append(bytes.count)
  }

  static func isPrintableASCII(_ bytes: borrowing Span<UInt8>) -> Bool {
    var odd: UInt8 = 0
    for index in 0..<bytes.count {
      // 0x20...0x7E become 0...0x5E; every other byte lands above.
      odd |= bytes[index] &- 0x20 > 0x5E ? 1 : 0
    }
    return odd == 0
  }
}
