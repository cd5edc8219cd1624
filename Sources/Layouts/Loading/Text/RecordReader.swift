import EDIModel

/// Reads one entry of `records:` with its columns.
struct RecordReader {
  let context: LayoutContext
  let characters: TextCharacters
  private var log: DeclarationLog { context.log }

  func read(_ node: StrictNode) -> RecordDraft? {
    guard let mapping = node.mapping("record") else { return nil }
    let id = mapping.requiredText("record")
    let role = mapping.required("role")?.choice(TextLayout.Record.Role.self)
    let label = mapping.label()
    let detail = detail(mapping, isDetail: role?.value == .detail)
    let columns = mapping.required("columns")?.items()
    if role != nil { mapping.finish() }
    guard let id, let role, let columns else { return nil }
    var reader = ColumnReader(context: context, characters: characters, role: role.value, scope: detail.group)
    let drafts = columns.flatMap(included).compactMap { reader.read($0) }
    checkID(id, drafts.first)
    let isSingle = role.value == .detail && !detail.repeats
    return RecordDraft(
      id: id, role: role.value, label: label ?? Bilingual(id.value), group: detail.group, repeats: detail.repeats,
      minimum: isSingle ? 0 : detail.minimum, maximum: role.value == .document ? .max : detail.maximum,
      condition: detail.condition, columns: drafts, refused: reader.refused)
  }

  /// A column, or those of the fragment that stands in its place.
  private func included(_ node: StrictNode) -> [StrictNode] {
    guard let mapping = node.mapping("column"), let name = mapping.text("include") else { return [node] }
    defer { mapping.finish() }
    return context.include(name, with: mapping.node("with"), as: .columns)
  }

  private typealias Detail = (group: Int, repeats: Bool, minimum: Int, maximum: Int, condition: Condition?)

  /// Where a detail belongs: the rows of a list, or once in a document.
  private func detail(_ mapping: StrictMapping, isDetail: Bool) -> Detail {
    guard isDetail else { return (0, false, 1, 1, nil) }
    guard let list = mapping.text("each") else {
      let condition = mapping.node("when").flatMap { context.conditions.read($0, seenFrom: 0) }
      return (0, false, 0, 1, condition)
    }
    let (minimum, maximum) = occurs(mapping.node("occurs")) ?? (0, 99_999)
    guard let group = context.fields.list(list), context.bound.noteList(group, path: list.value, at: list.place)
    else { return (0, false, 0, 1, nil) }
    return (group, true, minimum, maximum, nil)
  }

  private func occurs(_ node: StrictNode?) -> (Int, Int)? {
    guard let node, let items = node.items() else { return nil }
    let numbers = items.compactMap { $0.integer(in: 0...99_999_999)?.value }
    guard numbers.count == items.count else { return nil }
    if numbers.count == 2, numbers[0] <= numbers[1], numbers[1] > 0 { return (numbers[0], numbers[1]) }
    log.reportWrongType(
      at: node.place, wanted: Bilingual(pt: "o mínimo e o máximo: [0, 99999]", en: "the least and the most: [0, 99999]")
    )
    return nil
  }

  private func checkID(_ id: Located<String>, _ first: RecordDraft.Column?) {
    let isWord = id.value.unicodeScalars.allSatisfy {
      $0.isASCII && $0.properties.isAlphabetic || ("0"..."9").contains($0)
    }
    guard isWord else {
      return reportID(
        id.place,
        Bilingual(pt: "`\(id.value)` não serve de tipo de registro", en: "`\(id.value)` cannot be a record id"))
    }
    guard let first else { return }
    if case .ready(.constant(let text)) = first.content, text == id.value, text.utf8.count == first.size { return }
    reportID(
      first.name.place,
      Bilingual(
        pt: "a primeira coluna tem de ser a constante \"\(id.value)\", que distingue o registro",
        en: "the first column must be the constant \"\(id.value)\", which tells the record"))
  }

  private func reportID(_ place: DeclarationPlace, _ message: Bilingual) {
    log.report(
      .layoutRecordID, at: place, message,
      hint: Bilingual(
        pt: "ex.: `record: \"10\"` e a coluna `{name: tipo, size: 2, constant: \"10\"}`",
        en: "e.g. `record: \"10\"` and the column `{name: tipo, size: 2, constant: \"10\"}`"))
  }
}
