import EDIModel
import Layouts

/// Every value that a reader sets is canonical for its type and says where it stood.
struct ValueCheck {
  private let document: Document

  init(_ document: Document) { self.document = document }

  /// `size` is the file's.
  func check(size: Int) {
    let extent = document.extent
    expect(extent.bytes.lowerBound >= 0 && extent.bytes.upperBound <= size, "a document beyond its file: \(extent)")
    expect(document.ordinal >= 1 && extent.lines.lowerBound >= 1, "a document before the first: \(extent)")
    for (group, declared) in document.shape.groups.enumerated() {
      for index in 0..<document.count(of: group) {
        let row = Row(group: group, index: index)
        for (slot, field) in declared.fields.enumerated() {
          let ref = FieldRef(group: group, slot: slot)
          guard let value = document.bytes(of: ref, in: row) else { continue }
          expect(field.type.isCanonical(value), "\(field.name): \(Finding.printable(value)) is not canonical")
          let place = document.place(of: ref, in: row)
          expect(place.origin >= 0 && place.origin <= size && place.line >= 0, "\(field.name) stands at \(place)")
        }
      }
    }
  }
}

extension ValueType {
  /// Whether bytes are what a field of this type may hold, by the table of ``ValueType``.
  fileprivate func isCanonical(_ value: ArraySlice<UInt8>) -> Bool {
    switch self {
    case .text(let size):
      guard let text = String(validating: value, as: UTF8.self) else { return false }
      return !value.isEmpty && value.last != 0x20 && text.unicodeScalars.count <= size
    case .decimal(let digits, let decimals):
      guard let number = ExactDecimal(value), number.canonical.elementsEqual(value) else { return false }
      return number.normalized.scale <= decimals && number.integerDigits <= digits - decimals
    case .date: return Calendar.isDate(value)
    case .time: return Calendar.isTime(value)
    case .datetime: return value.count == 14 && Calendar.isDate(value.prefix(8)) && Calendar.isTime(value.dropFirst(8))
    case .boolean: return value.elementsEqual([0x30]) || value.elementsEqual([0x31])
    case .code(let values): return values.contains { $0.utf8.elementsEqual(value) }
    }
  }
}
