import EDIModel
import Filesystem
import Glibc
import Reports

/// Where a command speaks: results on standard output, messages on standard error.
struct Terminal: Sendable {
  let language: Language
  /// Whether results are data for other programs.
  let isJSON: Bool

  /// How results look.
  var style: Style { style(of: STDOUT_FILENO) }
  /// How messages look.
  var messageStyle: Style { style(of: STDERR_FILENO) }
  /// Where long work tells how far it is; `nil` when nobody watches.
  var console: Console? { isatty(STDERR_FILENO) == 1 ? Console(style: messageStyle) : nil }

  /// Writes a result.
  func print(_ text: String) throws { try write(Array(text.utf8)) }

  /// Writes a result as data.
  func print(json value: some Encodable) throws { try print(try JSONText.encode(value)) }

  /// Where results go.
  var results: CInt { STDOUT_FILENO }

  /// Writes bytes as they are.
  func write(_ bytes: [UInt8]) throws { try Self.write(bytes, to: results) }

  /// Writes a message; when even that fails there is nobody left to tell.
  func say(_ text: String) { try? Self.write(Array(text.utf8), to: STDERR_FILENO) }

  /// Writes a message line in the reader's language.
  func say(_ text: Bilingual) { say(text[language] + "\n") }

  /// Says what went wrong.
  func say(_ failure: CommandFailure) {
    say("malote: " + failure.message[language] + "\n")
    if let remedy = failure.remedy { say("  " + remedy[language] + "\n") }
  }

  private func style(of descriptor: Int32) -> Style {
    guard isatty(descriptor) == 1 else { return Style(language: language) }
    return Style(
      language: language, usesColours: Environment.value("NO_COLOR") == nil && Environment.value("TERM") != "dumb",
      width: Self.width(of: descriptor))
  }

  private static func width(of descriptor: Int32) -> Int? {
    if let columns = Environment.value("COLUMNS").flatMap({ Int($0) }), columns > 0 { return columns }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Writes all bytes to standard output or error, or to what stands in for them.
  static func write(_ bytes: [UInt8], to descriptor: Int32) throws(FileSystemError) {
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileSystemError(.write, path: "stdout", code: errno) }
      done += count
    }
  }
}

/// What the process was started with.
enum Environment {
  /// A variable's value; `nil` when it is missing or empty.
  static func value(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// The language of `LC_ALL`, `LC_MESSAGES` or `LANG`: English only when it is asked for.
  static var language: Language {
    let chosen = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { value($0) }.first
    return chosen?.lowercased().hasPrefix("en") == true ? .en : .pt
  }
}
