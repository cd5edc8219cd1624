import ArgumentParser

/// `proofs`: what stops the gateway and looks whether it keeps its promises.
@main struct Proofs: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "proofs",
    abstract: "Derruba o Malote e confere as garantias. (Stops Malote and checks its guarantees.)",
    discussion: """
      EXEMPLOS (EXAMPLES):
        proofs calls                                  cada chamada, cada falha (every call, every fault)
        proofs calls --spread 4 --seed 7              uma amostra (a slice)
        proofs calls --scenario order --fault kill --call 57

      Termina com 1 quando uma garantia falhou. (Ends with 1 when a guarantee did not hold.)
      """,
    subcommands: [CallsCommand.self, SoakCommand.self, PowerCommand.self, EscapesCommand.self])
}
