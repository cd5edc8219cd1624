import Conversion
import EDIModel
import Formats
import Layouts
import TestSupport
import Testing

@Suite("Samples")
struct SampleTests {
  @Test("Each sample gives its golden file", arguments: SampleFiles.results.map(\.path))
  func golden(_ path: String) throws {
    let result = try #require(SampleFiles.results.first { $0.path == path })
    let failure = result.failure.map { "\($0.message.pt)\n" + $0.details.joined(separator: "\n") }
    #expect(result.hasPassed, "\(failure ?? "")")
  }

  @Test("Every flow has samples enough of both kinds")
  func enough() throws {
    for flow in try SampleFiles.loaded.get().catalog.flows {
      let paths = SampleFiles.results.map(\.path)
      #expect(paths.count { $0.hasPrefix(flow.name + "/pass/") } >= 5, "\(flow.name)/pass")
      #expect(paths.count { $0.hasPrefix(flow.name + "/fail/") } >= 15, "\(flow.name)/fail")
    }
  }

  @Test(
    "Every flow has a sample with five planted mistakes, and all five are found",
    arguments: [
      "apontamento-producao", "ordem-producao", "pedido-venda",
    ])
  func five(_ flow: String) throws {
    let lines = try Self.lines("\(flow)/fail/cinco-erros.findings.txt")
    #expect(lines.count { $0.contains(" error ") } == 5)
  }

  /// What no sample can show, and why.
  static let elsewhere: [FindingCode: String] = [
    .fileTooLarge: "would take a file of 64 MiB",
    .fileCrashedReader: "is told by the ledger",
    .siteCompany: "needs a site", .siteBranch: "needs a site", .siteEnvironment: "needs a site",
    .sequenceRepeated: "is told by the ledger", .sequenceGap: "is told by the ledger",
    .documentDivergent: "is told by the ledger", .receiptUnknown: "is told by the ledger",
    .documentNotAlone: "no shipped flow rejects whole files",
    .headerMissing: "without its header a file of these flows is not recognised",
    .recordMissing: "no record of these layouts has a minimum",
    .recordTooMany: "would take 100 000 records", .targetTooMany: "would take 100 000 rows",
    .xmlTooManyNames: "would take 10 000 names",
    .fieldNotATime: "no field of these flows is a time alone",
    .targetMissing: "what the destination needs, these flows need too",
    .targetNoCode: "these layouts spell every code",
  ]

  @Test("The samples show every finding that they can")
  func everyFinding() throws {
    let shown = Set(
      try SampleFiles.goldens("fail") { $0.hasSuffix(".findings.txt") }.flatMap { path in
        try Self.lines(path).flatMap { $0.split(separator: " ") }.compactMap { FindingCode(rawValue: String($0)) }
      })
    let missing = Set(FindingCode.allCases).subtracting(shown).subtracting(Self.elsewhere.keys)
    #expect(missing.isEmpty, "in no sample: \(missing.map(\.rawValue).sorted())")
    let wrong = shown.intersection(Self.elsewhere.keys)
    #expect(wrong.isEmpty, "shown after all: \(wrong.map(\.rawValue).sorted())")
  }

  @Test("What is written is read back without a finding", arguments: SampleFiles.outputs)
  func readBack(_ path: String) throws {
    let exchanges = try SampleFiles.loaded.get()
    let flow = try #require(exchanges.catalog.flows.first { path.hasPrefix($0.name + "/") })
    let readsAll = flow.layouts(of: flow.to).allSatisfy(\.canRead)
    for document in try SampleFiles.documents(path) {
      // What is only written is held against the published schema (`PartnerTests`).
      let recognised = exchanges.recogniser.recognise(head: document, isWholeFile: true)
      if !readsAll {
        guard case .layout(let found) = recognised, found.flow == flow.name else { continue }
      }
      var findings: [Finding] = []
      let verdict = try exchanges.checkFile(InterchangeSource(document)) { findings.append($0) }
      #expect(verdict.good == 1)
      #expect(verdict.flow.map { path.hasPrefix($0.name + "/") } == true)
      // A rule's warning is about the content, which is the source's own; any other would be about our writing.
      #expect(findings.filter { $0.severity != .notice && !$0.code.rawValue.hasPrefix("rule.") }.isEmpty)
    }
  }

  private static func lines(_ path: String) throws -> [String] {
    String(decoding: try SampleFiles.bytes(path), as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
