/// Canonical values as Brazilian readers write them: `12/11/2026 06:10:00`, `1234,5`. For reports only; what systems
/// read is written by layouts.
public enum Spelling {
  /// A canonical value of a type.
  public static func forPeople(_ canonical: ArraySlice<UInt8>, as type: ValueType) -> String {
    let digits = Array(canonical)
    func part(_ range: Range<Int>) -> String { Finding.printable(digits[range]) }
    switch type {
    case .decimal: return Finding.printable(canonical).replacing(".", with: ",")
    case .date where digits.count == 8: return "\(part(6..<8))/\(part(4..<6))/\(part(0..<4))"
    case .time where digits.count == 6: return "\(part(0..<2)):\(part(2..<4)):\(part(4..<6))"
    case .datetime where digits.count == 14:
      return "\(part(6..<8))/\(part(4..<6))/\(part(0..<4)) \(part(8..<10)):\(part(10..<12)):\(part(12..<14))"
    case .boolean: return digits == [UInt8(ascii: "1")] ? "S" : "N"
    default: return Finding.printable(canonical)
    }
  }

  /// A number.
  public static func forPeople(_ number: ExactDecimal) -> String { number.description.replacing(".", with: ",") }
}

extension String {
  /// This text with one ASCII character replaced by another.
  fileprivate func replacing(_ one: Character, with other: Character) -> String {
    String(map { $0 == one ? other : $0 })
  }
}
