import EDIModel
import Layouts

extension Form {
  /// Appends the spelling of a canonical value to `output`, as UTF-8. Returns what is wrong, or `nil`.
  ///
  /// Numbers with implied decimals come with all their digits, zero-filled; texts without padding.
  func write(_ value: ArraySlice<UInt8>, into output: inout [UInt8]) -> ValueFault? {
    switch self {
    case .text(let size):
      guard value.count(where: { $0 & 0xC0 != 0x80 }) <= size else { return Self.tooLong(size) }
      output.append(contentsOf: value)
    case .oneLine(let size):
      return Self.appendOneLine(value, size: size, to: &output) ? nil : Self.tooLong(size)
    case .pointDecimal(let digits, let decimals):
      guard let number = ExactDecimal(value), number.normalized.scale <= decimals,
        number.integerDigits <= digits - decimals
      else { return Self.doesNotFit(digits, decimals) }
      output.append(contentsOf: value)
    case .impliedDecimal(let digits, let decimals): return Self.writeImplied(value, digits, decimals, into: &output)
    case .date(let separated): Self.put(value, picture: separated ? "DDDD-DD-DD" : "DDDDDDDD", into: &output)
    case .dateOfDatetime: Self.put(value, picture: "DDDD-DD-DDT00:00:00", into: &output)
    case .time(let separated): Self.put(value, picture: separated ? "DD:DD:DD" : "DDDDDD", into: &output)
    case .datetime(let separated):
      Self.put(value, picture: separated ? "DDDD-DD-DDTDD:DD:DD" : "DDDDDDDDDDDDDD", into: &output)
    case .boolean(let yes, let no): output.append(contentsOf: (value.first == UInt8(ascii: "1") ? yes : no).utf8)
    case .code(let entries, _):
      guard let entry = entries.first(where: { $0.inner.utf8.elementsEqual(value) }) else {
        let known = entries.map(\.inner).joined(separator: ", ")
        return ValueFault(code: .targetNoCode, expected: Bilingual(pt: "um destes: \(known)", en: "one of: \(known)"))
      }
      output.append(contentsOf: entry.outer.utf8)
    }
    return nil
  }

  private static func writeImplied(
    _ value: ArraySlice<UInt8>, _ digits: Int, _ decimals: Int, into output: inout [UInt8]
  ) -> ValueFault? {
    let point = value.firstIndex(of: UInt8(ascii: ".")) ?? value.endIndex
    let whole = value[..<point]
    let fraction = value[point...].dropFirst()
    let isPlain = whole.allSatisfy { $0 >= 48 && $0 <= 57 }
    guard isPlain, fraction.count <= decimals else { return doesNotFit(digits, decimals) }
    let integers = whole.elementsEqual([48]) ? value[point..<point] : whole
    guard integers.count <= digits - decimals else { return doesNotFit(digits, decimals) }
    output.append(contentsOf: repeatElement(48, count: digits - decimals - integers.count))
    output.append(contentsOf: integers)
    output.append(contentsOf: fraction)
    output.append(contentsOf: repeatElement(48, count: decimals - fraction.count))
    return nil
  }

  private static func put(_ value: ArraySlice<UInt8>, picture: StaticString, into output: inout [UInt8]) {
    var next = value.startIndex
    for offset in 0..<picture.utf8CodeUnitCount {
      let wanted = picture.utf8Start[offset]
      if wanted == UInt8(ascii: "D"), next < value.endIndex {
        output.append(value[next])
        next += 1
      } else {
        output.append(wanted)
      }
    }
  }

  private static func tooLong(_ size: Int) -> ValueFault {
    ValueFault(
      code: .targetTooLong, expected: Bilingual(pt: "no máximo \(size) caracteres", en: "at most \(size) characters"))
  }

  private static func doesNotFit(_ digits: Int, _ decimals: Int) -> ValueFault {
    ValueFault(
      code: .targetTooLong,
      expected: Bilingual(
        pt: "número sem sinal com até \(digits - decimals) dígitos inteiros e \(decimals) decimais",
        en: "an unsigned number of at most \(digits - decimals) integer digits and \(decimals) decimals"))
  }
}
