import ArgumentParser
import Conversion
import EDIModel
import Layouts
import Reports

/// `malote check [FLOW...] [--write]`
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Confere os layouts e roda os exemplos deles. (Checks the layouts and runs their samples.)",
    discussion: """
      EXEMPLOS (EXAMPLES):
        malote check                         tudo
        malote check pedido-venda            os exemplos de um fluxo
        malote check --write                 grava de novo o que é gerado (XSD)
        malote check --write-samples         aceita o resultado atual dos exemplos

      Termina com 1 quando há algo errado. (Ends with 1 when something is wrong.)
      """)

  @Argument(help: ArgumentHelp("Só os exemplos destes fluxos. (Samples of these flows only.)", valueName: "fluxo"))
  var flows: [String] = []

  @Flag(help: "Grava de novo o que é gerado dos layouts. (Writes generated files anew.)")
  var write = false

  @Flag(help: "Grava o resultado atual como o esperado. (Takes what comes out now as expected.)")
  var writeSamples = false

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.perform { terminal in
      let declarations = try Declarations.find(site: global.site)
      let console = terminal.console
      defer { console?.end() }
      var report = CheckReport(folder: declarations.folder)
      do {
        let exchanges = try declarations.exchanges(isWitnessed: true)
        try exchanges.catalog.requireFlows(flows)
        if write { report.written = try GeneratedFiles.write(exchanges.catalog, into: declarations.folder) }
        report.errors = exchanges.catalog.drift(in: declarations.folder)
        report.flows = exchanges.catalog.flows.filter { flows.isEmpty || flows.contains($0.name) }
        if let samples = declarations.samples {
          let suite = SampleSuite(exchanges: exchanges, folder: samples)
          report.samples = suite.run(flows: flows, rewrite: writeSamples) { path in
            console?.show(Bilingual(pt: "Rodando exemplos: \(path)", en: "Running samples: \(path)"))
          }
        }
      } catch let errors as DeclarationErrors {
        report.errors = errors.errors
      }
      console?.end()
      try report.show(on: terminal)
      return report.isClean ? .ok : .problems
    }
  }
}
