import EDIModel

/// The tables of a layout of records.
struct TextGuide {
  let text: TextLayout
  let words: GuideWords

  var tables: [LayoutGuide.Table] {
    text.records.map { record in
      LayoutGuide.Table(
        title: Bilingual(
          pt: "Registro \(record.id): \(record.label.pt)", en: "Record \(record.id): \(record.label.en)"),
        note: note(record), rows: record.columns.map { row($0, in: record) })
    }
  }

  private func note(_ record: TextLayout.Record) -> Bilingual? {
    switch record.role {
    case .header: return Bilingual(pt: "A primeira linha do arquivo.", en: "The first line of the file.")
    case .trailer: return Bilingual(pt: "A última linha do arquivo.", en: "The last line of the file.")
    case .document: return Bilingual(pt: "Começa cada documento.", en: "Starts each document.")
    case .detail where record.repeats:
      return Bilingual(
        pt: "De \(record.minimum) a \(record.maximum) por documento ou linha acima.",
        en: "From \(record.minimum) to \(record.maximum) under its document or row.")
    case .detail:
      guard let condition = record.condition else {
        return Bilingual(pt: "No máximo um por documento.", en: "At most one for each document.")
      }
      let when = words.condition(condition)
      return Bilingual(
        pt: "No máximo um por documento; gravado quando \(when.pt).",
        en: "At most one for each document; written when \(when.en).")
    }
  }

  private func row(_ column: TextLayout.Column, in record: TextLayout.Record) -> LayoutGuide.Row {
    let (type, required, description) = says(column)
    var origin = ""
    if case .binding(let binding) = column.content { origin = words.origin(binding) }
    return LayoutGuide.Row(
      name: column.name, start: String(column.start + 1), length: String(column.size), type: type, required: required,
      origin: origin, description: description)
  }

  private func says(_ column: TextLayout.Column) -> (Bilingual, Bilingual, Bilingual) {
    let number = Bilingual(pt: "numérico", en: "numeric")
    switch column.content {
    case .binding(let binding): return (words.type(binding.form), words.required(binding), words.description(binding))
    case .constant(let text):
      return (Bilingual(pt: "fixo", en: "constant"), .yes, Bilingual(pt: "sempre “\(text)”", en: "always “\(text)”"))
    case .lineNumber:
      return (number, .yes, Bilingual(pt: "número da linha no arquivo", en: "number of the line in the file"))
    case .fileNumber:
      return (
        number, .yes,
        Bilingual(pt: "sequência do arquivo, sem saltos", en: "sequence number of the file, without gaps")
      )
    case .environment:
      return (
        Bilingual(pt: "texto", en: "text"), .yes, Bilingual(pt: "P produção, T teste", en: "P production, T test")
      )
    case .count(let records):
      let ids = records.map { text.records[$0].id }.joined(separator: ", ")
      let isAll = records.count == text.records.count
      return (
        number, .yes,
        isAll
          ? Bilingual(pt: "quantidade de linhas do arquivo", en: "number of lines of the file")
          : Bilingual(pt: "quantidade de registros \(ids)", en: "number of records \(ids)")
      )
    case .sum(let columns, let decimals):
      let names = columns.map { "\(text.records[$0.record].id).\(text.records[$0.record].columns[$0.column].name)" }
      return (
        words.type(.impliedDecimal(digits: column.size, decimals: decimals)), .yes,
        Bilingual(
          pt: "soma de \(names.joined(separator: ", "))", en: "sum of \(names.joined(separator: ", "))")
      )
    case .filler: return (Bilingual(pt: "brancos", en: "blanks"), .no, Bilingual(pt: "reservado", en: "reserved"))
    }
  }
}

extension Bilingual {
  static let yes = Bilingual(pt: "sim", en: "yes")
  static let no = Bilingual(pt: "não", en: "no")
}
