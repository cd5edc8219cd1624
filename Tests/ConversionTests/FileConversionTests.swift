import Conversion
import EDIModel
import Formats
import Foundation
import Layouts
import TestSupport
import Testing

/// Whole files without a site.
@Suite struct FileConversionTests {
  private let exchanges: Exchanges

  init() throws { exchanges = try Exchanges(catalog: try Catalog.load(from: SharedFolders.schemas)) }

  private struct Outcome {
    var verdict = FileVerdict()
    var codes: [FindingCode] = []
    var outputs: [FileOutput] = []
  }

  private func convert(
    _ text: String, _ exchanges: Exchanges? = nil, settings: FileSettings = FileSettings()
  ) throws -> Outcome {
    var outcome = Outcome()
    outcome.verdict = try (exchanges ?? self.exchanges).convertFile(
      InterchangeSource(Array(text.utf8)), settings: settings, onFinding: { outcome.codes.append($0.code) },
      onOutputs: { $0.forEach { outcome.outputs.append($0) } })
    return outcome
  }

  @Test func theGoodDocumentsOfAMixedFileGoOn() throws {
    let outcome = try convert(Posting.mixed)
    #expect(outcome.verdict.good == 2 && outcome.verdict.rejected == 1)
    #expect(outcome.outputs.map(\.ordinal) == [1, 3])
    #expect(outcome.verdict.flow?.name == "apontamento-producao")
    #expect(!outcome.verdict.isClean && !outcome.verdict.isRefused)
  }

  @Test func aFlowThatRejectsWholeFilesLetsNothingThrough() throws {
    let folder = try TemporaryFolder()
    let schemas = folder.path + "/Schemas"
    try FileManager.default.copyItem(atPath: SharedFolders.schemas, toPath: schemas)
    let file = schemas + "/apontamento-producao/flow.yaml"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try text.replacingOccurrences(of: "reject: document", with: "reject: interchange")
      .write(toFile: file, atomically: false, encoding: .utf8)
    let outcome = try convert(Posting.mixed, try Exchanges(catalog: try Catalog.load(from: schemas)))
    #expect(outcome.outputs.isEmpty)
    #expect(outcome.verdict.rejected == 3 && outcome.verdict.isRefused)
    #expect(outcome.codes.contains(.documentNotAlone))
  }

  @Test func nothingComesOutOfAFileWhoseEndIsMissing() throws {
    let outcome = try convert(Posting.withoutTrailer)
    #expect(outcome.outputs.isEmpty)
    #expect(outcome.codes.contains(.trailerMissing))
    #expect(outcome.verdict.good == 0 && outcome.verdict.rejected == 1)
  }

  @Test(arguments: [Posting.good, Posting.mixed, Posting.withoutTrailer, Posting.order])
  func aLargeFileGivesTheSameAsASmallOne(_ text: String) throws {
    var large = FileSettings()
    large.keptUpTo = 0
    let (one, other) = (try convert(text), try convert(text, settings: large))
    #expect(one.outputs.map(\.bytes) == other.outputs.map(\.bytes))
    #expect(one.codes == other.codes)
    #expect(one.verdict.good == other.verdict.good && one.verdict.rejected == other.verdict.rejected)
  }

  /// A spool that takes so many outputs and no more.
  private final class SmallSpool: OutputSpool {
    private let most: Int
    private var all: [FileOutputs] = []
    init(most: Int) { self.most = most }
    func append(_ outputs: FileOutputs) -> Bool {
      if all.count < most { all.append(outputs) }
      return all.count < most
    }
    func each(_ use: (FileOutputs) throws -> Void) throws { try all.forEach(use) }
  }

  /// A line that keeps everybody waiting to the end.
  private final class LateLine: JudgingLine {
    private let judge: ([ReadDocument]) -> JudgedDocuments
    private var waiting: [ReadDocument] = []
    init(_ judge: @escaping ([ReadDocument]) -> JudgedDocuments) { self.judge = judge }
    func add(_ read: inout ReadDocument, _ use: (JudgedDocuments) throws -> Void) { waiting.append(read) }
    func finish(_ use: (JudgedDocuments) throws -> Void) throws { try use(judge(waiting)) }
  }

  @Test(arguments: [Posting.good, Posting.mixed, Posting.withoutTrailer], [0, 1, 2, 99])
  func whereverOutputsWaitTheyAreTheSame(_ text: String, most: Int) throws {
    var settings = FileSettings()
    settings.keptUpTo = 0
    settings.makeSpool = { SmallSpool(most: most) }
    settings.line = { LateLine($0) }
    let (one, other) = (try convert(text), try convert(text, settings: settings))
    #expect(one.outputs.map(\.bytes) == other.outputs.map(\.bytes))
    #expect(one.outputs.map(\.ordinal) == other.outputs.map(\.ordinal))
    #expect(one.codes == other.codes)
    #expect(one.verdict.good == other.verdict.good && one.verdict.rejected == other.verdict.rejected)
  }

  @Test func anEmptyFileAndAnUnknownOneAreRefused() throws {
    #expect(try convert("").codes == [.fileEmpty])
    let unknown = try convert("bom dia\n")
    #expect(unknown.codes == [.layoutUnknown])
    #expect(unknown.verdict.isRefused && unknown.verdict.layout == nil)
  }

  @Test func theFileNumberIsTheDocumentsPlaceAndTheEnvironmentTheSettings() throws {
    var settings = FileSettings()
    settings.environment = "T"
    let output = try #require(try convert(Posting.order, settings: settings).outputs.first)
    let header = String(decoding: output.bytes.prefix { $0 != 0x0D }, as: UTF8.self)
    #expect(header.hasSuffix("000000001T"))
  }

  @Test func aSiteTakesOnlyItsOwnDocuments() throws {
    var settings = FileSettings()
    settings.site = SiteFacts(company: "02", branches: ["010004"], environment: "P")
    let outcome = try convert(Posting.good, settings: settings)
    #expect(outcome.codes == [.siteCompany])
    #expect(outcome.outputs.isEmpty)
  }

  @Test func aFileWrittenByUsIsNotConvertedAgain() throws {
    let order = try #require(try convert(Posting.order).outputs.first)
    let again = try convert(String(decoding: order.bytes, as: UTF8.self))
    #expect(again.codes == [.layoutWrongWay])
    #expect(again.outputs.isEmpty)
  }

  @Test func checkingHandsOverEveryDocument() throws {
    var ordinals: [Int] = []
    let verdict = try exchanges.checkFile(
      InterchangeSource(Array(Posting.mixed.utf8)), onFinding: { _ in },
      onDocument: { ordinals.append($0.document.ordinal) })
    #expect(ordinals == [1, 2, 3])
    #expect(verdict.good == 2 && verdict.rejected == 1)
  }

  @Test func whatTheCallerThrowsEndsTheRun() {
    struct Stop: Error {}
    #expect(throws: Stop.self) {
      try exchanges.convertFile(
        InterchangeSource(Array(Posting.good.utf8)), onFinding: { _ in }, onOutputs: { _ in throw Stop() })
    }
  }
}
