import EDIModel

/// Reads conditions: `{acao: I}`, `{situacao: ["1", "2"]}`, `{present: observacao}`, `{absent: lote}`, `{single: itens}`.
/// Several keys must all hold. Of a boolean field `true` and `false` are asked for, which are `1` and `0` in a document.
struct ConditionReader {
  let fields: FieldTable

  /// The condition of a node, for rows of the group `scope`; `nil` when it is wrong, with the reason in the log.
  func read(_ node: StrictNode, seenFrom scope: Int) -> Condition? {
    guard let mapping = node.mapping() else { return nil }
    var parts: [Condition] = []
    for entry in mapping.entries {
      guard let part = part(entry, scope) else { return nil }
      parts.append(part)
    }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private func part(_ entry: StrictNode.Entry, _ scope: Int) -> Condition? {
    switch entry.key.value {
    case "present", "absent":
      guard let name = entry.value.text(), let ref = field(name, scope) else { return nil }
      return entry.key.value == "present" ? .present(ref) : .absent(ref)
    case "single": return entry.value.text().flatMap { fields.list($0) }.map { .single(group: $0) }
    default:
      guard let ref = field(entry.key, scope), let values = entry.value.texts(), let type = fields.type(of: ref)
      else { return nil }
      return .equals(ref, values.compactMap { CanonicalValue.read($0, as: type, log: fields.log) })
    }
  }

  private func field(_ name: Located<String>, _ scope: Int) -> FieldRef? {
    guard let ref = fields.field(name), fields.check(ref, isSeenFrom: scope, at: name.place) else { return nil }
    return ref
  }
}

/// Values of fields as declarations spell them.
enum CanonicalValue {
  /// The canonical bytes of a value (see `ValueType`); reports one that the type cannot have.
  static func read(_ text: Located<String>, as type: ValueType, log: DeclarationLog) -> [UInt8]? {
    let bytes = Array(text.value.utf8)
    switch type {
    case .text(let size):
      if bytes.last == 0x20 {
        return refuse(text, Bilingual(pt: "texto sem brancos no fim", en: "a text without blanks at its end"), log)
      }
      if text.value.unicodeScalars.count <= size { return bytes }
      return refuse(text, Bilingual(pt: "no máximo \(size) caracteres", en: "at most \(size) characters"), log)
    case .decimal(let digits, let decimals):
      if let number = ExactDecimal(bytes)?.normalized, number.scale <= decimals,
        number.integerDigits <= digits - decimals
      {
        return number.canonical
      }
      return refuse(text, Bilingual(pt: "um número que caiba no tipo", en: "a number that fits the type"), log)
    case .date: return Calendar.isDate(bytes) ? bytes : refuse(text, Bilingual(pt: "AAAAMMDD", en: "YYYYMMDD"), log)
    case .time: return Calendar.isTime(bytes) ? bytes : refuse(text, Bilingual("HHMMSS"), log)
    case .datetime:
      if Calendar.isDate(bytes.prefix(8)), Calendar.isTime(bytes.dropFirst(8)) { return bytes }
      return refuse(text, Bilingual(pt: "AAAAMMDDHHMMSS", en: "YYYYMMDDHHMMSS"), log)
    case .boolean:
      if let value = Bool(text.value) { return value ? [UInt8(ascii: "1")] : [UInt8(ascii: "0")] }
      return refuse(text, Bilingual(pt: "`true` ou `false`", en: "`true` or `false`"), log)
    case .code(let values):
      if values.contains(text.value) { return bytes }
      let list = values.joined(separator: ", ")
      return refuse(text, Bilingual(pt: "um destes: \(list)", en: "one of: \(list)"), log)
    }
  }

  private static func refuse(_ text: Located<String>, _ expected: Bilingual, _ log: DeclarationLog) -> [UInt8]? {
    log.report(
      .flowBadValue, at: text.place,
      Bilingual(pt: "o campo não pode valer `\(text.value)`", en: "the field cannot be `\(text.value)`"),
      hint: Bilingual(pt: "esperado: \(expected.pt)", en: "expected: \(expected.en)"))
    return nil
  }
}
