public import EDIModel

/// Why a layout's XML machinery could not be set up: a mistake on our side, never the partner's.
public struct XMLSetupError: Error, Sendable, CustomStringConvertible {
  /// The stable code: `xml.schema` (the layout's XSD does not compile) or `xml.memory`.
  public let code: String
  /// The layout, as `flow/name`; empty when it is none's fault.
  public let layout: String
  /// What is wrong, and where in the XSD.
  public let message: Bilingual

  static let memory = XMLSetupError(
    code: "xml.memory", layout: "",
    message: Bilingual(pt: "Faltou memória para ler XML", en: "There was not enough memory to read XML"))

  static func schema(_ layout: String, _ details: String) -> XMLSetupError {
    XMLSetupError(
      code: "xml.schema", layout: layout,
      message: Bilingual(
        pt: "O XSD do layout não compila: \(details)", en: "The layout's XSD does not compile: \(details)"))
  }

  /// The code, the layout and the message in Portuguese.
  public var description: String { "\(code): \(layout): \(message.pt)" }
}
