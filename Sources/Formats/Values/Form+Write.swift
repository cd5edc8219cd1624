import EDIModel
import Layouts

extension Form {
  /// Appends the spelling of a canonical value to `output`, as UTF-8. Returns what is wrong, or `nil`.
  ///
  /// Numbers with implied decimals come with all their digits, zero-filled; texts without padding.
  func write(_ value: borrowing Span<UInt8>, into output: inout [UInt8]) -> ValueFault? {
    switch self {
    case .text(let size): return Self.writeText(value, size: size, into: &output)
    case .oneLine(let size):
      let fits = value.withUnsafeBufferPointer { Self.appendOneLine($0, size: size, to: &output) }
      return fits ? nil : Self.tooLong(size)
    case .pointDecimal(let digits, let decimals): return Self.writePoint(value, digits, decimals, into: &output)
    case .impliedDecimal(let digits, let decimals): return Self.writeImplied(value, digits, decimals, into: &output)
    case .date(let separated): return Self.writeDate(value, separated: separated, into: &output)
    case .dateOfDatetime: Self.put(value, picture: "DDDD-DD-DDT00:00:00", into: &output)
    case .datetimeOfDate: Self.put(value, picture: "DDDD-DD-DD", into: &output)
    case .time(let separated): return Self.writeTime(value, separated: separated, into: &output)
    case .datetime(let separated): return Self.writeDatetime(value, separated: separated, into: &output)
    case .boolean(let yes, let no):
      let isTrue = !value.isEmpty && value[0] == UInt8(ascii: "1")
      output.append(contentsOf: (isTrue ? yes : no).utf8)
    case .code(let entries, _):
      guard let entry = entries.first(where: { Self.matches(value, $0.inner) }) else {
        let known = entries.map(\.inner).joined(separator: ", ")
        return ValueFault(code: .targetNoCode, expected: Bilingual(pt: "um destes: \(known)", en: "one of: \(known)"))
      }
      output.append(contentsOf: entry.outer.utf8)
    }
    return nil
  }

  static func writePoint(
    _ value: borrowing Span<UInt8>, _ digits: Int, _ decimals: Int, into output: inout [UInt8]
  ) -> ValueFault? {
    guard fits(value, digits, decimals) else { return doesNotFit(digits, decimals) }
    output.append(value)
    return nil
  }

  static func writeDate(_ value: borrowing Span<UInt8>, separated: Bool, into output: inout [UInt8]) -> ValueFault? {
    put(value, picture: separated ? "DDDD-DD-DD" : "DDDDDDDD", into: &output)
    return nil
  }

  static func writeTime(_ value: borrowing Span<UInt8>, separated: Bool, into output: inout [UInt8]) -> ValueFault? {
    put(value, picture: separated ? "DD:DD:DD" : "DDDDDD", into: &output)
    return nil
  }

  static func writeDatetime(_ value: borrowing Span<UInt8>, separated: Bool, into output: inout [UInt8]) -> ValueFault?
  {
    put(value, picture: separated ? "DDDD-DD-DDTDD:DD:DD" : "DDDDDDDDDDDDDD", into: &output)
    return nil
  }

  private static func fits(_ value: borrowing Span<UInt8>, _ digits: Int, _ decimals: Int) -> Bool {
    if let plain = PlainDecimal(value) {
      return plain.scale <= decimals && plain.integerDigits <= digits - decimals
    }
    guard let number = value.withUnsafeBufferPointer({ ExactDecimal($0) }) else { return false }
    return number.normalized.scale <= decimals && number.integerDigits <= digits - decimals
  }

  static func writeText(_ value: borrowing Span<UInt8>, size: Int, into output: inout [UInt8]) -> ValueFault? {
    guard value.count <= size || characters(of: value, upTo: value.count) <= size else { return tooLong(size) }
    output.append(value)
    return nil
  }

  static func writeImplied(
    _ value: borrowing Span<UInt8>, _ digits: Int, _ decimals: Int, into output: inout [UInt8]
  ) -> ValueFault? {
    var point = 0
    while point < value.count, value[point] &- 48 < 10 { point += 1 }
    guard point == value.count || value[point] == UInt8(ascii: ".") else { return doesNotFit(digits, decimals) }
    let fraction = min(point + 1, value.count)..<value.count
    let isZero = point == 1 && value[0] == 48
    let integers = isZero ? 0..<0 : 0..<point
    guard fraction.count <= decimals, integers.count <= digits - decimals else { return doesNotFit(digits, decimals) }
    output.append(48, count: digits - decimals - integers.count)
    output.append(value.extracting(integers))
    output.append(value.extracting(fraction))
    output.append(48, count: decimals - fraction.count)
    return nil
  }

  private static func put(_ value: borrowing Span<UInt8>, picture: StaticString, into output: inout [UInt8]) {
    output.append(addingCapacity: picture.utf8CodeUnitCount) { output in
      var next = 0
      for offset in 0..<picture.utf8CodeUnitCount {
        let wanted = picture.utf8Start[offset]
        if wanted == UInt8(ascii: "D"), next < value.count {
          output.append(value[next])
          next += 1
        } else {
          output.append(wanted)
        }
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

extension [UInt8] {
  mutating func append(_ bytes: borrowing Span<UInt8>) {
    bytes.withUnsafeBufferPointer { append(contentsOf: $0) }
  }

  mutating func append(_ byte: UInt8, count: Int) {
    append(addingCapacity: count) { $0.append(repeating: byte, count: count) }
  }
}
