import EDIModel

/// How types, conditions and values of a layout are said to people.
struct GuideWords {
  let shape: DocumentShape

  func type(_ form: Form) -> Bilingual {
    switch form {
    case .text: Bilingual(pt: "texto", en: "text")
    case .oneLine: Bilingual(pt: "texto de uma linha", en: "text on one line")
    case .pointDecimal(let digits, let decimals): number(digits, decimals, pt: "com ponto", en: "with a point")
    case .impliedDecimal(let digits, let decimals): number(digits, decimals, pt: "implícitas", en: "implied")
    case .date(separated: true), .datetimeOfDate: Bilingual(pt: "data AAAA-MM-DD", en: "date YYYY-MM-DD")
    case .date(separated: false): Bilingual(pt: "data AAAAMMDD", en: "date YYYYMMDD")
    case .dateOfDatetime: Bilingual(pt: "data AAAA-MM-DDT00:00:00", en: "date YYYY-MM-DDT00:00:00")
    case .time(let separated):
      Bilingual(pt: separated ? "hora hh:mm:ss" : "hora hhmmss", en: separated ? "time hh:mm:ss" : "time hhmmss")
    case .datetime(separated: true):
      Bilingual(pt: "data e hora AAAA-MM-DDThh:mm:ss", en: "date and time YYYY-MM-DDThh:mm:ss")
    case .datetime(separated: false): Bilingual(pt: "data e hora AAAAMMDDhhmmss", en: "date and time YYYYMMDDhhmmss")
    case .boolean(let yes, let no): Bilingual(pt: "\(yes) sim, \(no) não", en: "\(yes) yes, \(no) no")
    case .code: Bilingual(pt: "código", en: "code")
    }
  }

  private func number(_ digits: Int, _ decimals: Int, pt: String, en: String) -> Bilingual {
    decimals == 0
      ? Bilingual(pt: "número inteiro", en: "whole number")
      : Bilingual(
        pt: "número \(digits),\(decimals), decimais \(pt)", en: "number \(digits),\(decimals), decimals \(en)")
  }

  /// The most that a value may take; empty where its form says it.
  func length(_ form: Form) -> String {
    switch form {
    case .text(let size), .oneLine(let size): size > 10_000 ? "" : String(size)
    case .pointDecimal(let digits, let decimals), .impliedDecimal(let digits, let decimals):
      decimals == 0 ? String(digits) : "\(digits),\(decimals)"
    default: ""
    }
  }

  /// The field of the source's dictionary.
  func origin(_ binding: Binding) -> String { binding.field.flatMap { shape[$0].notes.origin } ?? "" }

  func required(_ binding: Binding) -> Bilingual {
    if case .always = binding.requirement { return .yes }
    guard let field = binding.field else { return binding.checked == nil ? .no : .yes }
    switch shape[field].requirement {
    case .always: return .yes
    case .when(let condition):
      let when = self.condition(condition)
      return Bilingual(pt: "quando \(when.pt)", en: "when \(when.en)")
    case .optional: return .no
    }
  }

  func description(_ binding: Binding) -> Bilingual {
    var pt = [binding.label.pt]
    var en = [binding.label.en]
    switch binding.output {
    case .constant(let bytes):
      let text = String(decoding: bytes, as: UTF8.self)
      (pt, en) = (["sempre “\(text)”"], ["always “\(text)”"])
    case .template(let parts): add(Bilingual(Self.spell(parts, shape)), &pt, &en)
    case .sum(let fields):
      let names = fields.map { shape[$0].label }
      add(
        Bilingual(pt: names.map(\.pt).joined(separator: " + "), en: names.map(\.en).joined(separator: " + ")), &pt, &en)
    case .rowNumber: (pt, en) = (["número da linha, de 1 em diante"], ["number of the row, from 1"])
    case .identifier:
      (pt, en) = (["identificador do documento, sempre o mesmo"], ["the document's identifier, always the same"])
    case .field, .none: break
    }
    if let part = binding.part {
      let separator = String(Unicode.Scalar(part.separator))
      add(
        Bilingual(
          pt: "parte \(part.number), separada por \(separator)", en: "piece \(part.number), separated by \(separator)"),
        &pt, &en)
    }
    if let codes = codes(binding) { add(codes, &pt, &en) }
    if let condition = binding.condition {
      let when = self.condition(condition)
      add(Bilingual(pt: "gravado quando \(when.pt)", en: "written when \(when.en)"), &pt, &en)
    }
    return Bilingual(pt: pt.joined(separator: "; "), en: en.joined(separator: "; "))
  }

  private func add(_ text: Bilingual, _ pt: inout [String], _ en: inout [String]) {
    pt.append(text.pt)
    en.append(text.en)
  }

  /// `G grava, E exclui`: a system's spellings with their meanings.
  private func codes(_ binding: Binding) -> Bilingual? {
    guard case .code(let entries, _) = binding.form, let field = binding.field else { return nil }
    let meanings = shape[field].notes.codes
    func text(_ language: Language) -> String {
      entries.map { entry in
        let meaning = meanings.first { $0.value == entry.inner }?.meaning[language]
        return meaning.map { "\(entry.outer) \($0)" } ?? entry.outer
      }.joined(separator: ", ")
    }
    return Bilingual(pt: text(.pt), en: text(.en))
  }

  /// A condition in words: `Ação é grava`.
  func condition(_ condition: Condition) -> Bilingual {
    switch condition {
    case .present(let field):
      let label = shape[field].label
      return Bilingual(pt: "“\(label.pt)” vem", en: "“\(label.en)” is there")
    case .absent(let field):
      let label = shape[field].label
      return Bilingual(pt: "“\(label.pt)” não vem", en: "“\(label.en)” is not there")
    case .single(let group):
      let label = shape.groups[group].label
      return Bilingual(pt: "há um só “\(label.pt)”", en: "there is a single “\(label.en)”")
    case .equals(let field, let values):
      let declared = shape[field]
      func text(_ language: Language) -> String {
        values.map { value in
          let text = EDIModel.Spelling.forPeople(value[...], as: declared.type)
          return declared.notes.codes.first { $0.value == text }?.meaning[language] ?? text
        }.joined(separator: language == .pt ? " ou " : " or ")
      }
      return Bilingual(pt: "“\(declared.label.pt)” é \(text(.pt))", en: "“\(declared.label.en)” is \(text(.en))")
    case .all(let conditions):
      let texts = conditions.map(self.condition)
      return Bilingual(pt: texts.map(\.pt).joined(separator: " e "), en: texts.map(\.en).joined(separator: " and "))
    }
  }

  /// A template as it is declared: `ORDER_{numero}.txt`.
  static func spell(_ parts: [TemplatePart], _ shape: DocumentShape) -> String {
    parts.map { part in
      switch part {
      case .literal(let text): text
      case .field(let field): "{\(shape.path(of: field))}"
      }
    }.joined()
  }

  /// A fact by which a file is known.
  static func spell(_ test: Recognition) -> Bilingual {
    let value =
      switch test.test {
      case .equals(let text): "= \(text)"
      case .starts(let text): "= \(text)…"
      }
    switch test.source {
    case .path(let path): return Bilingual("\(path) \(value)")
    case .columns(let range):
      let place = "\(range.lowerBound + 1)-\(range.upperBound)"
      return Bilingual(pt: "colunas \(place) \(value)", en: "columns \(place) \(value)")
    case .field(let number, _):
      return Bilingual(pt: "campo \(number + 1) \(value)", en: "field \(number + 1) \(value)")
    }
  }
}
