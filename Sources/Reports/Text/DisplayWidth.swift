/// How many cells of a terminal or a fixed-pitch page a text takes.
enum DisplayWidth {
  /// Accents that combine take none, East Asian wide characters two, all others one.
  static func of(_ text: some StringProtocol) -> Int { text.reduce(0) { $0 + of($1) } }

  static func of(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    if scalar.value < 0x300 { return scalar.value < 0x20 ? 0 : 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: return isWide(scalar.value) ? 2 : 1
    }
  }

  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}

extension StringProtocol {
  /// This text filled with blanks up to `width` cells.
  func padded(to width: Int, rightAligned: Bool = false) -> String {
    let blanks = String(repeating: " ", count: Swift.max(0, width - DisplayWidth.of(self)))
    return rightAligned ? blanks + self : self + blanks
  }

  /// This text cut to `width` cells of a terminal, the last of them `…` when something was cut.
  public func clipped(to width: Int) -> String {
    guard DisplayWidth.of(self) > width else { return String(self) }
    var (result, used) = ("", 0)
    for character in self {
      used += DisplayWidth.of(character)
      if used > Swift.max(0, width - 1) { break }
      result.append(character)
    }
    return width > 0 ? result + "…" : ""
  }
}
