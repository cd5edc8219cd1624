/// A text for people: Brazilian Portuguese first, English second.
public struct Bilingual: Sendable, Hashable, Codable {
  /// Brazilian Portuguese.
  public let pt: String
  /// English.
  public let en: String

  /// Makes a text from its two languages.
  public init(pt: String, en: String) {
    self.pt = pt
    self.en = en
  }

  /// A text that is the same in both languages: a code, a number, a name.
  public init(_ both: String) { self.init(pt: both, en: both) }

  /// The text in one language.
  public subscript(language: Language) -> String { language == .pt ? pt : en }
}

/// The languages that people are spoken to in.
public enum Language: String, Sendable, Codable, CaseIterable {
  /// Brazilian Portuguese, the default.
  case pt
  /// English.
  case en
}
