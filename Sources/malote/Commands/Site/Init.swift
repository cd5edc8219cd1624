import ArgumentParser
import EDIModel
import Pipeline

/// `malote init DIR`
struct Init: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Cria uma instalação que funciona. (Makes a site that runs.)",
    discussion: """
      EXEMPLOS (EXAMPLES):
        malote init /srv/malote && malote run --site /srv/malote

      Os layouts são copiados para a instalação e são dela: uma atualização não muda o que foi combinado. \
      (The schemas are copied and belong to the site.)
      """)

  @Argument(
    help: ArgumentHelp("A pasta; é criada se faltar. (The folder.)", valueName: "pasta"), completion: .directory)
  var folder: String

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.perform { terminal in
      try SiteMaker.make(at: folder, schemas: try Declarations.shipped().folder)
      if terminal.isJSON {
        try terminal.print(json: ["site": folder])
      } else {
        try terminal.print(Self.next(folder, terminal.language))
      }
      return .ok
    }
  }

  private static func next(_ folder: String, _ language: Language) -> String {
    Bilingual(
      pt: """
        Instalação criada em \(folder).
          \(folder)/malote.yaml        empresa, filiais e pastas: ajuste antes de começar
          \(folder)/schemas            os layouts, agora desta instalação
          \(folder)/protheus/inbox     onde o Protheus grava;  outbox: onde ele busca
          \(folder)/trimpaper/inbox    onde o Trimpaper grava; outbox: onde ele busca
          \(folder)/error              o que for recusado, com o motivo

        Próximos passos:
          malote doctor --site \(folder)
          malote run --site \(folder)

        """,
      en: """
        Site made in \(folder).
          \(folder)/malote.yaml        company, branches and folders: adjust before you begin
          \(folder)/schemas            the layouts, this site's own from now on
          \(folder)/protheus/inbox     where Protheus drops;  outbox: where it collects
          \(folder)/trimpaper/inbox    where Trimpaper drops; outbox: where it collects
          \(folder)/error              what is rejected, and why

        Next:
          malote doctor --site \(folder)
          malote run --site \(folder)

        """)[language]
  }
}
