import EDIModel

/// Reads templates: `"{empresa}|{filial}"`, text with fields in braces.
struct TemplateReader {
  let fields: FieldTable

  /// The parts of a template for rows of the group `scope`; at least one of them is a field.
  func read(_ text: Located<String>, seenFrom scope: Int) -> [TemplatePart]? {
    var parts: [TemplatePart] = []
    var rest = text.value[...]
    while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else { return refuse(text) }
      if open > rest.startIndex { parts.append(.literal(String(rest[..<open]))) }
      let name = Located(String(rest[rest.index(after: open)..<close]), at: text.place)
      guard !name.value.isEmpty, !name.value.contains("{") else { return refuse(text) }
      guard let ref = fields.field(name), fields.check(ref, isSeenFrom: scope, at: name.place) else { return nil }
      parts.append(.field(ref))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.literal(String(rest))) }
    let hasField = parts.contains { if case .field = $0 { true } else { false } }
    return hasField ? parts : refuse(text)
  }

  /// The most characters that a template can take.
  func size(of parts: [TemplatePart]) -> Int {
    parts.reduce(0) { total, part in
      switch part {
      case .literal(let text): total + text.unicodeScalars.count
      case .field(let ref): total + fields.shape[ref].type.canonicalSize
      }
    }
  }

  private func refuse(_ text: Located<String>) -> [TemplatePart]? {
    fields.log.report(
      .layoutTemplate, at: text.place,
      Bilingual(pt: "`\(text.value)` não é um modelo de texto", en: "`\(text.value)` is not a template"),
      hint: Bilingual(
        pt: "um modelo tem ao menos um campo entre chaves: \"{numero}\"; texto fixo é `constant`",
        en: "a template has at least one field in braces: \"{numero}\"; a fixed text is a `constant`"))
    return nil
  }
}

extension ValueType {
  /// The most characters that a canonical value takes.
  var canonicalSize: Int {
    switch self {
    case .text(let size): size
    case .decimal(let digits, let decimals): digits + (decimals > 0 ? 2 : 1)
    case .date: 8
    case .time: 6
    case .datetime: 14
    case .boolean: 1
    case .code(let values): values.map(\.unicodeScalars.count).max() ?? 0
    }
  }
}
