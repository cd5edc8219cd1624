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

/// The number of one document in an interchange: `M-0001234.3`; or of a receipt for it: `M-0001234.R1`.
public struct DocumentID: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The file that it came in.
  public let interchange: InterchangeID
  /// Its place in the file, from 1; receipts come behind all places that a file can have.
  public let ordinal: Int

  /// A file has fewer documents than this.
  public static let ordinals = 1 << 25

  /// Makes an id.
  public init(_ interchange: InterchangeID, _ ordinal: Int) {
    self.interchange = interchange
    self.ordinal = ordinal
  }

  /// The id of a receipt for a file: a large one gets several, from 1.
  public static func receipt(_ number: Int, for interchange: InterchangeID) -> DocumentID {
    DocumentID(interchange, ordinals + number)
  }

  /// Which receipt for its file it is, from 1; `nil` for a document of the file.
  public var receiptNumber: Int? { ordinal > Self.ordinals ? ordinal - Self.ordinals : nil }

  /// Reads `M-0001234.3` or `M-0001234.R1`.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let interchange = InterchangeID(String(parts[0])) else { return nil }
    let isReceipt = parts[1].uppercased().hasPrefix("R")
    guard let number = Int(isReceipt ? parts[1].dropFirst() : parts[1]), (1..<Self.ordinals).contains(number) else {
      return nil
    }
    self = isReceipt ? .receipt(number, for: interchange) : DocumentID(interchange, number)
  }

  /// `M-0001234.3` or `M-0001234.R1`.
  public var description: String { "\(interchange)." + (receiptNumber.map { "R\($0)" } ?? String(ordinal)) }

  /// By interchange, then by place in it.
  public static func < (left: DocumentID, right: DocumentID) -> Bool {
    (left.interchange, left.ordinal) < (right.interchange, right.ordinal)
  }
}
