import Foundation
import TestSupport
import Testing

/// The commands over a site, from `init` to the audit, as an operator goes through them.
@Suite struct SiteTests {
  let malote = MaloteProgram()
  let folder: TemporaryFolder
  let site: String

  init() throws {
    folder = try TemporaryFolder()
    site = folder.path + "/site"
    let made = try malote.run("init", site)
    #expect(made.status == 0, "\(made.said)")
    // Nothing is written in these tests while the gateway looks, so it need not wait long.
    try folder.edit("site/malote.yaml", "quiet: 2s", "quiet: 50ms")
  }

  private func drop(_ sample: String, as name: String, in system: String) throws {
    try FileManager.default.copyItem(
      atPath: SharedFolders.root + "/" + sample, toPath: "\(site)/\(system)/inbox/\(name)")
  }

  private func run(_ arguments: String...) throws -> MaloteProgram.Run {
    try malote.run(arguments + ["--site", site])
  }

  private func objects(_ run: MaloteProgram.Run) throws -> [[String: Any]] {
    try #require(try JSONSerialization.jsonObject(with: Data(run.output)) as? [[String: Any]], "\(run.said)")
  }

  private func object(_ run: MaloteProgram.Run) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any], "\(run.said)")
  }

  @Test func initMakesASiteOnceAndTouchesNothingThatIsThere() throws {
    #expect(
      try folder.names("site").filter { !$0.hasPrefix(".") } == [
        "archive", "error", "malote.yaml", "protheus", "schemas", "trimpaper",
      ])
    #expect(try folder.names("site/protheus") == ["inbox", "outbox"])
    let again = try malote.run("init", site)
    #expect(again.status != 0)
    #expect(again.said.contains("já existe"))
  }

  @Test func aHealthySiteIsSaidToBe() throws {
    let healthy = try run("doctor")
    #expect(healthy.status == 0, "\(healthy.text)")
    try FileManager.default.removeItem(atPath: site + "/protheus/inbox")
    let ill = try run("doctor")
    #expect(ill.status == 1)
    #expect(ill.text.contains("ERRO") && ill.text.contains("protheus/inbox"))
    #expect(try objects(run("doctor", "--json")).contains { $0["health"] as? String == "bad" })
  }

  @Test func anEmptySiteIsWorkedOffAtOnce() throws {
    let once = try run("run", "--once")
    #expect(once.status == 0, "\(once.said)")
    #expect(once.text == "Nenhum arquivo.\n")
    #expect(try run("list").text == "No registro: 0 documentos.\n")
  }

  @Test func whatWasDroppedIsDeliveredListedTracedAndAudited() throws {
    try drop(SamplePath.order, as: "op.xml", in: "protheus")
    try drop(SamplePath.mixed, as: "ap.txt", in: "trimpaper")
    let once = try run("run", "--once", "--json")
    #expect(once.status == 2, "\(once.said)")
    let status = try object(once)
    #expect(status["delivered"] as? Int == 3 && status["rejected"] as? Int == 1)
    // Each system gets what is for it and the receipt for what it sent.
    #expect(try folder.names("site/trimpaper/outbox").count == 1 + 1)
    #expect(try folder.names("site/protheus/outbox").count == 2 + 1)
    #expect(try folder.names("site/error").contains { $0.hasSuffix(".erro.txt") })

    let rejected = try #require(
      try object(run("list", "--state", "recusado", "--json"))["documents"] as? [[String: Any]])
    #expect(rejected.count == 1)
    #expect(rejected.first?["codes"] as? [String] == ["field.not-in-list"])

    let traced = try objects(run("trace", "B4471501001", "--json"))
    #expect(traced.count == 1)
    let id = try #require(traced.first?["id"] as? String)
    let shown = try run("show", id)
    #expect(shown.status == 0)
    #expect(shown.text.contains("op.xml") && shown.text.contains("entregue"))
    #expect(try run("trace", "nada-disso").status == 1)
    #expect(try run("show", "M-0009999").status == 66)

    let audit = try run("audit", "verify")
    #expect(audit.status == 0, "\(audit.text)")
    #expect(audit.text.contains("Íntegro."))
    let export = try run("audit", "export")
    let head = try #require(audit.text.split(separator: "\n").first { $0.hasPrefix("Ponto final: ") }?.dropFirst(13))
    #expect(export.text.split(separator: "\n").count == Int(head.prefix { $0 != ":" }))
    #expect(try run("audit", "verify", "--known", String(head)).status == 0)
    #expect(try run("audit", "verify", "--known", "1:" + String(repeating: "0", count: 64)).status == 1)
  }

  @Test func whatIsNotAnsweredInTimeIsListed() throws {
    try folder.edit(
      "site/malote.yaml", "# answer_within:\n#   apontamento-producao: 2h", "answer_within: {ordem-producao: 1ms}")
    try drop(SamplePath.order, as: "op.xml", in: "protheus")
    try drop(SamplePath.mixed, as: "ap.txt", in: "trimpaper")
    #expect(try run("run", "--once").status == 2)
    let late = try run("list", "--unanswered")
    #expect(late.text.contains("op.xml") && !late.text.contains("ap.txt"), "\(late.text)")
    #expect(late.text.contains("SEM CONFIRMAÇÃO no prazo: 1"), "\(late.text)")
    #expect(try object(run("list", "--json"))["unanswered"] as? Int == 1)
  }

  @Test func aSingleDocumentIsTracedInFullAndSeveralInOneLineEach() throws {
    try drop(SamplePath.mixed, as: "ap.txt", in: "trimpaper")
    #expect(try run("run", "--once").status == 2)
    let one = try run("trace", "0000052052")
    #expect(one.text.contains("Relatório:  error/M-0000001.2_ap.txt.erro.txt"))
    #expect(one.text.contains("O código não está na lista combinada [field.not-in-list]"))
    let several = try run("trace", "ap.txt")
    #expect(several.text.split(separator: "\n").count == 4)
    #expect(several.said.contains("malote show M-0000001.3"))
  }

  @Test func atATerminalTheLogIsInWords() throws {
    try drop(SamplePath.mixed, as: "ap.txt", in: "trimpaper")
    let once = try malote.runAtATerminal(["run", "--once", "--site", site])
    #expect(once.status == 2)
    #expect(once.said.contains("aviso   M-0000001.2 recusado: O código não está na lista"), "\(once.said)")
    #expect(once.said.contains("Malote: 1 arquivo, 2 entregues, 1 recusado"))
    #expect(!once.said.contains("{"))
  }

  @Test func anArchiveThatIsGoneIsFoundByTheAudit() throws {
    try drop(SamplePath.order, as: "op.xml", in: "protheus")
    #expect(try run("run", "--once").status == 0)
    try FileManager.default.removeItem(atPath: site + "/archive")
    let audit = try run("audit", "verify")
    #expect(audit.status == 1)
    #expect(audit.text.contains("Cadeia: ") && audit.text.contains("M-0000001: o original sumiu"))
  }

  @Test func aChangedOriginalIsFoundByTheAudit() throws {
    try drop(SamplePath.order, as: "op.xml", in: "protheus")
    #expect(try run("run", "--once").status == 0)
    let day = try #require(try folder.names("site/archive").first)
    let name = try #require(try folder.names("site/archive/" + day).first)
    try folder.edit("site/archive/\(day)/\(name)", "B4471501001", "B4471501002")
    let audit = try run("audit", "verify")
    #expect(audit.status == 1)
    #expect(audit.text.contains("o original foi alterado"))
    #expect(try run("audit", "verify", "--chain-only").status == 0)
  }

  @Test func whatIsAskedForIsCarriedOutByTheNextRun() throws {
    try drop(SamplePath.order, as: "op.xml", in: "protheus")
    #expect(try run("run", "--once").status == 0)
    let outbox = site + "/trimpaper/outbox"
    let name = try #require(try folder.names("site/trimpaper/outbox").first)
    let first = try #require(FileManager.default.contents(atPath: outbox + "/" + name))
    try FileManager.default.removeItem(atPath: outbox + "/" + name)

    #expect(try run("resend", "M-0000001", "--reason", "apagado").status == 64)
    #expect(try run("resend", "M-0000001.9", "--reason", "apagado").status == 66)
    #expect(try run("resend", "M-0000001.1", "--reason", " ").status == 64)
    let asked = try run("resend", "M-0000001.1", "--reason", "apagado no Trimpaper")
    #expect(asked.status == 0, "\(asked.said)")
    #expect(asked.said.contains("registrado"))
    #expect(try folder.names("site/trimpaper/outbox").isEmpty)
    #expect(try run("run", "--once").status == 0)
    #expect(FileManager.default.contents(atPath: outbox + "/" + name) == first)

    #expect(try run("reprocess", "M-0000001", "--reason", "layout corrigido").status == 0)
    #expect(try run("run", "--once").status == 0)
    let again = try run("show", "M-0000002")
    #expect(again.status == 0)
    #expect(again.text.contains("Reprocessa:") && again.text.contains("M-0000001"))
    #expect(try run("show", "M-0000001.1").text.contains("apagado no Trimpaper"))
    #expect(try run("audit", "verify").status == 0)
  }

  @Test func theServiceStopsWhenItIsToldTo() throws {
    let process = Process()
    process.executableURL = MaloteProgram.path
    process.arguments = ["run", "--site", site]
    process.environment = malote.environment
    process.standardError = FileHandle.nullDevice
    try process.run()
    try drop(SamplePath.order, as: "op.xml", in: "protheus")
    let end = Date.now.addingTimeInterval(60)
    while try folder.names("site/trimpaper/outbox").isEmpty, Date.now < end { Thread.sleep(forTimeInterval: 0.05) }
    #expect(try folder.names("site/trimpaper/outbox").count == 1)
    #expect(try run("run", "--once").status == 75)
    #expect(try run("doctor").text.contains("em funcionamento (\(process.processIdentifier))"))
    process.terminate()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
  }
}
