import EDIModel

/// A document's number as one integer: the interchange above, the ordinal in the low 26 bits.
///
/// So the documents of an interchange lie side by side in the table, every reference is one integer, and no second
/// index is needed. It leaves room for 33 million documents and as many receipts for one file, and 137 thousand million
/// files.
enum DocumentKey {
  static let ordinalBits: Int64 = 26
  static let ordinals: Int64 = 1 << ordinalBits

  static func key(_ id: DocumentID) throws -> Int64 {
    guard id.ordinal > 0, Int64(id.ordinal) < ordinals, id.interchange.number > 0,
      id.interchange.number < Int64.max >> ordinalBits
    else { throw LedgerError(.contradiction, detail: "document number out of range: \(id)") }
    return id.interchange.number << ordinalBits | Int64(id.ordinal)
  }

  static func id(_ key: Int64) -> DocumentID {
    DocumentID(InterchangeID(key >> ordinalBits), Int(key & (ordinals - 1)))
  }

  /// The id as text; with the ordinal 0 that of an interchange.
  static func text(_ key: Int64) -> String {
    key & (ordinals - 1) == 0 ? InterchangeID(key >> ordinalBits).description : id(key).description
  }

  /// The key of an interchange, where one stands for a whole file.
  static func key(_ id: InterchangeID) -> Int64 { id.number << ordinalBits }

  /// The keys of all documents of an interchange.
  static func range(of id: InterchangeID) -> ClosedRange<Int64> {
    (id.number << ordinalBits)...(id.number << ordinalBits | (ordinals - 1))
  }
}
