import EDIModel

/// An entry of `deliver:`, before it is known which layouts there are.
struct DeliveryDraft {
  let layout: Located<String>
  let condition: Condition?
}

/// Reads `deliver:` of a flow: a layout's name, or cases of which the last has no condition.
struct DeliveryReader {
  let fields: FieldTable
  let log: DeclarationLog

  func read(_ node: StrictNode) -> [DeliveryDraft] {
    guard node.isSequence else { return node.text().map { [DeliveryDraft(layout: $0, condition: nil)] } ?? [] }
    let items = node.items() ?? []
    let drafts = items.compactMap { item -> DeliveryDraft? in
      guard item.isMapping else { return item.text().map { DeliveryDraft(layout: $0, condition: nil) } }
      guard let mapping = item.mapping("delivery") else { return nil }
      defer { mapping.finish() }
      let condition = mapping.required("when").flatMap { ConditionReader(fields: fields).read($0, seenFrom: 0) }
      return mapping.requiredText("layout").map { DeliveryDraft(layout: $0, condition: condition) }
    }
    if drafts.count == items.count { checkOrder(drafts, at: node.place) }
    return drafts
  }

  /// What stands behind an entry without a condition would never be asked.
  private func checkOrder(_ drafts: [DeliveryDraft], at place: DeclarationPlace) {
    let always = drafts.firstIndex { $0.condition == nil }
    if always == drafts.indices.last { return }
    log.report(
      .flowDeliver, at: always.map { drafts[$0].layout.place } ?? place,
      Bilingual(
        pt: "só o último layout de `deliver` vem sem `when`, e ele tem de vir assim",
        en: "only the last layout of `deliver` is without `when`, and it has to be"))
  }

  /// The deliveries of a flow whose target has these layouts; the only one needs no word.
  func compile(
    _ drafts: [DeliveryDraft], to system: String, at place: DeclarationPlace, written: [String]
  ) -> Flow.Deliveries? {
    for draft in drafts where !written.contains(draft.layout.value) {
      log.report(
        .flowDeliver, at: draft.layout.place,
        Bilingual(
          pt: "`\(draft.layout.value)` não é um layout que se escreve para `\(system)`",
          en: "`\(draft.layout.value)` is not a layout that is written for `\(system)`"),
        hint: Spelling.hint(for: draft.layout.value, among: written))
    }
    if drafts.isEmpty, written.count > 1 {
      log.report(
        .flowDeliver, at: place,
        Bilingual(
          pt: "`\(system)` tem vários layouts que se escrevem e nenhum é o padrão",
          en: "`\(system)` has several layouts that are written and none is the default"),
        hint: Bilingual(pt: "ex.: `deliver: \(written[0])`", en: "e.g. `deliver: \(written[0])`"))
    }
    guard let standard = drafts.last?.layout.value ?? written.first else { return nil }
    let cases = drafts.dropLast().compactMap { draft in
      draft.condition.map { (condition: $0, layout: draft.layout.value) }
    }
    return Flow.Deliveries(cases: cases, standard: standard)
  }
}
