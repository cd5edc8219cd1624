/// Hands what the parser reads to the normaliser.
final class XMLReading: XMLListener {
  /// Not checked for overlapping access, which costs a tenth of the whole: the parser's callbacks never nest.
  @exclusivity(unchecked) var normaliser: Normaliser

  init(_ normaliser: Normaliser) { self.normaliser = normaliser }

  func startElement(_ name: XMLName, isForeign: Bool, attributes: XMLAttributes, position: XMLPosition) -> Bool {
    normaliser.startElement(name, isForeign: isForeign, attributes: attributes, position: position)
  }

  func endElement() { normaliser.endElement() }
  func text(_ bytes: UnsafeBufferPointer<UInt8>) { normaliser.text(bytes) }
  func controlCharactersAhead() { normaliser.checksControls = true }
}
