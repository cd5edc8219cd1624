public import EDIModel

/// Findings as a terminal shows them: one line that editors can jump to, then what was found, expected and is to be done.
///
/// ```text
/// APONTAMENTO.txt:3:45: erro[field.too-long] O valor é maior que o campo
///   campo:       Operador (operador), registro 70
///   recebido:    “JOSEFINA ALBUQUERQUE”
///   esperado:    no máximo 10 caracteres
///   o que fazer: Corrija o cadastro ou o campo no sistema de origem.
///     3 │ 70000003AP-000001…
///       │         ^
/// ```
public struct FindingText: Sendable {
  /// How it looks.
  public let style: Style

  /// Makes texts in a style.
  public init(style: Style) { self.style = style }

  /// The lines of one finding, each ended by a line feed. `file` is shown as given.
  public func render(_ finding: Finding, file: String, excerpt: Excerpt? = nil) -> String {
    let words = FindingWording(finding: finding, language: style.language)
    let place = [finding.place.line, finding.place.column].prefix { $0 != nil }.compactMap { $0.map { ":\($0)" } }
    let head = style.paint("\(file)\(place.joined()):", .bold)
    let weight = style.paint("\(words.severity)[\(finding.code.rawValue)]", as: finding.severity)
    var lines = ["\(head) \(weight) \(words.title)"]
    lines += details(of: words)
    if let excerpt { lines += self.lines(of: excerpt, number: finding.place.line, severity: finding.severity) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func details(of words: FindingWording) -> [String] {
    let pt = style.language == .pt
    let record = words.finding.place.record.map { $0.hasPrefix("/") ? $0 : (pt ? "registro " : "record ") + $0 }
    let field = [words.field, record].compactMap(\.self).joined(separator: ", ")
    let pairs: [(label: String, value: String?)] = [
      (pt ? "campo" : "field", field.isEmpty ? nil : field),
      (pt ? "recebido" : "found", words.found),
      (pt ? "esperado" : "expected", words.expected),
      (pt ? "o que fazer" : "what to do", words.remedy),
    ]
    let column = (pairs.map { DisplayWidth.of($0.label) }.max() ?? 0) + 2
    return pairs.compactMap { label, value in
      value.map { "  " + style.paint((label + ":").padded(to: column), .faint) + $0 }
    }
  }

  private func lines(of excerpt: Excerpt, number: Int?, severity: Severity) -> [String] {
    let label = number.map(String.init) ?? ""
    let margin = "    " + label + " │ "
    let empty = "    " + String(repeating: " ", count: label.count) + " │ "
    let caret = String(repeating: " ", count: excerpt.caret) + style.paint("^", as: severity)
    return [style.paint(margin, .faint) + excerpt.text, style.paint(empty, .faint) + caret]
  }
}
