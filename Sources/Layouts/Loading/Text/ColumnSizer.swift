import EDIModel

/// Finds the size of a column that is bound: what its type needs, unless the layout says more.
struct ColumnSizer {
  let context: LayoutContext
  let characters: TextCharacters
  private var log: DeclarationLog { context.log }

  /// The binding with its form made for the column, and the column's size; `nil` when there is none.
  func fit(
    _ binding: Binding, size: Located<Int>?, decimals: Located<Int>?, at place: DeclarationPlace
  ) -> (binding: Binding, size: Int)? {
    checkCharacters(of: binding, at: place)
    if let decimals, !binding.form.isDecimal { reportDecimals(decimals) }
    switch (binding.output, binding.form) {
    case (.sum, .pointDecimal(let digits, let fraction)) where context.kind == .positional:
      return implied(binding, digits, fraction, size, decimals)
    case (_, .impliedDecimal(let digits, let fraction)): return implied(binding, digits, fraction, size, decimals)
    case (.rowNumber, _), (.identifier, _), (.template, _):
      guard let size else {
        reportNoSize(at: place)
        return nil
      }
      return written(binding, size)
    default:
      let needed = binding.form.size
      if let size, size.value < needed { reportTooSmall(size, needs: needed) }
      return (binding, size?.value ?? needed)
    }
  }

  /// A number fills its column: digits beyond those of the type are leading zeros.
  private func implied(
    _ binding: Binding, _ digits: Int, _ fraction: Int, _ size: Located<Int>?, _ decimals: Located<Int>?
  ) -> (binding: Binding, size: Int) {
    let shown = decimals?.value ?? fraction
    if let decimals, decimals.value < fraction { reportTooSmall(decimals, needs: fraction) }
    let needed = digits - fraction + shown
    if let size, size.value < needed { reportTooSmall(size, needs: needed) }
    let width = size?.value ?? needed
    return (binding.with(form: .impliedDecimal(digits: width, decimals: shown)), width)
  }

  private func written(_ binding: Binding, _ size: Located<Int>) -> (binding: Binding, size: Int) {
    switch (binding.output, binding.form) {
    case (.rowNumber, _): return (binding.with(form: .impliedDecimal(digits: size.value, decimals: 0)), size.value)
    case (.template, .text(let needed)) where size.value < needed: reportTooSmall(size, needs: needed)
    default: break
    }
    return (binding, size.value)
  }

  private func checkCharacters(of binding: Binding, at place: DeclarationPlace) {
    switch binding.form {
    case .boolean(let yes, let no): characters.check(yes + no, at: place)
    case .code(let entries, _): for entry in entries { characters.check(entry.outer, at: place) }
    default: break
    }
    guard case .template(let parts) = binding.output else { return }
    for case .literal(let text) in parts { characters.check(text, at: place) }
  }

  func reportTooSmall(_ size: Located<Int>, needs needed: Int) {
    log.report(
      .layoutColumnTooSmall, at: size.place,
      Bilingual(
        pt: "\(size.value) não basta: o conteúdo precisa de \(needed)",
        en: "\(size.value) is too small: the content needs \(needed)"),
      hint: Bilingual(
        pt: "o tamanho do tipo está no dicionário; sem `size` ele é usado",
        en: "the type's size stands in the dictionary; without `size` it is used"))
  }

  private func reportNoSize(at place: DeclarationPlace) {
    log.report(
      .layoutColumnSize, at: place,
      Bilingual(pt: "a coluna precisa de `size`", en: "the column needs a `size`"),
      hint: Bilingual(pt: "o tamanho só é calculado para `field`", en: "the size is computed for a `field` only"))
  }

  private func reportDecimals(_ decimals: Located<Int>) {
    log.report(
      .layoutColumnSize, at: decimals.place,
      Bilingual(pt: "`decimals` só serve para um número", en: "`decimals` is only for a number"))
  }
}

extension Form {
  /// The most characters that a spelling takes.
  var size: Int {
    switch self {
    case .text(let size), .oneLine(let size): size
    case .pointDecimal(let digits, let decimals): decimals > 0 ? digits + 1 : digits
    case .impliedDecimal(let digits, _): digits
    case .date(let separated): separated ? 10 : 8
    case .dateOfDatetime: 19
    case .datetimeOfDate: 10
    case .time(let separated): separated ? 8 : 6
    case .datetime(let separated): separated ? 19 : 14
    case .boolean(let yes, let no): max(yes.unicodeScalars.count, no.unicodeScalars.count)
    case .code(let entries, _): entries.map(\.outer.unicodeScalars.count).max() ?? 0
    }
  }

  /// The decimals of a number, `nil` for anything else.
  var decimals: Int? {
    switch self {
    case .pointDecimal(_, let decimals), .impliedDecimal(_, let decimals): decimals
    default: nil
    }
  }

  var isDecimal: Bool { decimals != nil }
}

extension Binding {
  /// The same binding with another spelling.
  func with(form: Form) -> Binding {
    Binding(
      name: name, label: label, field: field, form: form, output: output, requirement: requirement,
      condition: condition, defaultValue: defaultValue, part: part, checked: checked)
  }
}
