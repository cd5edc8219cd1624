import EDIModel
import Filesystem
import Glibc
import Reports

/// The terminal of long work: lines that stay, and below them one line that tells how far it is, rewritten in place.
final class Console: Sendable {
  let style: Style
  private let status = Lock("")

  init(style: Style) { self.style = style }

  /// Shows where things stand; writes only when that has changed.
  func show(_ current: Bilingual) {
    // One cell stays free: a full line would wrap, and a wrapped line cannot be rewritten.
    let text = current[style.language].clipped(to: (style.width ?? 80) - 1)
    status.withLock { shown in
      guard shown != text else { return }
      Self.write(Self.erase + text)
      shown = text
    }
  }

  /// Writes a line that stays, above the one that is rewritten.
  func say(_ line: String) { status.withLock { shown in Self.write(Self.erase + line + "\n" + shown) } }

  /// Writes a line that stays, in the reader's language.
  func say(_ line: Bilingual) { say(line[style.language]) }

  /// Leaves the place of the rewritten line for what comes next.
  func end() {
    status.withLock { shown in
      if !shown.isEmpty { Self.write(Self.erase) }
      shown = ""
    }
  }

  private static let erase = "\r\u{1B}[K"

  private static func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
