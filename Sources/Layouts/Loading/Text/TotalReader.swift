import EDIModel

/// Resolves counts and sums once all records of a layout are known.
struct TotalReader {
  let drafts: [RecordDraft]
  let log: DeclarationLog

  /// The finished column; `nil` when its total names something that does not exist.
  func column(_ draft: RecordDraft.Column) -> TextLayout.Column? {
    let content: TextLayout.Content? =
      switch draft.content {
      case .ready(let content): content
      case .count(let node): count(node)
      case .sum(let node): sum(node, size: draft.size)
      }
    return content.map {
      TextLayout.Column(name: draft.name.value, label: draft.label, start: draft.start, size: draft.size, content: $0)
    }
  }

  private func count(_ node: StrictNode) -> TextLayout.Content? {
    guard let names = node.texts() else { return nil }
    if names.count == 1, names[0].value == "all" { return .count(records: Array(drafts.indices)) }
    let records = names.compactMap { record($0, at: $0.place) }
    return records.count == names.count ? .count(records: records) : nil
  }

  private func sum(_ node: StrictNode, size: Int) -> TextLayout.Content? {
    guard let names = node.texts() else { return nil }
    var references: [TextLayout.ColumnRef] = []
    var decimals = 0
    for name in names {
      guard let (reference, fraction) = number(name) else { return nil }
      references.append(reference)
      decimals = max(decimals, fraction)
    }
    guard size > decimals else {
      report(
        node.place,
        Bilingual(
          pt: "\(size) posições não bastam para \(decimals) decimais",
          en: "\(size) places are too few for \(decimals) decimals"))
      return nil
    }
    return .sum(of: references, decimals: decimals)
  }

  /// A column by its address: `70.quantidade_boa`.
  private func number(_ name: Located<String>) -> (TextLayout.ColumnRef, Int)? {
    let parts = name.value.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2 else {
      report(
        name.place, Bilingual(pt: "`\(name.value)` não é uma coluna", en: "`\(name.value)` is not a column"),
        hint: Bilingual(
          pt: "escreva `registro.coluna`: \"70.quantidade\"", en: "write `record.column`: \"70.quantidade\""))
      return nil
    }
    guard let record = record(Located(parts[0], at: name.place), at: name.place) else { return nil }
    let columns = drafts[record].columns
    if drafts[record].refused.contains(parts[1]) { return nil }
    guard let column = columns.firstIndex(where: { $0.name.value == parts[1] }) else {
      report(
        name.place,
        Bilingual(
          pt: "o registro `\(parts[0])` não tem a coluna `\(parts[1])`",
          en: "the record `\(parts[0])` has no column `\(parts[1])`"),
        hint: Spelling.hint(for: parts[1], among: columns.map(\.name.value)))
      return nil
    }
    guard case .ready(.binding(let binding)) = columns[column].content, binding.field != nil,
      let decimals = binding.form.decimals
    else {
      report(name.place, Bilingual(pt: "`\(name.value)` não é um número", en: "`\(name.value)` is not a number"))
      return nil
    }
    return (TextLayout.ColumnRef(record: record, column: column), decimals)
  }

  private func record(_ id: Located<String>, at place: DeclarationPlace) -> Int? {
    if let index = drafts.firstIndex(where: { $0.id.value == id.value }) { return index }
    report(
      place, Bilingual(pt: "o registro `\(id.value)` não existe", en: "the record `\(id.value)` does not exist"),
      hint: Spelling.hint(for: id.value, among: drafts.map(\.id.value)))
    return nil
  }

  private func report(_ place: DeclarationPlace, _ message: Bilingual, hint: Bilingual? = nil) {
    log.report(.layoutTotal, at: place, message, hint: hint)
  }
}
