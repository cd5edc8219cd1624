/// Whether an XML file is whole, told by its last bytes alone.
enum XMLTail {
  /// Whether the bytes (the last 4 KiB of the file, or all of it) end the root element: its end tag, possibly with a
  /// prefix, or the root itself as an empty element, and behind it nothing but white space, comments and processing
  /// instructions.
  static func isClosed(rootName: [UInt8], tail: [UInt8]) -> Bool {
    guard !rootName.isEmpty else { return false }
    let rest = withoutEpilog(tail[...])
    guard rest.last == UInt8(ascii: ">"), let open = rest.lastIndex(of: UInt8(ascii: "<")) else { return false }
    guard !isInside("<!--", "-->", rest[..<open]), !isInside("<![CDATA[", "]]>", rest[..<open]) else { return false }
    let tag = rest[(open + 1)...].dropLast()
    if tag.first == UInt8(ascii: "/") {
      let name = tag.dropFirst().prefix { !$0.isXMLSpace }
      return tag.dropFirst(1 + name.count).allSatisfy(\.isXMLSpace) && local(name).elementsEqual(rootName)
    }
    guard tag.last == UInt8(ascii: "/") else { return false }
    let name = tag.dropLast().prefix { !$0.isXMLSpace }
    return local(name).elementsEqual(rootName) && isProlog(rest[..<open])
  }

  /// Leaves off white space, comments and processing instructions at the end.
  private static func withoutEpilog(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = bytes
    while true {
      while let last = rest.last, last.isXMLSpace { rest = rest.dropLast() }
      if rest.ends(with: "-->"), let start = rest.dropLast(3).lastStart(of: "<!--") {
        rest = rest[..<start]
      } else if rest.ends(with: "?>"), let start = rest.dropLast(2).lastStart(of: "<?") {
        rest = rest[..<start]
      } else {
        return rest
      }
    }
  }

  /// Whether nothing but the byte order mark, white space, comments and processing instructions is there.
  private static func isProlog(_ bytes: ArraySlice<UInt8>) -> Bool {
    let rest = withoutEpilog(bytes)
    return rest.isEmpty || rest.elementsEqual([0xEF, 0xBB, 0xBF])
  }

  private static func isInside(_ opening: StaticString, _ closing: StaticString, _ bytes: ArraySlice<UInt8>) -> Bool {
    guard let start = bytes.lastStart(of: opening) else { return false }
    return bytes[start...].lastStart(of: closing) == nil
  }

  private static func local(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    name.firstIndex(of: UInt8(ascii: ":")).map { name[($0 + 1)...] } ?? name
  }
}

extension ArraySlice<UInt8> {
  fileprivate func ends(with text: StaticString) -> Bool {
    count >= text.utf8CodeUnitCount && text.bytes.elementsEqual(self[(endIndex - text.utf8CodeUnitCount)...])
  }

  fileprivate func lastStart(of text: StaticString) -> Int? {
    // Every small file is looked through whole, before it is taken and after.
    let place = withUnsafeBufferPointer { bytes -> Int? in
      var place = bytes.count - text.utf8CodeUnitCount
      while place >= 0 {
        if bytes[place] == text.utf8Start[0], bytes[place...].starts(with: text.bytes) { return place }
        place -= 1
      }
      return nil
    }
    return place.map { startIndex + $0 }
  }
}

extension StaticString {
  fileprivate var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount) }
}
