import TestSupport
import Testing

@Suite struct ProgramTests {
  let malote = MaloteProgram()

  @Test(arguments: [
    "", "validate", "convert", "inspect", "check", "docs", "init", "doctor", "run", "list", "show", "trace",
    "reprocess", "resend", "audit", "audit verify", "audit export",
  ])
  func helpIsTheAgreedOne(_ command: String) throws {
    let run = try malote.run(command.split(separator: " ").map(String.init) + ["--help"])
    #expect(run.status == 0)
    expectGolden(
      run.output, "help\(command.isEmpty ? "" : ".")\(command.split(separator: " ").joined(separator: "-")).txt")
  }

  @Test(arguments: [["valida"], ["validate"], ["validate", "--idioma", "pt"], ["show"], ["reprocess", "M-1"]])
  func wrongCallsEndWithUsage(_ arguments: [String]) throws {
    let run = try malote.run(arguments)
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(!run.said.isEmpty)
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func shellsCanCompleteCommands(_ shell: String) throws {
    let run = try malote.run("--generate-completion-script", shell)
    #expect(run.status == 0 && run.text.contains("reprocess"))
  }

  @Test func initSaysWhyItCannot() throws {
    let run = try malote.run("init", "/dev/null/site")
    #expect(run.status == 66)
    #expect(run.said.hasPrefix("malote: não foi possível criar a pasta /dev/null/site: não é uma pasta\n"))
  }

  @Test func aNameThatLeadsNowhereIsTakenForAMistake() throws {
    let run = try malote.run("validate", "nada.xml")
    #expect(run.status == 66)
    #expect(run.said == "malote: não há arquivo nada.xml\n  Confira o nome e a pasta.\n")
  }

  @Test func commandsOnASiteNeedOne() throws {
    let folder = try TemporaryFolder()
    var here = malote
    here.folder = folder.path
    for command in [["list"], ["trace", "1"], ["show", "M-1"], ["audit", "verify"], ["doctor"], ["run", "--once"]] {
      let run = try here.run(command)
      #expect(run.status == 66, "\(command): \(run.said)")
      #expect(run.said.contains("malote.yaml"))
    }
  }

  @Test func theSiteComesFromTheOptionTheEnvironmentOrTheFolder() throws {
    let site = try TemporaryFolder()
    try site.makeSite()
    try site.edit("schemas/pedido-venda/flow.yaml", "reject: document", "rejeita: document")
    #expect(try malote.run("check", "--site", site.path).status == 1)
    var named = malote
    named.environment["MALOTE_SITE"] = site.path
    #expect(try named.run("check").status == 1)
    var inside = malote
    inside.folder = site.path
    #expect(try inside.run("check").status == 1)
    #expect(try malote.run("validate", SamplePath.good).status == 0)
  }
}
