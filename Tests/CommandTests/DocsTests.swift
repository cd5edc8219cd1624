import Foundation
import TestSupport
import Testing

/// `malote docs`: the pages that are attached to what was agreed.
@Suite struct DocsTests {
  let malote = MaloteProgram()

  @Test func aFlowIsDescribedOnTheTerminal() throws {
    let run = try malote.run("docs", "encerramento-op")
    #expect(run.status == 0)
    #expect(run.text.components(separatedBy: "\n# ").count == 3)
    #expect(
      run.text.contains("| `op` | 19 | 14 | texto | sim | C2_NUM+C2_ITEM+C2_SEQUEN+C2_ITEMGRD | Ordem de produção |"))
    #expect(try malote.run("docs", "encerramento-op", "--lang", "en").text.contains("| `op` | 19 | 14 | text | yes |"))
  }

  @Test(arguments: [("markdown", "md", "README.md"), ("html", "html", "index.html"), ("csv", "csv", nil)])
  func aFolderHoldsAPagePerLayout(format: String, ending: String, index: String?) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/layouts"
    let run = try malote.run("docs", "encerramento-op", "nota-saida", "--format", format, "-o", path)
    #expect(run.status == 0)
    let pages = run.text.split(separator: "\n").map(String.init)
    #expect(pages.count == 6 && pages.allSatisfy { $0.hasSuffix("." + ending) })
    for page in pages { #expect(try !Data(contentsOf: URL(filePath: page)).isEmpty) }
    let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    #expect(names == (["encerramento-op", "nota-saida"] + (index.map { [$0] } ?? [])).sorted())
  }

  @Test func anUnknownFlowIsNamedWithTheKnownOnes() throws {
    let run = try malote.run("docs", "pedidos")
    #expect(run.status == 64)
    #expect(run.said.contains("apontamento-producao, cadastro-armazem, "))
  }
}
