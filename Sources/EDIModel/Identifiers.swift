/// The number of one file as received: short and sayable, `M-0001234`.
public struct InterchangeID: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The number itself, from 1, given by the ledger.
  public let number: Int64

  /// Makes an id from its number.
  public init(_ number: Int64) { self.number = number }

  /// Reads `M-0001234`, `m-1234` or `1234`.
  public init?(_ text: String) {
    let digits = text.uppercased().hasPrefix("M-") ? text.dropFirst(2) : text[...]
    guard digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int64(digits), number > 0 else { return nil }
    self.number = number
  }

  /// `M-0001234`.
  public var description: String {
    let digits = String(number)
    return "M-" + String(repeating: "0", count: max(0, 7 - digits.count)) + digits
  }

  /// Older ids first.
  public static func < (left: InterchangeID, right: InterchangeID) -> Bool { left.number < right.number }
}

/// The number of one document in an interchange: `M-0001234.3`.
public struct DocumentID: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The file that it came in.
  public let interchange: InterchangeID
  /// Its place in the file, from 1.
  public let ordinal: Int

  /// Makes an id.
  public init(_ interchange: InterchangeID, _ ordinal: Int) {
    self.interchange = interchange
    self.ordinal = ordinal
  }

  /// Reads `M-0001234.3`.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let interchange = InterchangeID(String(parts[0])), let ordinal = Int(parts[1]), ordinal > 0
    else { return nil }
    self.init(interchange, ordinal)
  }

  /// `M-0001234.3`.
  public var description: String { "\(interchange).\(ordinal)" }

  /// By interchange, then by place in it.
  public static func < (left: DocumentID, right: DocumentID) -> Bool {
    (left.interchange, left.ordinal) < (right.interchange, right.ordinal)
  }
}
