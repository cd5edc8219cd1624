import Foundation
import TestSupport
import Testing

@Suite struct ConvertTests {
  let malote = MaloteProgram()

  @Test func documentsGoToStandardOutputOneAfterTheOther() throws {
    let one = try malote.run("convert", SamplePath.good)
    let other = try malote.run("convert", SamplePath.order)
    let both = try malote.run("convert", SamplePath.good, SamplePath.order)
    #expect([one.status, other.status, both.status] == [0, 0, 0])
    #expect(both.output == one.output + other.output)
    #expect(both.said.isEmpty)
    expectGolden(one.output, "convert.xml")
    expectGolden(other.output, "convert.txt")
  }

  @Test func theGoodDocumentsOfAMixedFileComeOutAndTheErrorsAreSaid() throws {
    let run = try malote.run("convert", SamplePath.mixed)
    #expect(run.status == 2)
    #expect(run.text.components(separatedBy: "<?xml").count == 3)
    expectGolden(run.messages, "convert.messages.txt")
  }

  @Test func nothingComesOutOfABadFile() throws {
    let run = try malote.run("convert", SamplePath.fiveErrors)
    #expect(run.status == 65)
    #expect(run.output.isEmpty)
  }

  @Test func aFolderGetsOneFilePerDocumentAndNothingElse() throws {
    let folder = try TemporaryFolder()
    let run = try malote.run("convert", SamplePath.mixed, SamplePath.order, "-o", folder.path + "/saida")
    #expect(run.status == 2)
    let names = try folder.names("saida")
    #expect(names.count == 3)
    #expect(
      names.allSatisfy {
        $0.hasPrefix("PRODUCTIONAPPOINTMENT_") || $0.hasPrefix("PRODUCTIONORDER_") || $0.hasPrefix("OP")
          || !$0.hasPrefix(".")
      })
    #expect(run.text.split(separator: "\n").map(String.init).sorted() == names.map { folder.path + "/saida/" + $0 })
    let again = try malote.run("convert", SamplePath.mixed, SamplePath.order, "-o", folder.path + "/saida")
    #expect(again.output == run.output)
    #expect(try folder.names("saida") == names)
  }

  @Test func documentsOfOneNameKeepApart() throws {
    let folder = try TemporaryFolder()
    let run = try malote.run("convert", SamplePath.order, SamplePath.order, "-o", folder.path)
    #expect(run.status == 0)
    let names = try folder.names()
    #expect(names.count == 2)
    #expect(names.contains { $0.contains("-2.") })
  }

  @Test func manyFilesKeepTheirOrder() throws {
    let folder = try TemporaryFolder()
    let text = try String(contentsOfFile: SharedFolders.root + "/" + SamplePath.order, encoding: .utf8)
    let orders = (10..<50).map { "B44715\($0)001" }
    for order in orders {
      try folder.write(text.replacingOccurrences(of: "B4471501001", with: order), order + ".xml")
    }
    let run = try malote.run(["convert"] + orders.map { folder.path + "/" + $0 + ".xml" })
    #expect(run.status == 0)
    let lines = run.text.components(separatedBy: "\r\n").filter { $0.hasPrefix("60") }
    #expect(lines.count == 40)
    #expect(zip(lines, orders).allSatisfy { $0.contains($1) })
  }

  @Test func dataNamesWhatWasWritten() throws {
    let folder = try TemporaryFolder()
    let run = try malote.run("convert", "--json", SamplePath.mixed, "-o", folder.path)
    #expect(run.status == 2)
    let records = try #require(try JSONSerialization.jsonObject(with: Data(run.output)) as? [[String: Any]])
    let outputs = try #require(records.first?["outputs"] as? [[String: Any]])
    #expect(outputs.compactMap { $0["document"] as? Int } == [1, 3])
    for output in outputs {
      let path = try #require(output["path"] as? String)
      #expect(FileManager.default.contents(atPath: path)?.count == output["size"] as? Int)
    }
  }

  @Test func dataNeedsAFolder() throws {
    let run = try malote.run("convert", "--json", SamplePath.good)
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
  }
}
