import EDIModel
import Filesystem
import Glibc
import Pipeline

/// The one line that tells a person at a terminal what the gateway is doing, rewritten in place.
final class StatusLine: Sendable {
  private let language: Language
  private let shown = Lock("")

  init(language: Language) { self.language = language }

  /// Shows where things stand; writes only when that has changed.
  func show(_ status: GatewayStatus) {
    let text = Self.text(status)[language]
    shown.withLock { last in
      guard last != text else { return }
      Self.write("\r\u{1B}[K" + text)
      last = text
    }
  }

  /// Leaves the line for what is written next.
  func end() {
    shown.withLock { last in
      if !last.isEmpty { Self.write("\r\u{1B}[K") }
      last = ""
    }
  }

  private static func text(_ status: GatewayStatus) -> Bilingual {
    let troubles = status.closedInboxes.union(status.closedOutboxes).sorted().joined(separator: ", ")
    let current = status.current.map { "  \($0.id): \($0.document * 100 / max(1, $0.documents)) %" } ?? ""
    return Bilingual(
      pt: "Malote: \(status.files) arquivos, \(status.delivered) entregues, \(status.rejected) recusados, "
        + "\(status.unfinished) incompletos" + (troubles.isEmpty ? "" : "  [parado: \(troubles)]") + current,
      en: "Malote: \(status.files) files, \(status.delivered) delivered, \(status.rejected) rejected, "
        + "\(status.unfinished) incomplete" + (troubles.isEmpty ? "" : "  [stopped: \(troubles)]") + current)
  }

  private static func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
