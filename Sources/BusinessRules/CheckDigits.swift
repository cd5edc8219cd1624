import EDIModel

extension Rule.CheckDigits {
  /// Whether a value has the form of this numbering and the check digits that follow from the rest of it.
  func accepts(_ value: borrowing Span<UInt8>) -> Bool {
    switch self {
    case .cnpj: Self.isCNPJ(value)
    case .cpf: Self.isCPF(value)
    case .accessKey: Self.isAccessKey(value)
    }
  }

  /// Twelve letters and digits, then two digits: modulo 11 with the weights 2 to 9 from the right, once without and once
  /// with the first check digit. A letter counts as its ASCII code less 48.
  private static func isCNPJ(_ value: borrowing Span<UInt8>) -> Bool {
    guard value.count == 14, !isRepeated(value) else { return false }
    return (12...13).allSatisfy { length in
      guard let sum = weighted(value, length, largest: 9), let digit = digit(value[length]) else { return false }
      return digit == checkDigit(sum)
    }
  }

  /// Nine digits, then two: modulo 11 with weights that grow from 2, from the right.
  private static func isCPF(_ value: borrowing Span<UInt8>) -> Bool {
    guard value.count == 11, !isRepeated(value) else { return false }
    return (9...10).allSatisfy { length in
      guard (0..<length).allSatisfy({ digit(value[$0]) != nil }), let sum = weighted(value, length, largest: 11),
        let digit = digit(value[length])
      else { return false }
      return digit == checkDigit(sum)
    }
  }

  /// Forty-three places and their check digit; only the issuer's CNPJ, the seventh to the eighteenth, may have letters.
  private static func isAccessKey(_ value: borrowing Span<UInt8>) -> Bool {
    guard value.count == 44, let sum = weighted(value, 43, largest: 9), let last = digit(value[43])
    else { return false }
    let areDigits = (0..<43).allSatisfy { (6..<18).contains($0) || digit(value[$0]) != nil }
    return areDigits && last == checkDigit(sum)
  }

  /// The sum of the first `length` places, weighted 2, 3, ... from the right and from 2 again after `largest`; `nil`
  /// where there is something else than digits and capital letters.
  private static func weighted(_ value: borrowing Span<UInt8>, _ length: Int, largest: Int) -> Int? {
    var sum = 0
    for place in 0..<length {
      let byte = value[place]
      guard digit(byte) != nil || (0x41...0x5A).contains(byte) else { return nil }
      sum += (Int(byte) - 0x30) * (2 + (length - 1 - place) % (largest - 1))
    }
    return sum
  }

  private static func checkDigit(_ sum: Int) -> Int { sum % 11 < 2 ? 0 : 11 - sum % 11 }

  private static func digit(_ byte: UInt8) -> Int? { (0x30...0x39).contains(byte) ? Int(byte) - 0x30 : nil }

  /// One digit all over has right check digits and is nobody's.
  private static func isRepeated(_ value: borrowing Span<UInt8>) -> Bool {
    (1..<value.count).allSatisfy { value[$0] == value[0] }
  }
}

extension Rule.CheckDigits {
  /// What is wanted, in words.
  var wanted: Bilingual {
    switch self {
    case .cnpj: Bilingual(pt: "um CNPJ com os dígitos verificadores certos", en: "a CNPJ whose check digits are right")
    case .cpf: Bilingual(pt: "um CPF com os dígitos verificadores certos", en: "a CPF whose check digits are right")
    case .accessKey:
      Bilingual(
        pt: "uma chave de acesso de 44 posições com o dígito verificador certo",
        en: "an access key of 44 places whose check digit is right")
    }
  }
}
