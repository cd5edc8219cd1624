import EDIModel

/// Which characters a layout of records can write.
struct TextCharacters {
  let encoding: TextLayout.Encoding
  let separator: UInt8?
  let log: DeclarationLog

  /// Reports the first character of a fixed text that no file of this layout can hold. Returns whether all can stand.
  @discardableResult
  func check(_ text: String, at place: DeclarationPlace) -> Bool {
    guard let bad = text.unicodeScalars.first(where: { !canHold($0) }) else { return true }
    let shown = "U+" + String(bad.value, radix: 16, uppercase: true) + (bad.properties.isAlphabetic ? " (\(bad))" : "")
    log.report(
      .layoutCharacter, at: place,
      Bilingual(
        pt: "o caractere \(shown) não cabe em um arquivo deste layout",
        en: "the character \(shown) cannot stand in a file of this layout"),
      hint: Bilingual(
        pt: "codificação \(encoding.rawValue), sem caracteres de controle nem o separador",
        en: "encoding \(encoding.rawValue), no control characters and not the separator"))
    return false
  }

  private func canHold(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) { return false }
    if let separator, scalar.value == UInt32(separator) { return false }
    switch encoding {
    case .utf8: return true
    case .latin1: return scalar.value <= 0xFF
    case .windows1252: return scalar.value <= 0xFF || Self.windowsOnly.contains(scalar)
    }
  }

  /// What Windows-1252 has in the places 80 to 9F.
  private static let windowsOnly = Set("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ".unicodeScalars)
}
