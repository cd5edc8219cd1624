import Foundation
import TestSupport
import Testing

@Suite struct CheckTests {
  let malote = MaloteProgram()
  let site: TemporaryFolder

  init() throws {
    site = try TemporaryFolder()
    try site.makeSite()
  }

  /// The line of the sales order's `flow.yaml` that begins so, from 1.
  private func line(of start: String) throws -> Int {
    let text = try String(contentsOfFile: site.path + "/schemas/pedido-venda/flow.yaml", encoding: .utf8)
    return (text.components(separatedBy: "\n").firstIndex { $0.hasPrefix(start) } ?? -1) + 1
  }

  @Test func theShippedDeclarationsAndSamplesAreRight() throws {
    let run = try malote.run("check")
    #expect(run.status == 0, "\(run.text)")
    #expect(run.text.contains("Tudo certo: "))
  }

  @Test func aSiteWithoutSamplesIsCheckedToo() throws {
    let run = try malote.run("check", "--site", site.path)
    #expect(run.status == 0, "\(run.text)")
    #expect(run.text.contains("apontamento-producao "))
  }

  @Test func everyMistakeIsShownWithItsPlace() throws {
    try site.edit("schemas/pedido-venda/flow.yaml", "reject: document", "rejeita: document")
    try site.edit("schemas/ordem-producao/flow.yaml", "kind: state", "kind: estado")
    let run = try malote.run("check", "--site", site.path)
    #expect(run.status == 1)
    let lines = run.text.split(separator: "\n")
    let place = "\(site.path)/schemas/pedido-venda/flow.yaml:\(try line(of: "rejeita")):1: "
    #expect(lines.contains { $0.hasPrefix(place) })
    #expect(lines.contains { $0.hasPrefix("\(site.path)/schemas/ordem-producao/flow.yaml:") })
    #expect(lines.contains { $0.contains("dica: ") })
  }

  @Test func otherCommandsRefuseBrokenDeclarations() throws {
    try site.edit("schemas/pedido-venda/flow.yaml", "reject: document", "rejeita: document")
    let run = try malote.run("validate", "--site", site.path, SamplePath.good)
    #expect(run.status == 78)
    #expect(run.said.contains("pedido-venda/flow.yaml:\(try line(of: "rejeita")):1"))
  }

  @Test func whatIsGeneratedMayNotDriftAndIsWrittenOnDemand() throws {
    let file = "schemas/ordem-producao/protheus-xml.xsd"
    let original = try String(contentsOfFile: site.path + "/" + file, encoding: .utf8)
    try site.write(original + "<!-- mudado -->\n", file)
    let run = try malote.run("check", "--site", site.path)
    #expect(run.status == 1)
    #expect(run.text.contains("ordem-producao/protheus-xml.xsd"))
    let written = try malote.run("check", "--write", "--site", site.path)
    #expect(written.status == 0)
    #expect(written.text.hasPrefix("\(site.path)/\(file)\n"))
    #expect(try String(contentsOfFile: site.path + "/" + file, encoding: .utf8) == original)
  }

  @Test func aSampleThatChangedIsShownAndCanBeAccepted() throws {
    let samples = site.path + "/samples/ordem-producao"
    for kind in ["pass", "fail"] {
      try FileManager.default.createDirectory(atPath: samples + "/" + kind, withIntermediateDirectories: true)
    }
    let root = SharedFolders.root + "/"
    try FileManager.default.copyItem(atPath: root + SamplePath.order, toPath: samples + "/pass/op.xml")
    try FileManager.default.copyItem(atPath: root + SamplePath.orderWithErrors, toPath: samples + "/fail/op.xml")
    let arguments = ["check", "ordem-producao", "--site", site.path]
    #expect(try malote.run(arguments).text.contains("op.expected.txt não existia"))
    #expect(try malote.run(arguments).status == 0)
    try site.edit("samples/ordem-producao/pass/op.xml", "B4471501001", "B4471501002")
    let changed = try malote.run(arguments)
    #expect(changed.status == 1)
    #expect(changed.text.contains("- 2: 60000002GB4471501001") && changed.text.contains("+ 2: 60000002GB4471501002"))
    #expect(try malote.run(arguments + ["--write-samples"]).status == 0)
    #expect(try malote.run(arguments).status == 0)
  }

  @Test func anUnknownFlowIsNamedWithTheKnownOnes() throws {
    let run = try malote.run("check", "pedidos")
    #expect(run.status == 64)
    #expect(run.said.contains("apontamento-producao, cadastro-armazem, "))
  }

  @Test func dataHasStableKeys() throws {
    try site.edit("schemas/pedido-venda/flow.yaml", "reject: document", "rejeita: document")
    let run = try malote.run("check", "--json", "--site", site.path)
    #expect(run.status == 1)
    let record = try #require(try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any])
    #expect(Set(record.keys) == ["clean", "errors", "folder", "samples", "written"])
    let error = try #require((record["errors"] as? [[String: Any]])?.first)
    #expect(error["file"] as? String == "pedido-venda/flow.yaml")
    #expect(error["line"] as? Int == (try line(of: "rejeita")))
  }
}
