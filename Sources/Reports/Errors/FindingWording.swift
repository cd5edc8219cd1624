import EDIModel

/// A finding in words, for the texts of this room.
struct FindingWording {
  let finding: Finding
  let language: Language

  var title: String { finding.code.text.title[language] }
  var remedy: String { finding.code.text.remedy[language] }

  /// `erro`, `aviso`, `nota`.
  var severity: String {
    switch (finding.severity, language) {
    case (.error, .pt): "erro"
    case (.error, .en): "error"
    case (.warning, .pt): "aviso"
    case (.warning, .en): "warning"
    case (.notice, .pt): "nota"
    case (.notice, .en): "notice"
    }
  }

  /// `linha 7, coluna 41, registro 71`; `nil` when nothing is known of the place.
  var place: String? {
    let place = finding.place
    let isPath = place.record?.hasPrefix("/") ?? false
    let words: [(Bilingual, String?)] = [
      (Bilingual(pt: "linha", en: "line"), place.line.map(String.init)),
      (Bilingual(pt: "coluna", en: "column"), place.column.map(String.init)),
      (Bilingual(pt: "registro", en: "record"), isPath ? nil : place.record),
    ]
    let known = words.compactMap { word, value in value.map { word[language] + " " + $0 } }
    return known.isEmpty ? nil : known.joined(separator: ", ")
  }

  /// The element path of an XML document.
  var path: String? { finding.place.record.flatMap { $0.hasPrefix("/") ? $0 : nil } }

  /// `Peso líquido (peso_liquido)`.
  var field: String? {
    switch (finding.label?[language], finding.field) {
    case (let label?, let field?) where label != field: "\(label) (\(field))"
    case (let label?, _): label
    case (nil, let field): field
    }
  }

  /// The value between quotation marks, so that blanks can be seen.
  var found: String? { finding.found.map { "“\($0)”" } }
  var expected: String? { finding.expected?[language] }

  /// The lines of a block, label and value.
  var pairs: [(label: String, value: String?)] {
    let pt = language == .pt
    return [
      (pt ? "Onde" : "Where", place),
      (pt ? "Elemento" : "Element", path),
      (pt ? "Campo" : "Field", field),
      (pt ? "Recebido" : "Found", found),
      (pt ? "Esperado" : "Expected", expected),
      (pt ? "O que fazer" : "What to do", remedy),
    ]
  }
}
