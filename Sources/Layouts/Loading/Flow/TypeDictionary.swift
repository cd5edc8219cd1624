import EDIModel

/// The site's field types by name, read from `common/dictionary.yaml`.
struct TypeDictionary {
  /// A type with its label.
  struct Entry {
    let type: ValueType
    let label: Bilingual
    let notes: DocumentShape.Field.Notes
  }

  /// The types that were read without a mistake.
  private(set) var entries: [String: Entry] = [:]
  /// Every name that the file declares, in order.
  private(set) var names: [String] = []

  init(_ root: StrictMapping) {
    _ = root.required("dictionary")?.integer(in: 1...1)
    for entry in root.required("types")?.mapping()?.entries ?? [] {
      names.append(entry.key.value)
      guard let mapping = entry.value.mapping("type") else { continue }
      entries[entry.key.value] = Self.entry(mapping)
    }
    root.finish()
  }

  /// The kinds of types that the dictionary can declare.
  enum Kind: String, CaseIterable { case text, decimal, date, time, datetime, boolean, code }

  private static func entry(_ mapping: StrictMapping) -> Entry? {
    let kind = mapping.required("type")?.choice(Kind.self)
    let label = mapping.label()
    let origin = mapping.text("origin")
    let type = kind.flatMap { Self.type($0.value, mapping) }
    let codes = kind?.value == .code ? meanings(mapping) : []
    // Without a kind nobody can say which other keys belong here.
    if kind != nil { mapping.finish() }
    guard let type, let label else { return nil }
    return Entry(type: type, label: label, notes: DocumentShape.Field.Notes(origin: origin?.value, codes: codes))
  }

  private static func type(_ kind: Kind, _ mapping: StrictMapping) -> ValueType? {
    switch kind {
    case .text: mapping.required("size")?.integer(in: 1...100_000).map { .text(size: $0.value) }
    case .decimal: decimal(mapping)
    case .date: .date
    case .time: .time
    case .datetime: .datetime
    case .boolean: .boolean
    case .code: codes(mapping)
    }
  }

  private static func decimal(_ mapping: StrictMapping) -> ValueType? {
    let digits = mapping.required("digits")?.integer(in: 1...ExactDecimal.maximumDigits)
    let decimals = mapping.required("decimals")?.integer(in: 0...ExactDecimal.maximumDigits)
    guard let digits, let decimals else { return nil }
    guard decimals.value <= digits.value else {
      mapping.log.report(
        .dictionaryDecimals, at: decimals.place,
        Bilingual(
          pt: "\(decimals.value) decimais não cabem em \(digits.value) dígitos",
          en: "\(decimals.value) decimals do not fit into \(digits.value) digits"),
        hint: Bilingual(pt: "`digits` conta todos os dígitos", en: "`digits` counts all the digits"))
      return nil
    }
    return .decimal(digits: digits.value, decimals: decimals.value)
  }

  private static func codes(_ mapping: StrictMapping) -> ValueType? {
    mapping.required("values")?.mapping().map { .code($0.entries.map(\.key.value)) }
  }

  /// What people call each value.
  private static func meanings(_ mapping: StrictMapping) -> [(value: String, meaning: Bilingual)] {
    (mapping.node("values")?.mapping()?.entries ?? []).compactMap { value in
      let mapping = value.value.mapping("code")
      defer { mapping?.finish() }
      return mapping?.label().map { (value.key.value, $0) }
    }
  }
}
