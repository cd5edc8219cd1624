import ArgumentParser

/// The command line of Malote: `malote --help`.
@main
struct Malote: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "malote",
    abstract: "Leva documentos entre o Protheus e o Trimpaper, conferidos, convertidos e entregues uma só vez.",
    discussion: """
      Carries documents between Protheus and Trimpaper: checked, converted, delivered exactly once. \
      Add --lang en for English.

      EXEMPLOS (EXAMPLES):
        malote validate APONTAMENTO.txt    confere um arquivo, mostra cada erro
        malote convert pedido.xml          mostra o que o destino recebe
        malote convert *.xml -o saida      converte para uma pasta
        malote inspect pedido.xml          mostra cada campo e o seu valor
        malote check                       confere layouts e exemplos
        malote init /srv/malote            cria uma instalação
        malote run --site /srv/malote      põe a instalação para trabalhar
        malote trace 004512                onde foi parar o pedido 004512
      """,
    version: "0.1.0",
    groupedSubcommands: [
      CommandGroup(name: "Arquivos (files)", subcommands: [Validate.self, Convert.self, Inspect.self]),
      CommandGroup(name: "Instalação (site)", subcommands: [Init.self, Check.self, Docs.self, Doctor.self, Run.self]),
      CommandGroup(
        name: "Registro (ledger)",
        subcommands: [List.self, Show.self, Trace.self, Reprocess.self, Resend.self, Audit.self]),
    ])
}
