public import EDIModel

/// The gateway is to stop: thrown out of the middle of a long file, which the next start takes on.
struct GatewayStopping: Error {}

/// What keeps a gateway from working. What a partner did wrong is never one of these.
public enum GatewayError: Error, Sendable {
  /// Another gateway holds the site's lock.
  case alreadyRunning(path: String)
  /// A file number has outgrown its column in the layout.
  case fileNumberTooLarge(String, Finding)
  /// What was asked for does not exist or cannot be done; said to the one who asked.
  case request(Bilingual)

  static func unknown(_ subject: String) -> GatewayError {
    .request(
      Bilingual(
        pt: "não há \(subject) que possa ser refeito ou reenviado", en: "there is no \(subject) to redo or resend"))
  }

  /// What happened, and what to do.
  public var message: Bilingual {
    switch self {
    case .alreadyRunning(let path):
      Bilingual(
        pt: "outro Malote já trabalha em \(path); só um por instalação",
        en: "another Malote already works on \(path); only one per site")
    case .fileNumberTooLarge(let layout, _):
      Bilingual(
        pt: "o número sequencial não cabe mais no layout \(layout); aumente a coluna e avise os responsáveis (MIT006)",
        en: "the sequence number has outgrown the layout \(layout); widen the column, tell those responsible (MIT006)")
    case .request(let text): text
    }
  }
}
