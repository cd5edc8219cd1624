import EDIModel

/// A value together with the place where it is written.
public struct Located<Value: Sendable>: Sendable {
  /// The value.
  public let value: Value
  /// Where it stands.
  public let place: DeclarationPlace

  /// Makes a located value.
  public init(_ value: Value, at place: DeclarationPlace) {
    self.value = value
    self.place = place
  }
}

/// One value of a declaration: a scalar, a sequence or a mapping. Each accessor says what is wanted; when something else
/// is there it reports that and returns `nil`.
public struct StrictNode {
  enum Content {
    case scalar(String)
    case sequence([StrictNode])
    case mapping([Entry])
    /// Refused and reported already: whoever asks for it gets nothing and says nothing.
    case refused
  }

  /// One key of a mapping with its value.
  public struct Entry {
    /// The key, as text.
    public let key: Located<String>
    /// Its value.
    public let value: StrictNode
  }

  let content: Content
  /// Where it stands.
  public let place: DeclarationPlace
  /// Where mistakes are taken down.
  public let log: DeclarationLog

  /// Whether it is a scalar.
  public var isScalar: Bool { if case .scalar = content { true } else { false } }
  /// Whether it is a sequence.
  public var isSequence: Bool { if case .sequence = content { true } else { false } }
  /// Whether it is a mapping.
  public var isMapping: Bool { if case .mapping = content { true } else { false } }

  /// The scalar as text, exactly as written, not empty.
  public func text() -> Located<String>? {
    guard case .scalar(let text) = content else { return wrongType(Bilingual(pt: "um texto", en: "a text")) }
    return text.isEmpty ? empty() : Located(text, at: place)
  }

  /// The scalar as a whole number within `range`.
  public func integer(in range: ClosedRange<Int>) -> Located<Int>? {
    guard case .scalar(let text) = content, let number = Int(text), String(number) == text else {
      return wrongType(Bilingual(pt: "um número inteiro", en: "a whole number"))
    }
    if range.contains(number) { return Located(number, at: place) }
    let (low, high) = (range.lowerBound, range.upperBound)
    log.report(
      .yamlOutOfRange, at: place,
      Bilingual(pt: "\(number) não está entre \(low) e \(high)", en: "\(number) is not between \(low) and \(high)"))
    return nil
  }

  /// The scalar as `true` or `false`; nothing else is a boolean.
  public func boolean() -> Located<Bool>? {
    guard case .scalar(let text) = content, let value = Bool(text) else {
      return wrongType(Bilingual(pt: "`true` ou `false`", en: "`true` or `false`"))
    }
    return Located(value, at: place)
  }

  /// The scalar as one of a closed list of words.
  public func choice<Choice: RawRepresentable & CaseIterable & Sendable>(
    _ type: Choice.Type
  ) -> Located<Choice>? where Choice.RawValue == String {
    guard let text = text() else { return nil }
    if let value = Choice(rawValue: text.value) { return Located(value, at: place) }
    let words = Choice.allCases.map(\.rawValue)
    log.report(
      .yamlNotAChoice, at: place,
      Bilingual(pt: "`\(text.value)` não existe aqui", en: "`\(text.value)` does not exist here"),
      hint: Spelling.hint(for: text.value, among: words))
    return nil
  }

  /// The items of a sequence, at least one.
  public func items() -> [StrictNode]? {
    guard case .sequence(let items) = content else { return wrongType(Bilingual(pt: "uma lista", en: "a list")) }
    return items.isEmpty ? empty() : items
  }

  /// One text, or a list of texts.
  public func texts() -> [Located<String>]? {
    guard isSequence else { return text().map { [$0] } }
    return items()?.compactMap { $0.text() }
  }

  /// The mapping, which must not be empty. `kind` names the sort of mapping, for the vocabulary of the language.
  public func mapping(_ kind: String = "") -> StrictMapping? {
    guard case .mapping(let entries) = content else {
      return wrongType(Bilingual(pt: "um bloco de chaves e valores", en: "a block of keys and values"))
    }
    return entries.isEmpty ? empty() : StrictMapping(kind: kind, entries: entries, place: place, log: log)
  }

  /// The same node with every scalar rewritten.
  func mapScalars(_ change: (Located<String>) -> String) -> StrictNode {
    let changed: Content =
      switch content {
      case .scalar(let text): .scalar(change(Located(text, at: place)))
      case .sequence(let items): .sequence(items.map { $0.mapScalars(change) })
      case .refused: .refused
      case .mapping(let entries):
        .mapping(entries.map { Entry(key: $0.key, value: $0.value.mapScalars(change)) })
      }
    return StrictNode(content: changed, place: place, log: log)
  }

  private func wrongType<Value>(_ wanted: Bilingual) -> Value? {
    if case .scalar("") = content { return empty() }
    if case .refused = content { return nil }
    log.reportWrongType(at: place, wanted: wanted)
    return nil
  }

  private func empty<Value>() -> Value? {
    log.report(.yamlEmpty, at: place, Bilingual(pt: "falta o valor", en: "the value is missing"))
    return nil
  }
}

extension DeclarationLog {
  func reportWrongType(at place: DeclarationPlace, wanted: Bilingual) {
    report(
      .yamlWrongType, at: place, Bilingual(pt: "esperava-se \(wanted.pt)", en: "expected \(wanted.en)"))
  }
}
