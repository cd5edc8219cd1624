import Conversion
import EDIModel
import Layouts
import Reports

/// What `check` found, as text and as data.
struct CheckReport {
  /// The folder of the declarations.
  let folder: String
  /// Mistakes in them, and generated files that differ.
  var errors: [DeclarationError] = []
  var flows: [Flow] = []
  var samples: [SampleResult] = []
  /// Generated files that were written.
  var written: [String] = []

  init(folder: String) { self.folder = folder }

  var isClean: Bool { errors.isEmpty && samples.allSatisfy(\.hasPassed) }

  func show(on terminal: Terminal) throws {
    if terminal.isJSON { return try terminal.print(json: Record(self)) }
    let style = terminal.style
    for path in written { try terminal.print("\(folder)/\(path)\n") }
    for error in errors { try terminal.print("\(folder)/\(error.text(style.language))\n") }
    for sample in samples { try terminal.print(text(of: sample, style.language)) }
    if !flows.isEmpty { try terminal.print(table(style).render(style)) }
    try terminal.print(summary(style.language) + "\n")
  }

  private func text(of sample: SampleResult, _ language: Language) -> String {
    guard let failure = sample.failure else { return "" }
    let lines = ["\(sample.path): \(failure.message[language])"] + failure.details.map { "  " + $0 }
    return lines.joined(separator: "\n") + "\n"
  }

  private func table(_ style: Style) -> Table {
    let pt = style.language == .pt
    var table = Table([
      Table.Column(pt ? "fluxo" : "flow"), Table.Column(pt ? "de" : "from"), Table.Column(pt ? "para" : "to"),
      Table.Column("layouts"), Table.Column(pt ? "exemplos" : "samples", rightAligned: true),
      Table.Column(pt ? "situação" : "state"),
    ])
    for flow in flows {
      let own = samples.filter { $0.flow == flow.name }
      let failed = own.count { !$0.hasPassed }
      let bad = errors.contains { $0.file.hasPrefix(flow.name + "/") } || failed > 0
      table.add([
        flow.name, flow.from, flow.to, flow.layouts.map(\.name).joined(separator: ", "),
        failed == 0 ? "\(own.count)" : "\(own.count - failed)/\(own.count)", bad ? (pt ? "ERRO" : "ERROR") : "ok",
      ])
    }
    return table
  }

  private func summary(_ language: Language) -> String {
    let failed = samples.count { !$0.hasPassed }
    if isClean {
      return Bilingual(
        pt: "Tudo certo: \(flows.count) fluxos, \(samples.count) exemplos.",
        en: "All is well: \(flows.count) flows, \(samples.count) samples.")[language]
    }
    return Bilingual(
      pt: "Há o que corrigir: \(errors.count) nas declarações, \(failed) nos exemplos.",
      en: "To be put right: \(errors.count) in declarations, \(failed) in samples.")[language]
  }

  private struct Record: Encodable {
    let folder: String
    let clean: Bool
    let errors: [Mistake]
    let samples: [Sample]
    let written: [String]

    struct Mistake: Encodable {
      let code: String
      let file: String
      let line: Int
      let column: Int
      let message: Bilingual
      let hint: Bilingual?
    }

    struct Sample: Encodable {
      let flow: String
      let path: String
      let passed: Bool
      let code: String?
      let message: Bilingual?
      let details: [String]
    }

    init(_ report: CheckReport) {
      folder = report.folder
      clean = report.isClean
      written = report.written
      errors = report.errors.map {
        Mistake(
          code: $0.code.rawValue, file: $0.file, line: $0.line, column: $0.column, message: $0.message, hint: $0.hint)
      }
      samples = report.samples.map {
        Sample(
          flow: $0.flow, path: $0.path, passed: $0.hasPassed, code: $0.failure?.code, message: $0.failure?.message,
          details: $0.failure?.details ?? [])
      }
    }
  }
}
