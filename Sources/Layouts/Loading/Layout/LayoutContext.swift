import EDIModel

/// What the parts of a layout need to know of the whole while it is read.
struct LayoutContext {
  /// The formats that a layout can declare.
  enum Kind: String, CaseIterable { case xml, positional, delimited }

  /// What a layout can be used for.
  enum Use: String, CaseIterable { case read, write }

  let flow: FlowDraft
  /// The layout's name, which is its file's.
  let name: String
  let fragments: [String: Fragment]
  let kind: Kind
  let canRead: Bool
  let canWrite: Bool
  let bound: BoundFields
  let log: DeclarationLog

  var fields: FieldTable { flow.fields }
  var conditions: ConditionReader { ConditionReader(fields: fields) }

  /// What an `include:` stands for; nothing, with the reason in the log, where there is no such fragment.
  func include(_ name: Located<String>, with values: StrictNode?, as kind: Fragment.Kind) -> [StrictNode] {
    if let fragment = fragments[name.value], fragment.kind == kind {
      if fragment.isWhole { return fragment.items(with: values, at: name.place) }
      bound.isIncomplete = true
      return []
    }
    bound.isIncomplete = true
    let known = fragments.values.filter { $0.kind == kind }.map(\.name).sorted()
    log.report(
      .layoutUnknownFragment, at: name.place,
      Bilingual(
        pt: "não há fragmento `\(name.value)` com `\(kind.rawValue)`",
        en: "there is no fragment `\(name.value)` with `\(kind.rawValue)`"),
      hint: known.isEmpty
        ? Bilingual(
          pt: "grave-o em `common/\(name.value).fragment.yaml`", en: "save it as `common/\(name.value).fragment.yaml`")
        : Spelling.hint(for: name.value, among: known))
    return []
  }
}

/// Which fields and lists a layout binds, and where.
final class BoundFields {
  private struct Use {
    let place: DeclarationPlace
    let isConditional: Bool
  }

  private var uses: [FieldRef: [Use]] = [:]
  private var lists: [Int: DeclarationPlace] = [:]
  /// Whether a part of the layout could not be found, so that nobody can say what it does not bind.
  var isIncomplete = false
  let log: DeclarationLog

  init(log: DeclarationLog) { self.log = log }

  /// Notes that a place reads `ref`. Reports a second one, unless both are conditional and so may exclude each other.
  func note(_ ref: FieldRef, path: String, at place: DeclarationPlace, isConditional: Bool, isRead: Bool) {
    let earlier = uses[ref]?.first { !($0.isConditional && isConditional) }
    uses[ref, default: []].append(Use(place: place, isConditional: isConditional))
    guard isRead, let earlier else { return }
    log.report(
      .layoutFieldTwice, at: place,
      Bilingual(
        pt: "o campo `\(path)` já é lido na linha \(earlier.place.line)",
        en: "the field `\(path)` is already read at line \(earlier.place.line)"),
      hint: Bilingual(
        pt: "deixe `field` em um lugar; nos outros escreva com `value: \"{\(path)}\"`",
        en: "leave `field` in one place; write the others with `value: \"{\(path)}\"`"))
  }

  /// Notes that each row of a list has its place here. Returns `false` and reports when it already has another.
  func noteList(_ group: Int, path: String, at place: DeclarationPlace) -> Bool {
    guard let earlier = lists[group] else {
      lists[group] = place
      return true
    }
    log.report(
      .layoutEach, at: place,
      Bilingual(
        pt: "a lista `\(path)` já tem o seu lugar na linha \(earlier.line)",
        en: "the list `\(path)` already has its place at line \(earlier.line)"))
    return false
  }

  /// The fields that every document must have and that no place of the layout reads.
  func missing(in fields: FieldTable) -> [FieldRef] {
    if isIncomplete { return [] }
    var result: [FieldRef] = []
    for (group, declared) in fields.shape.groups.enumerated() where group == 0 || lists[group] != nil {
      for (slot, field) in declared.fields.enumerated() {
        let ref = FieldRef(group: group, slot: slot)
        if case .always = field.requirement, uses[ref] == nil { result.append(ref) }
      }
    }
    return result
  }
}
