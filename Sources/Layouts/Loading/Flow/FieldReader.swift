import EDIModel

/// Reads `fields:` of a flow into a ``FieldTable``: first all names and types, then the conditions that name them.
struct FieldReader {
  private struct Draft {
    var name: String
    var label: Bilingual
    var type: ValueType?
    var requirement: StrictNode?
    var isEnvelope: Bool
    var isPersonal: Bool
    var notes: DocumentShape.Field.Notes
  }

  private struct GroupDraft {
    var name: String
    var label: Bilingual
    var parent: Int?
    var fields: [Draft] = []
  }

  let dictionary: TypeDictionary
  let log: DeclarationLog
  private var groups: [GroupDraft] = []

  init(dictionary: TypeDictionary, log: DeclarationLog) {
    self.dictionary = dictionary
    self.log = log
  }

  /// The fields of a flow. `title` is the label of the document itself.
  mutating func table(_ fields: StrictMapping, title: Bilingual) -> FieldTable {
    groups = [GroupDraft(name: "", label: title, parent: nil)]
    read(fields, into: 0)
    let plain = FieldTable(shape: shape { _, _ in .optional }, untyped: untyped, log: log)
    let conditions = ConditionReader(fields: plain)
    let shape = shape { draft, group in Self.requirement(draft.requirement, conditions, group) }
    return FieldTable(shape: shape, untyped: untyped, log: log)
  }

  private mutating func read(_ fields: StrictMapping, into group: Int) {
    for entry in fields.entries {
      guard Names.isField(entry.key, log: log), let mapping = entry.value.mapping("field") else { continue }
      guard mapping.node("type") != nil || mapping.node("list") != nil else {
        _ = mapping.required("type")
        continue
      }
      if mapping.has("list") {
        readList(entry.key, mapping, into: group)
      } else {
        readField(entry.key, mapping, into: group)
      }
      mapping.finish()
    }
  }

  private mutating func readList(_ name: Located<String>, _ mapping: StrictMapping, into group: Int) {
    if mapping.has("type") {
      log.report(
        .flowFieldKind, at: mapping.place(of: "type"),
        Bilingual(pt: "uma lista não tem `type`", en: "a list has no `type`"),
        hint: Bilingual(pt: "deixe `list` ou `type`", en: "leave `list` or `type`"))
    }
    let label = mapping.label() ?? Bilingual(name.value)
    let index = groups.count
    groups.append(GroupDraft(name: name.value, label: label, parent: group))
    if let fields = mapping.node("list")?.mapping() { read(fields, into: index) }
  }

  private mutating func readField(_ name: Located<String>, _ mapping: StrictMapping, into group: Int) {
    let type = mapping.text("type")
    let entry = type.flatMap { dictionary.entries[$0.value] }
    if let type, !dictionary.names.contains(type.value) {
      log.report(
        .flowUnknownType, at: type.place,
        Bilingual(pt: "o dicionário não tem o tipo `\(type.value)`", en: "the dictionary has no type `\(type.value)`"),
        hint: Spelling.hint(for: type.value, among: dictionary.names))
    }
    let origin = mapping.text("origin")?.value ?? entry?.notes.origin
    groups[group].fields.append(
      Draft(
        name: name.value, label: mapping.label(or: entry?.label ?? Bilingual(name.value)), type: entry?.type,
        requirement: mapping.node("required"), isEnvelope: mapping.boolean("envelope")?.value ?? false,
        isPersonal: mapping.boolean("personal")?.value ?? false,
        notes: DocumentShape.Field.Notes(origin: origin, codes: entry?.notes.codes ?? [])))
  }

  private var untyped: Set<FieldRef> {
    var result: Set<FieldRef> = []
    for (group, draft) in groups.enumerated() {
      for slot in draft.fields.indices where draft.fields[slot].type == nil {
        result.insert(FieldRef(group: group, slot: slot))
      }
    }
    return result
  }

  private func shape(_ requirement: (Draft, Int) -> DocumentShape.Requirement) -> DocumentShape {
    DocumentShape(
      groups: groups.enumerated().map { index, group in
        let fields = group.fields.map { draft in
          DocumentShape.Field(
            name: draft.name, label: draft.label, type: draft.type ?? .text(size: 1),
            requirement: requirement(draft, index), isEnvelope: draft.isEnvelope, isPersonal: draft.isPersonal,
            notes: draft.notes)
        }
        return DocumentShape.Group(name: group.name, label: group.label, parent: group.parent, fields: fields)
      })
  }

  /// `true`, `false` or a condition.
  static func requirement(
    _ node: StrictNode?, _ conditions: ConditionReader, _ group: Int
  ) -> DocumentShape.Requirement {
    guard let node else { return .optional }
    if node.isMapping { return conditions.read(node, seenFrom: group).map { .when($0) } ?? .optional }
    return node.boolean()?.value == true ? .always : .optional
  }
}
