import EDIModel

/// Checks that the records of a layout can be told apart and that their parts come in order.
struct RecordOrder {
  let context: LayoutContext

  func check(_ records: [RecordDraft], at place: DeclarationPlace) {
    checkIDs(records)
    let documents = records.filter { $0.role == .document }
    if documents.count != 1 {
      report(
        .layoutRecordRole, at: documents.dropFirst().first?.id.place ?? place,
        Bilingual(
          pt: "tem de haver exatamente um registro `document`; há \(documents.count)",
          en: "there must be exactly one `document` record; there are \(documents.count)"))
      return
    }
    var opened: Set<Int> = [0]
    var seen: [TextLayout.Record.Role] = []
    for record in records {
      checkOrder(record, after: seen)
      checkParent(record, opened)
      opened.insert(record.group)
      seen.append(record.role)
    }
  }

  private func checkIDs(_ records: [RecordDraft]) {
    for (index, record) in records.enumerated() {
      let id = record.id.value
      for earlier in records[..<index] {
        // The id of a positional record is found by its length alone, so all of them have the same.
        let isSame = earlier.id.value == id
        let isUnequal = context.kind == .positional && earlier.id.value.utf8.count != id.utf8.count
        guard isSame || isUnequal else { continue }
        report(
          .layoutRecordID, at: record.id.place,
          isSame
            ? Bilingual(pt: "o registro `\(id)` está repetido", en: "the record `\(id)` is repeated")
            : Bilingual(
              pt: "`\(id)` e `\(earlier.id.value)` não têm o mesmo tamanho",
              en: "`\(id)` and `\(earlier.id.value)` do not have the same length"))
        break
      }
    }
  }

  private func checkOrder(_ record: RecordDraft, after seen: [TextLayout.Record.Role]) {
    let isRight =
      switch record.role {
      case .header: seen.isEmpty
      case .document: !seen.contains(.trailer)
      case .detail: seen.contains(.document) && !seen.contains(.trailer)
      case .trailer: !seen.contains(.trailer)
      }
    if isRight { return }
    report(
      .layoutRecordOrder, at: record.id.place,
      Bilingual(
        pt: "o registro `\(record.id.value)` está fora de ordem", en: "the record `\(record.id.value)` is out of order"),
      hint: Bilingual(
        pt: "a ordem é `header`, `document`, `detail`..., `trailer`",
        en: "the order is `header`, `document`, `detail`..., `trailer`"))
  }

  private func checkParent(_ record: RecordDraft, _ opened: Set<Int>) {
    guard let parent = context.fields.shape.groups[record.group].parent, !opened.contains(parent) else { return }
    let list = context.fields.shape.path(ofGroup: parent)
    report(
      .layoutEach, at: record.id.place,
      Bilingual(
        pt: "o registro da lista `\(list)` tem de vir antes deste",
        en: "the record of the list `\(list)` must come before this one"))
  }

  private func report(
    _ code: DeclarationError.Code, at place: DeclarationPlace, _ message: Bilingual, hint: Bilingual? = nil
  ) {
    context.log.report(code, at: place, message, hint: hint)
  }
}
