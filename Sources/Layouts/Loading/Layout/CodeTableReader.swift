import EDIModel

/// Reads `codes:` of a binding, the system's spelling to the flow's own value, and checks that no value is left out.
struct CodeTableReader {
  let context: LayoutContext

  /// The entries for a field of a code list. `covered` is a value that a missing place stands for.
  func read(
    _ node: StrictNode, type: ValueType, ignoresCase: Bool, covered: [UInt8]?
  ) -> [Form.CodeEntry]? {
    guard case .code(let values) = type else {
      context.log.report(
        .layoutCodes, at: node.place,
        Bilingual(
          pt: "`codes` só serve para um campo de lista de códigos", en: "`codes` is only for a field of a code list"),
        hint: Bilingual(pt: "veja o tipo do campo no dicionário", en: "see the field's type in the dictionary"))
      return nil
    }
    guard let mapping = node.mapping() else { return nil }
    var entries: [Form.CodeEntry] = []
    var spellings: Set<String> = []
    for entry in mapping.entries {
      let outer = entry.key.value
      if !spellings.insert(ignoresCase ? outer.lowercased() : outer).inserted { reportTwice(entry.key) }
      guard let inner = entry.value.text(), CanonicalValue.read(inner, as: type, log: context.log) != nil else {
        continue
      }
      entries.append(Form.CodeEntry(outer: outer, inner: inner.value))
    }
    // What is only read may leave out the value of an absent place; what is written needs a spelling for it.
    let isCovered = { (value: String) in !context.canWrite && covered?.elementsEqual(value.utf8) == true }
    let missing = values.filter { value in !entries.contains { $0.inner == value } && !isCovered(value) }
    if !missing.isEmpty { reportMissing(missing, at: node.place) }
    return entries
  }

  private func reportTwice(_ outer: Located<String>) {
    context.log.report(
      .layoutCodeTwice, at: outer.place,
      Bilingual(
        pt: "`\(outer.value)` está duas vezes na tabela, sem contar maiúsculas",
        en: "`\(outer.value)` is in the table twice, letter case aside"))
  }

  private func reportMissing(_ missing: [String], at place: DeclarationPlace) {
    let list = missing.map { "`\($0)`" }.joined(separator: ", ")
    context.log.report(
      .layoutCodeMissing, at: place,
      Bilingual(pt: "a tabela não tem entrada para \(list)", en: "the table has no entry for \(list)"),
      hint: Bilingual(
        pt: "dê a cada valor do dicionário a grafia deste sistema",
        en: "give every value of the dictionary this system's spelling"))
  }
}
