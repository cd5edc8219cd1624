public import EDIModel

/// How texts look on a terminal.
public struct Style: Sendable {
  /// The language of all words.
  public var language: Language
  /// Whether colours may be used. They only ever underline what the words say already.
  public var usesColours: Bool
  /// Cells of a line; `nil` when the output is no terminal and nothing is cut.
  public var width: Int?

  /// Makes a style.
  public init(language: Language = .pt, usesColours: Bool = false, width: Int? = nil) {
    self.language = language
    self.usesColours = usesColours
    self.width = width
  }

  enum Colour: String {
    case red = "\u{1B}[1;31m"
    case yellow = "\u{1B}[1;33m"
    case cyan = "\u{1B}[36m"
    case bold = "\u{1B}[1m"
    case faint = "\u{1B}[2m"
  }

  func paint(_ text: String, _ colour: Colour) -> String {
    usesColours ? colour.rawValue + text + "\u{1B}[0m" : text
  }

  func paint(_ text: String, as severity: Severity) -> String {
    switch severity {
    case .error: paint(text, .red)
    case .warning: paint(text, .yellow)
    case .notice: paint(text, .cyan)
    }
  }
}
