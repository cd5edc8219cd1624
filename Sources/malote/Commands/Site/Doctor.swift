import ArgumentParser
import EDIModel
import Pipeline

/// `malote doctor`
struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Procura o que daria errado aqui. (Looks for what would go wrong here.)",
    discussion: """
      EXEMPLOS (EXAMPLES):
        malote doctor --site /srv/malote

      Rode como o usuário do serviço. Termina com 1 quando algo vai falhar. \
      (Run it as the service's user. Ends with 1 when something will fail.)
      """)

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.perform { terminal in
      let site = try SitePath.find(global.site)
      let diagnosis = Diagnosis(site: site.path)
      if terminal.isJSON {
        try terminal.print(json: diagnosis.points.map(Record.init))
      } else {
        try Self.show(diagnosis, terminal)
      }
      return diagnosis.isHealthy ? .ok : .problems
    }
  }

  /// One line each; what is wrong with declarations has lines of its own.
  private static func show(_ diagnosis: Diagnosis, _ terminal: Terminal) throws {
    let words = Diagnosis.Health.allCases.map { word($0)[terminal.language].count }
    for point in diagnosis.points {
      let health = word(point.health)[terminal.language]
      let margin = String(repeating: " ", count: (words.max() ?? 0) + 2)
      let lines = "\(point.subject): \(point.text[terminal.language])".split(separator: "\n")
      let head = health + margin.dropFirst(health.count)
      try terminal.print(head + lines.joined(separator: "\n" + margin) + "\n")
    }
    try terminal.print("\n" + summary(of: diagnosis)[terminal.language] + "\n")
  }

  private static func summary(of diagnosis: Diagnosis) -> Bilingual {
    let bad = diagnosis.points.count { $0.health == .bad }
    let warnings = diagnosis.points.count { $0.health == .warning }
    if bad > 0 {
      return Bilingual(
        pt: "\(bad) com ERRO: corrija antes de ligar o serviço.", en: "\(bad) with ERROR: mend them before you start.")
    }
    return warnings > 0
      ? Bilingual(pt: "Pode funcionar; \(warnings) com atenção.", en: "It will run; \(warnings) with a warning.")
      : Bilingual(pt: "Tudo pronto.", en: "All is ready.")
  }

  private static func word(_ health: Diagnosis.Health) -> Bilingual {
    switch health {
    case .good: Bilingual("ok")
    case .warning: Bilingual(pt: "atenção", en: "warning")
    case .bad: Bilingual(pt: "ERRO", en: "ERROR")
    }
  }

  private struct Record: Encodable {
    let code: String
    let subject: String
    let health: String
    let text: Bilingual

    init(_ point: Diagnosis.Point) {
      code = point.code
      subject = point.subject
      health = point.health.rawValue
      text = point.text
    }
  }
}
