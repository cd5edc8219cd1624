import Conversion
import EDIModel
import Foundation
import Layouts
import TestSupport
import Testing

/// The suite itself, over folders made for it.
@Suite struct SampleSuiteTests {
  private static let flow = "apontamento-producao"
  private let folder: TemporaryFolder
  private let exchanges: Exchanges

  init() throws {
    folder = try TemporaryFolder()
    exchanges = try Exchanges(catalog: try Catalog.load(from: SharedFolders.schemas))
  }

  private func put(_ text: String, _ path: String) throws {
    let url = URL(filePath: folder.path + "/" + Self.flow + "/" + path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// The results by their paths below the flow's folder.
  private func run(rewrite: Bool = false) -> [String: SampleResult] {
    let results = SampleSuite(exchanges: exchanges, folder: folder.path).run(flows: [Self.flow], rewrite: rewrite)
    return Dictionary(uniqueKeysWithValues: results.map { (String($0.path.dropFirst(Self.flow.count + 1)), $0) })
  }

  private func golden(_ path: String) throws -> String {
    try String(contentsOfFile: folder.path + "/" + Self.flow + "/" + path, encoding: .utf8)
  }

  @Test func aFlowWithoutSamplesFailsForBothKinds() {
    let results = run()
    #expect(results.keys.sorted() == ["fail", "pass"])
    #expect(results.values.allSatisfy { $0.failure?.code == "missing" })
  }

  @Test func aMissingGoldenFileIsWrittenAndFailsOnce() throws {
    try put(Posting.good, "pass/bom.txt")
    try put(Posting.withoutTrailer, "fail/ruim.txt")
    #expect(run().values.allSatisfy { $0.failure?.code == "written" })
    #expect(run().values.allSatisfy { $0.hasPassed })
    let findings = try golden("fail/ruim.findings.txt")
    #expect(findings.contains(" error trailer.missing "))
    #expect(findings.hasSuffix("\ndocuments: 0 good, 1 rejected\n"))
    let output = try golden("pass/bom.expected.xml")
    #expect(output.hasPrefix("<?xml") && output.hasSuffix("</TOTVSMessage>"))
  }

  @Test func aDifferenceIsShownAroundWhatDiffersAndCanBeAccepted() throws {
    try put(Posting.good, "pass/bom.txt")
    try put(Posting.withoutTrailer, "fail/ruim.txt")
    _ = run()
    try put(Posting.good.replacingOccurrences(of: "REB01 ", with: "REB02 "), "pass/bom.txt")
    let failure = try #require(run()["pass/bom.txt"]?.failure)
    #expect(failure.code == "differs")
    #expect(failure.details.count == 2)
    #expect(failure.details[0].hasPrefix("- 1: …") && failure.details[0].contains("<MachineCode>REB01<"))
    #expect(failure.details[1].hasPrefix("+ 1: …") && failure.details[1].contains("<MachineCode>REB02<"))
    #expect(failure.details.allSatisfy { $0.count < 140 })
    #expect(run(rewrite: true).values.allSatisfy { $0.hasPassed })
    #expect(run().values.allSatisfy { $0.hasPassed })
  }

  @Test func aBadFileInPassAndAGoodOneInFailAreFailures() throws {
    try put(Posting.withoutTrailer, "pass/ruim.txt")
    try put(Posting.good, "fail/bom.txt")
    let results = run()
    #expect(results["pass/ruim.txt"]?.failure?.code == "rejected")
    #expect(results["pass/ruim.txt"]?.failure?.details.contains { $0.contains("trailer.missing") } == true)
    #expect(results["fail/bom.txt"]?.failure?.code == "accepted")
  }

  @Test func aSampleOfAnotherFlowIsNamed() throws {
    try put(Posting.order, "pass/ordem.xml")
    let failure = try #require(run()["pass/ordem.xml"]?.failure)
    #expect(failure.code == "wrong-flow")
    #expect(failure.message.en.contains("ordem-producao"))
  }
}
