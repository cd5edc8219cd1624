/// Where something stands in an interchange.
public struct Place: Sendable, Hashable {
  /// Line, from 1.
  public var line: Int?
  /// Column in bytes of the file's own encoding, from 1. For XML: where the parser stood.
  public var column: Int?
  /// Byte offset in the file, from 0.
  public var byte: Int?
  /// Number of the document in the interchange, from 1.
  public var document: Int?
  /// Record id (`71`) or element path (`/TOTVSMessage/BusinessMessage/.../Quantity`) with its occurrence.
  public var record: String?

  /// Makes a place; everything unknown stays `nil`.
  public init(
    line: Int? = nil, column: Int? = nil, byte: Int? = nil, document: Int? = nil, record: String? = nil
  ) {
    self.line = line
    self.column = column
    self.byte = byte
    self.document = document
    self.record = record
  }
}

/// How much a finding weighs.
public enum Severity: String, Sendable, Codable, Comparable {
  /// Worth knowing: something was skipped, nothing is wrong.
  case notice
  /// Somebody should look; the document goes on.
  case warning
  /// The document (or the whole interchange) is rejected.
  case error

  /// Notices weigh least, errors most.
  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .notice: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// A mistake in a document, as data: stable code, exact place, what was found, what was expected. What to do about it
/// stands with the code, in ``FindingCode/text``.
///
/// Findings are a partner's mistakes and are collected, all of them; what goes wrong on our side is thrown as an error.
/// ``found`` holds a value of the document and so goes into reports and never into logs.
public struct Finding: Sendable, Hashable {
  /// The stable code, one section in `Docs/findings.md` each.
  public var code: FindingCode
  /// How much it weighs.
  public var severity: Severity
  /// Where it stands.
  public var place: Place
  /// What business people call the field or record, where there is one.
  public var label: Bilingual?
  /// The field's name in the layout: a column, or the last element of a path.
  public var field: String?
  /// The value found, printable and at most 120 characters. Never logged.
  public var found: String?
  /// What was expected instead.
  public var expected: Bilingual?

  /// Makes a finding.
  public init(
    _ code: FindingCode, severity: Severity = .error, place: Place, label: Bilingual? = nil, field: String? = nil,
    found: String? = nil, expected: Bilingual? = nil
  ) {
    self.code = code
    self.severity = severity
    self.place = place
    self.label = label
    self.field = field
    self.found = found
    self.expected = expected
  }
}

extension Finding {
  /// A value made fit for a report: undecodable bytes and control characters escaped, cut at 120 characters with `…`.
  public static func printable(_ bytes: some Sequence<UInt8>) -> String {
    let start = Array(bytes.prefix(600)).withoutHalfCharacter(from: 600)
    if start.count <= 120, start.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      return String(decoding: start, as: UTF8.self)
    }
    var result = ""
    var length = 0
    let text =
      String(validating: start, as: UTF8.self)
      ?? start.reduce(into: "") { text, byte in
        if byte < 0x80 { text.unicodeScalars.append(Unicode.Scalar(byte)) } else { text += escaped(UInt32(byte)) }
      }
    for scalar in text.unicodeScalars {
      if length >= 120 { return result + "…" }
      let isControl =
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.properties.generalCategory == .format
      if isControl {
        let code = escaped(scalar.value)
        length += code.utf8.count
        if length > 120 { return result + "…" }
        result += code
      } else {
        result.unicodeScalars.append(scalar)
        length += 1
      }
    }
    return result
  }

  private static func escaped(_ value: UInt32) -> String {
    let hex = String(value, radix: 16, uppercase: true)
    return "\\x" + (hex.count < 2 ? "0" + hex : hex)
  }
}

extension [UInt8] {
  /// Text that was cut at `limit` bytes, without the first bytes of a character whose last ones were cut off.
  fileprivate func withoutHalfCharacter(from limit: Int) -> ArraySlice<UInt8> {
    guard count == limit else { return self[...] }
    for length in 1...3 where length <= count {
      let byte = self[count - length]
      if byte & 0xC0 == 0x80 { continue }
      let whole = byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      return whole > length ? dropLast(length) : self[...]
    }
    return self[...]
  }
}
