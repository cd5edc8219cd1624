/// A line of a file with the place of one byte in it: what the caret of a finding points at.
///
/// The line is cut to a window around that byte, so a document on one line of a megabyte is as readable as any other.
public struct Excerpt: Sendable, Hashable {
  /// The window, printable, in one line.
  public let text: String
  /// How many cells stand before the byte.
  public let caret: Int

  /// Takes the line around `offset` out of a stretch of a file, at most `width` cells of it.
  ///
  /// Bytes that are no UTF-8 are shown as ISO-8859-1 would, which is what TXT files come in; control characters as `·`.
  /// `nil` when `offset` lies outside the stretch.
  public init?(of bytes: [UInt8], at offset: Int, width: Int = 96) {
    guard bytes.indices.contains(offset) || offset == bytes.count else { return nil }
    let isEnd: (UInt8) -> Bool = { $0 == 0x0A || $0 == 0x0D }
    let start = bytes[..<offset].lastIndex(where: isEnd).map { $0 + 1 } ?? 0
    let end = bytes[offset...].firstIndex(where: isEnd) ?? bytes.count
    let before = Self.characters(of: bytes[start..<offset])
    let after = Self.characters(of: bytes[offset..<end])
    let kept = before.suffix(max(width * 3 / 5, width - after.count))
    let isCutLeft = kept.count < before.count
    let left = isCutLeft ? ["…"] + kept.dropFirst() : Array(kept)
    let room = max(1, width - left.count)
    let right = after.count > room ? after.prefix(room - 1) + ["…"] : after[...]
    text = String(left + right)
    caret = left.reduce(0) { $0 + DisplayWidth.of($1) }
  }

  private static func characters(of bytes: ArraySlice<UInt8>) -> [Character] {
    let text =
      String(validating: trimmedToCharacters(bytes), as: UTF8.self)
      ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    return text.map { character in
      let isShown = character.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
      return isShown ? character : "·"
    }
  }

  /// Without the rest of a character that the stretch cuts at its start or end.
  private static func trimmedToCharacters(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let whole = bytes.drop { $0 & 0xC0 == 0x80 }
    guard whole.count >= bytes.count - 3, let last = whole.lastIndex(where: { $0 & 0xC0 != 0x80 }) else { return bytes }
    let needed = whole[last] >= 0xF0 ? 4 : whole[last] >= 0xE0 ? 3 : whole[last] >= 0xC0 ? 2 : 1
    return whole.endIndex - last < needed ? whole[..<last] : whole
  }
}
