import EDIModel

/// Chooses how a type is spelled in a layout: the format's own way, or the one that `form` names.
struct FormReader {
  /// The spellings that `form` can name.
  enum Name: String, CaseIterable {
    /// A text whose line breaks are blanks.
    case oneLine = "one-line"
    /// A date as `2026-08-27T00:00:00`.
    case isoDatetime = "iso-datetime"
    /// A datetime as `2026-08-27`.
    case isoDate = "iso-date"
    /// Dates and times with separators.
    case iso
    /// Dates and times as digits alone.
    case basic
    /// Numbers with a dot.
    case point
    /// Numbers whose last digits are decimals.
    case implied
    /// `S` and `N`.
    case sn = "s-n"
    /// `T` (total) for yes, `P` (partial) for no.
    case pt = "p-t"
    /// `true` and `false`.
    case trueFalse = "true-false"
  }

  let context: LayoutContext
  private var isXML: Bool { context.kind == .xml }

  /// The form of a field's type; `nil` when the named one does not exist for it.
  func form(for type: ValueType, named name: Located<Name>?, codes: [Form.CodeEntry]?, ignoresCase: Bool) -> Form? {
    switch type {
    case .text(let size): text(size, name)
    case .decimal(let digits, let decimals): decimal(digits, decimals, name)
    case .date: date(name)
    case .time: separated(name).map { .time(separated: $0) }
    case .datetime: name?.value == .isoDate ? .datetimeOfDate : separated(name).map { .datetime(separated: $0) }
    case .boolean: boolean(name)
    case .code(let values):
      name == nil
        ? .code(codes ?? values.map { Form.CodeEntry(outer: $0, inner: $0) }, ignoresCase: ignoresCase)
        : refuse(name, [])
    }
  }

  private func text(_ size: Int, _ name: Located<Name>?) -> Form? {
    switch name?.value {
    case nil: .text(size: size)
    case .oneLine: .oneLine(size: size)
    default: refuse(name, [.oneLine])
    }
  }

  private func decimal(_ digits: Int, _ decimals: Int, _ name: Located<Name>?) -> Form? {
    switch name?.value ?? (isXML ? .point : .implied) {
    case .point: .pointDecimal(digits: digits, decimals: decimals)
    case .implied: .impliedDecimal(digits: digits, decimals: decimals)
    default: refuse(name, [.point, .implied])
    }
  }

  private func date(_ name: Located<Name>?) -> Form? {
    switch name?.value ?? (isXML ? .iso : .basic) {
    case .iso: .date(separated: true)
    case .basic: .date(separated: false)
    case .isoDatetime: .dateOfDatetime
    default: refuse(name, [.iso, .basic, .isoDatetime])
    }
  }

  private func separated(_ name: Located<Name>?) -> Bool? {
    switch name?.value ?? (isXML ? .iso : .basic) {
    case .iso: true
    case .basic: false
    default: refuse(name, [.iso, .basic])
    }
  }

  private func boolean(_ name: Located<Name>?) -> Form? {
    switch name?.value ?? (isXML ? .trueFalse : .sn) {
    case .trueFalse: .boolean(yes: "true", no: "false")
    case .sn: .boolean(yes: "S", no: "N")
    case .pt: .boolean(yes: "T", no: "P")
    default: refuse(name, [.trueFalse, .sn, .pt])
    }
  }

  private func refuse<Value>(_ name: Located<Name>?, _ existing: [Name]) -> Value? {
    guard let name else { return nil }
    let word = name.value.rawValue
    let hint =
      existing.isEmpty
      ? Bilingual(pt: "este tipo não tem `form`", en: "this type has no `form`")
      : Spelling.hint(for: word, among: existing.map(\.rawValue))
    context.log.report(
      .layoutForm, at: name.place,
      Bilingual(pt: "a forma `\(word)` não serve para este tipo", en: "the form `\(word)` does not fit this type"),
      hint: hint)
    return nil
  }
}
