import EDIModel
import Glibc

/// The way from a file's bytes to the UTF-8 that the parser gets, and back from an offset there to one in the file.
struct XMLFeed {
  private(set) var encoding = XMLEncoding.utf8
  private(set) var isOpen = false
  /// Behind the last byte passed on or counted.
  private(set) var end = XMLPosition()
  private var mark = 0
  private var lastByte: UInt8?
  /// Where, in the UTF-8 handed on, a character took more bytes than in the file, and how many more; oldest first. Only
  /// for single-byte encodings.
  private var longer: [(offset: Int, extra: Int)] = []
  private var firstLonger = 0
  private var extraBefore = 0
  private var handedOn = 0

  /// The number of lines so far, the last one counted even without its end.
  var lines: Int { lastByte == UInt8(ascii: "\n") && end.line > 1 ? end.line - 1 : end.line }

  static let acceptedEncodings = Bilingual("UTF-8, ISO-8859-1, Windows-1252")

  /// Decides the encoding from the file's first bytes; returns why the file cannot be read.
  mutating func open(_ head: UnsafeBufferPointer<UInt8>) -> XMLFailure? {
    isOpen = true
    switch XMLEncoding.detect(head.span) {
    case .refused(let name):
      return XMLFailure(
        code: .textEncodingUnsupported, position: XMLPosition(), found: name,
        expected: Self.acceptedEncodings)
    case .accepted(let encoding, let mark): (self.encoding, self.mark) = (encoding, mark)
    }
    guard let first = head.dropFirst(mark).first(where: { !$0.isXMLSpace }) else {
      return XMLFailure(code: .fileEmpty, position: XMLPosition())
    }
    if first == UInt8(ascii: "<") || first < 0x20 || first >= 0x80 { return nil }
    return XMLFailure(
      code: .xmlMalformed, position: XMLPosition(), found: Finding.printable(head.dropFirst(mark).prefix(20)),
      expected: Bilingual(pt: "XML, que começa com “<”", en: "XML, which starts with “<”"))
  }

  /// The bytes of a chunk that the parser is to get: without the byte order mark.
  func text(_ chunk: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    end.byte == 0 ? UnsafeBufferPointer(rebasing: chunk.dropFirst(mark)) : chunk
  }

  /// Counts bytes and lines; returns the number of bytes.
  mutating func count(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard let start = UnsafeRawPointer(bytes.baseAddress), let last = bytes.last else { return 0 }
    lastByte = last
    var offset = 0
    while let newline = memchr(start + offset, Int32(UInt8(ascii: "\n")), bytes.count - offset) {
      offset = UnsafeRawPointer(newline) - start + 1
      end.line += 1
      end.column = 1
    }
    end.column += bytes.count - offset
    end.byte += bytes.count
    return bytes.count
  }

  /// The offset in the file of an offset in the UTF-8 handed on. Offsets must not be asked for backwards.
  mutating func fileOffset(of offset: Int) -> Int {
    while firstLonger < longer.count, longer[firstLonger].offset < offset {
      extraBefore += longer[firstLonger].extra
      firstLonger += 1
    }
    return mark + offset - extraBefore
  }

  /// Spells text of a single-byte encoding as UTF-8.
  mutating func transcode(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count + text.count / 8)
    longer.removeFirst(firstLonger)
    firstLonger = 0
    for byte in text {
      let scalar = encoding.scalar(byte) ?? 0xFFFD
      if scalar < 0x80 {
        result.append(UInt8(scalar))
      } else if scalar < 0x800 {
        longer.append((handedOn + result.count, 1))
        result += [UInt8(0xC0 | scalar >> 6), UInt8(0x80 | scalar & 0x3F)]
      } else {
        longer.append((handedOn + result.count, 2))
        result += [UInt8(0xE0 | scalar >> 12), UInt8(0x80 | scalar >> 6 & 0x3F), UInt8(0x80 | scalar & 0x3F)]
      }
    }
    handedOn += result.count
    return result
  }
}
