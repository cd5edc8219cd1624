import EDIModel

/// Where the parser stands.
struct XMLPosition {
  /// From 1.
  var line = 1
  /// From 1.
  var column = 1
  /// Byte offset in the file, from 0.
  var byte = 0
}

/// Why a parse stopped before the end of the file.
struct XMLFailure {
  let code: FindingCode
  let position: XMLPosition
  var found: String?
  var expected: Bilingual?
}

/// Who hears what the parser reads. Names are unique pointers: equal names of one parse have equal addresses.
protocol XMLListener: AnyObject {
  /// An element begins; `position` is just behind its start tag. `false` stops the parser.
  func startElement(_ name: XMLName, isForeign: Bool, attributes: XMLAttributes, position: XMLPosition) -> Bool
  /// The open element ends.
  func endElement()
  /// Text of the open element, possibly one piece of it.
  func text(_ bytes: UnsafeBufferPointer<UInt8>)
  /// There is a control character that XML allows somewhere in what comes next.
  func controlCharactersAhead()
}

/// A name in the parser's dictionary, which ends with a zero.
typealias XMLName = UnsafePointer<UInt8>

extension XMLName {
  /// The bytes up to the terminating zero.
  var bytes: UnsafeBufferPointer<UInt8> {
    var count = 0
    while self[count] != 0 { count += 1 }
    return UnsafeBufferPointer(start: self, count: count)
  }
}

/// The attributes of a start tag, as SAX2 hands them over; valid during the call only.
struct XMLAttributes {
  let base: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  let count: Int

  /// The local name; `nil` for an attribute of another namespace, `xsi:nil` and the like.
  func name(_ index: Int) -> XMLName? { base?[5 * index + 2] == nil ? base?[5 * index] : nil }

  /// The value. libxml2 spells each ampersand in it as `&#38;`.
  func value(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    guard let start = base?[5 * index + 3], let end = base?[5 * index + 4] else {
      return UnsafeBufferPointer(start: nil, count: 0)
    }
    return UnsafeBufferPointer(start: start, count: end - start)
  }
}
