import EDIModel

/// Why a spelling is not a value, or a value has no spelling: the part of a finding that does not depend on the place.
///
/// An object, so that the answer for all the values that are right is one empty word.
final class ValueFault: Error {
  let code: FindingCode
  let expected: Bilingual

  init(code: FindingCode, expected: Bilingual) {
    self.code = code
    self.expected = expected
  }
}

extension ValueFault {
  static func text(longerThan size: Int) -> ValueFault {
    ValueFault(
      code: .fieldTooLong, expected: Bilingual(pt: "no máximo \(size) caracteres", en: "at most \(size) characters"))
  }

  static func number(integerDigits: Int, decimals: Int, code: FindingCode, sample: String) -> ValueFault {
    ValueFault(
      code: code,
      expected: Bilingual(
        pt: "número com até \(integerDigits) dígitos inteiros e \(decimals) decimais, ex.: \(sample)",
        en: "a number of at most \(integerDigits) integer digits and \(decimals) decimals, e.g. \(sample)"))
  }

  static func date(_ picture: Bilingual) -> ValueFault {
    ValueFault(
      code: .fieldNotADate,
      expected: Bilingual(pt: "data real no formato \(picture.pt)", en: "a real date as \(picture.en)"))
  }

  static func time(_ picture: Bilingual) -> ValueFault {
    ValueFault(
      code: .fieldNotATime,
      expected: Bilingual(pt: "hora real no formato \(picture.pt)", en: "a real time as \(picture.en)"))
  }

  static let tooLargeSum = ValueFault(
    code: .targetTooLong,
    expected: Bilingual(
      pt: "uma soma de até \(ExactDecimal.maximumDigits) dígitos",
      en: "a sum of at most \(ExactDecimal.maximumDigits) digits"))

  static func list(_ spellings: [String]) -> ValueFault {
    let shown = spellings.joined(separator: ", ")
    return ValueFault(code: .fieldNotInList, expected: Bilingual(pt: "um destes: \(shown)", en: "one of: \(shown)"))
  }
}
