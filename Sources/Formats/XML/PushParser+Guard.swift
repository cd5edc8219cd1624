import CLibXML2
import EDIModel

extension PushParser {
  /// Refuses what would take quadratic time: names without number, a tag with as many attributes, and all that the parser
  /// holds back for want of its end, be it a tag, a comment or a name.
  func guardToken() {
    guard !isStopped, let input = context.pointee.input?.pointee else { return }
    let waiting = UnsafeBufferPointer(start: input.cur, count: input.end - input.cur)
    if Int(xmlDictSize(context.pointee.dict)) > limits.names {
      fail(.xmlTooManyNames, expected: Self.upTo(limits.names))
    } else if let reference = Self.brokenReference(at: waiting) {
      fail(.xmlMalformed, found: reference, expected: Bilingual("&amp;"))
    } else if waiting.count > limits.token {
      fail(.xmlTokenTooLong, expected: Self.atMost(limits.token))
    } else if waiting.count > 4096, Self.attributes(in: waiting) > limits.attributes {
      fail(.xmlTooManyAttributes, expected: Self.upTo(limits.attributes))
    }
  }

  /// Counts the attributes of an unfinished start tag; 0 for anything else.
  private static func attributes(in tag: UnsafeBufferPointer<UInt8>) -> Int {
    guard tag[0] == UInt8(ascii: "<"), tag[1] != UInt8(ascii: "!"), tag[1] != UInt8(ascii: "?") else { return 0 }
    var quote: UInt8 = 0
    var count = 0
    for byte in tag {
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: "=") {
        count += 1
      }
    }
    return count
  }

  /// An ampersand that begins no reference, with what follows it. libxml2 would look for a `;` up to the file's end.
  private static func brokenReference(at waiting: UnsafeBufferPointer<UInt8>) -> String? {
    guard waiting.first == UInt8(ascii: "&") else { return nil }
    for (index, byte) in waiting.enumerated().dropFirst() {
      if byte == UInt8(ascii: ";") { return nil }
      if byte.isXMLSpace || byte == UInt8(ascii: "<") || byte == UInt8(ascii: "&") {
        return Finding.printable(waiting.prefix(min(index + 1, 40)))
      }
    }
    return nil
  }
}
