import EDIModel

/// Reads the columns of one record and computes where each starts.
struct ColumnReader {
  /// What `number:` can count.
  enum Number: String, CaseIterable { case line, file }
  /// What `site:` can give.
  enum SiteValue: String, CaseIterable { case environment }

  static let kinds = ["field", "value", "constant", "number", "site", "count", "sum", "filler"]

  let context: LayoutContext
  let characters: TextCharacters
  let role: TextLayout.Record.Role
  let scope: Int
  private var position = 0
  /// Not after a column whose size could not be read: then the next asserted start is taken as it is.
  private var isPositionKnown = true
  private var names: Set<String> = []
  /// Names of columns that could not be read.
  private(set) var refused: Set<String> = []
  private var log: DeclarationLog { context.log }
  private var isPositional: Bool { context.kind == .positional }

  init(context: LayoutContext, characters: TextCharacters, role: TextLayout.Record.Role, scope: Int) {
    self.context = context
    self.characters = characters
    self.role = role
    self.scope = scope
  }

  mutating func read(_ node: StrictNode) -> RecordDraft.Column? {
    guard let mapping = node.mapping("column") else { return nil }
    defer { mapping.finish() }
    guard let name = mapping.requiredText("name") else { return nil }
    if !names.insert(name.value).inserted { reportName(name) }
    if isPositional { checkStart(mapping.integer("start", in: 1...100_000)) }
    let present = Self.kinds.filter { mapping.has($0) }
    guard present.count == 1 else {
      reportKinds(mapping.place)
      (isPositionKnown, _) = (false, refused.insert(name.value))
      return nil
    }
    guard let (content, size, label) = content(present[0], mapping, name.value) else {
      (isPositionKnown, _) = (false, refused.insert(name.value))
      return nil
    }
    let start = position
    position += isPositional ? size : 1
    return RecordDraft.Column(name: name, label: label, size: size, start: start, content: content)
  }

  private typealias Sized = (content: RecordDraft.Content, size: Int, label: Bilingual)

  private func content(_ kind: String, _ mapping: StrictMapping, _ name: String) -> Sized? {
    if kind == "field" || kind == "value" { return binding(mapping, name) }
    let label = mapping.label(or: Bilingual(name))
    switch kind {
    case "constant": return constant(mapping, label)
    case "number": return number(mapping, label)
    case "site":
      let size = mapping.integer("size", in: 1...10_000)?.value ?? 1
      guard mapping.choice("site", of: SiteValue.self) != nil, isIn([.header], mapping, "site") else { return nil }
      return (.ready(.environment), size, label)
    case "filler":
      guard let size = size(mapping), mapping.boolean("filler") != nil else { return nil }
      return (.ready(.filler), size, label)
    default:
      guard let size = size(mapping), isIn([.trailer], mapping, kind), let node = mapping.node(kind) else { return nil }
      return (kind == "count" ? .count(node) : .sum(node), size, label)
    }
  }

  private func binding(_ mapping: StrictMapping, _ name: String) -> Sized? {
    guard role != .trailer || mapping.has("value") else {
      _ = isIn([.header, .document, .detail], mapping, "field")
      return nil
    }
    let declared = ValueDeclaration(mapping)
    let decimals = declared.field == nil ? nil : mapping.integer("decimals", in: 0...ExactDecimal.maximumDigits)
    let size = mapping.integer("size", in: 1...10_000)
    guard let binding = BindingReader(context: context).read(declared, name: name, scope: scope) else { return nil }
    let sizer = ColumnSizer(context: context, characters: characters)
    guard let fitted = sizer.fit(binding, size: size, decimals: decimals, at: mapping.place) else { return nil }
    return (.ready(.binding(fitted.binding)), fitted.size, fitted.binding.label)
  }

  private func constant(_ mapping: StrictMapping, _ label: Bilingual) -> Sized? {
    guard let text = mapping.text("constant") else { return nil }
    characters.check(text.value, at: text.place)
    if isPositional, text.value.hasPrefix(" ") { reportBlank(text) }
    let length = text.value.unicodeScalars.count
    let size = mapping.integer("size", in: 1...10_000)
    if let size, size.value < length {
      ColumnSizer(context: context, characters: characters).reportTooSmall(size, needs: length)
    }
    return (.ready(.constant(text.value)), size?.value ?? length, label)
  }

  private func number(_ mapping: StrictMapping, _ label: Bilingual) -> Sized? {
    guard let size = size(mapping), let number = mapping.choice("number", of: Number.self)?.value else { return nil }
    if number == .line { return (.ready(.lineNumber), size, label) }
    return isIn([.header], mapping, "number") ? (.ready(.fileNumber), size, label) : nil
  }

  private func size(_ mapping: StrictMapping) -> Int? { mapping.required("size")?.integer(in: 1...10_000)?.value }

  private func isIn(_ roles: [TextLayout.Record.Role], _ mapping: StrictMapping, _ key: String) -> Bool {
    if roles.contains(role) { return true }
    log.report(
      .layoutColumnContent, at: mapping.place(of: key),
      Bilingual(
        pt: "`\(key)` não existe em um registro `\(role.rawValue)`",
        en: "`\(key)` does not exist in a `\(role.rawValue)` record"),
      hint: Bilingual(
        pt: "só em: \(roles.map(\.rawValue).joined(separator: ", "))",
        en: "only in: \(roles.map(\.rawValue).joined(separator: ", "))"))
    return false
  }
}

extension ColumnReader {
  /// Compares an asserted start, from 1, with the computed one, and goes on from the asserted one.
  private mutating func checkStart(_ start: Located<Int>?) {
    guard let start else { return }
    defer { (position, isPositionKnown) = (start.value - 1, true) }
    guard isPositionKnown, start.value - 1 != position else { return }
    let (expected, isOverlap) = (position + 1, start.value - 1 < position)
    log.report(
      isOverlap ? .layoutColumnOverlap : .layoutColumnGap, at: start.place,
      isOverlap
        ? Bilingual(
          pt: "a coluna começa em \(start.value), dentro da anterior, que vai até \(expected - 1)",
          en: "the column starts at \(start.value), within the one before it, which ends at \(expected - 1)")
        : Bilingual(
          pt: "a coluna começa em \(start.value) e deixa um vão desde \(expected)",
          en: "the column starts at \(start.value) and leaves a gap from \(expected)"),
      hint: Bilingual(
        pt: "o início calculado é \(expected); um vão se declara com `filler: true`",
        en: "the computed start is \(expected); a gap is declared with `filler: true`"))
  }

  private func reportName(_ name: Located<String>) {
    log.report(
      .layoutColumnName, at: name.place,
      Bilingual(
        pt: "a coluna `\(name.value)` está repetida no registro",
        en: "the column `\(name.value)` is repeated in the record"))
  }

  private func reportBlank(_ text: Located<String>) {
    log.report(
      .layoutCharacter, at: text.place,
      Bilingual(
        pt: "um texto de coluna não começa com branco: nada o distingue de um texto deslocado",
        en: "a column's text does not begin with a blank: nothing tells it from a shifted one"),
      hint: Bilingual(pt: "declare o branco com `filler: true`", en: "declare the blank with `filler: true`"))
  }

  private func reportKinds(_ place: DeclarationPlace) {
    let list = Self.kinds.map { "`\($0)`" }.joined(separator: ", ")
    log.report(
      .layoutColumnContent, at: place,
      Bilingual(pt: "a coluna tem de ter um só conteúdo", en: "the column must have exactly one content"),
      hint: Bilingual(pt: "use um destes: \(list)", en: "use one of: \(list)"))
  }
}
