public import EDIModel

/// A mapping of a declaration. Every key is either asked for or refused by ``finish()``.
///
/// ```swift
/// let name = mapping.requiredText("name")
/// let size = mapping.integer("size", in: 1...999)
/// mapping.finish()
/// ```
public final class StrictMapping {
  /// The sort of mapping, for the vocabulary of the language; may be empty.
  public let kind: String
  /// Where it starts.
  public let place: DeclarationPlace
  /// Where mistakes are taken down.
  public let log: DeclarationLog
  private let all: [StrictNode.Entry]
  private var asked: Set<String> = []
  private var isOpen = false

  init(kind: String, entries: [StrictNode.Entry], place: DeclarationPlace, log: DeclarationLog) {
    self.kind = kind
    self.all = entries
    self.place = place
    self.log = log
  }

  /// Every entry in order, for mappings whose keys are names of the author's own. ``finish()`` then refuses nothing.
  public var entries: [StrictNode.Entry] {
    isOpen = true
    return all
  }

  /// The value of a key, if it is there.
  public func node(_ key: String) -> StrictNode? {
    asked.insert(key)
    return all.first { $0.key.value == key }?.value
  }

  /// The value of a key, which must be there.
  public func required(_ key: String) -> StrictNode? {
    if let node = node(key) { return node }
    log.report(
      .yamlMissingKey, at: place, Bilingual(pt: "falta a chave `\(key)`", en: "the key `\(key)` is missing"))
    return nil
  }

  /// The place of a key, or that of the mapping when it is not there.
  public func place(of key: String) -> DeclarationPlace { all.first { $0.key.value == key }?.key.place ?? place }

  /// Whether a key is there; it counts as asked for.
  public func has(_ key: String) -> Bool { node(key) != nil }

  /// Reports every key that nobody asked for, with the one that was probably meant. Call it last.
  public func finish() {
    if !kind.isEmpty { log.note(asked, of: kind) }
    guard !isOpen else { return }
    for entry in all where !asked.contains(entry.key.value) {
      let key = entry.key.value
      log.report(
        .yamlUnknownKey, at: entry.key.place,
        Bilingual(pt: "a chave `\(key)` não existe aqui", en: "the key `\(key)` does not exist here"),
        hint: Spelling.hint(for: key, among: asked.sorted()))
    }
  }
}

extension StrictMapping {
  /// The text of a key, if it is there.
  public func text(_ key: String) -> Located<String>? { node(key)?.text() }
  /// The text of a key, which must be there.
  public func requiredText(_ key: String) -> Located<String>? { required(key)?.text() }
  /// The whole number of a key, if it is there.
  public func integer(_ key: String, in range: ClosedRange<Int>) -> Located<Int>? { node(key)?.integer(in: range) }
  /// The boolean of a key, if it is there.
  public func boolean(_ key: String) -> Located<Bool>? { node(key)?.boolean() }
  /// The word of a key out of a closed list, if it is there.
  public func choice<Choice: RawRepresentable & CaseIterable & Sendable>(
    _ key: String, of type: Choice.Type
  ) -> Located<Choice>? where Choice.RawValue == String { node(key)?.choice(type) }

  /// The label `pt` and `en`, both of which must be there.
  public func label() -> Bilingual? {
    let (pt, en) = (requiredText("pt"), requiredText("en"))
    guard let pt, let en else { return nil }
    return Bilingual(pt: pt.value, en: en.value)
  }

  /// The label `pt` and `en`, or `standard` where neither is there. One without the other is a mistake.
  public func label(or standard: Bilingual) -> Bilingual {
    guard has("pt") || has("en") else { return standard }
    return label() ?? standard
  }
}
