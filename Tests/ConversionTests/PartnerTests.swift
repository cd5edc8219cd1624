import Conversion
import EDIModel
import Foundation
import TestSupport
import Testing

/// What other people's files and schemas say of ours. Neither lies in the checkout: each test is skipped, visibly, where
/// the environment does not name their folder.
@Suite("Partners")
struct PartnerTests {
  static let schemas = ProcessInfo.processInfo.environment["MALOTE_TOTVS_SCHEMAS"]
  static let messages = ProcessInfo.processInfo.environment["MALOTE_REAL_MESSAGES"]

  /// The XML files of the folder of real messages.
  static let files: [String] = {
    guard let messages else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: messages)) ?? []
    return names.filter { $0.lowercased().hasSuffix(".xml") }.sorted().map { messages + "/" + $0 }
  }()

  @Test(
    "What is written for Protheus is valid against the published schema",
    .enabled(if: schemas != nil, "MALOTE_TOTVS_SCHEMAS does not name a folder with events/*.xsd"),
    arguments: SampleFiles.outputs.filter { $0.hasSuffix(".xml") })
  func published(_ path: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "malote-published-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (number, document) in try SampleFiles.documents(path).enumerated() {
      let file = folder.appending(path: "\(number + 1).xml")
      try Data(document).write(to: file)
      let text = String(decoding: document, as: UTF8.self)
      // Of some messages TOTVS publishes a JSON schema only; some are ours.
      guard let named = text.firstMatch(of: /noNamespaceSchemaLocation="[^"]*events\/([^"]+\.xsd)"/),
        case let schema = try #require(Self.schemas) + "/events/" + named.1,
        FileManager.default.fileExists(atPath: schema)
      else { continue }
      let complaints = try Self.complaints(of: [file.path], schema: schema)
      #expect(complaints.isEmpty, "\(complaints)")
    }
  }

  @Test("The folder of real messages holds some", .enabled(if: messages != nil, "MALOTE_REAL_MESSAGES names no folder"))
  func some() {
    #expect(!Self.files.isEmpty)
  }

  @Test(
    "Real messages are converted without a finding against them",
    .enabled(if: messages != nil, "MALOTE_REAL_MESSAGES names no folder"), arguments: files)
  func real(_ path: String) throws {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    var complaints: [String] = []
    var outputs = 0
    let verdict = try SampleFiles.loaded.get().convertFile(
      InterchangeSource(bytes),
      onFinding: { if $0.severity != .notice { complaints.append("\($0.code.rawValue) \($0.field ?? "")") } },
      onOutputs: { outputs += $0.entries.count })
    #expect(complaints.isEmpty)
    #expect(verdict.isClean)
    #expect(outputs == 1)
  }

  /// What `xmllint` says against the files; empty when they are valid.
  private static func complaints(of files: [String], schema: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["xmllint", "--noout", "--nonet", "--schema", schema] + files
    let pipe = Pipe()
    process.standardError = pipe
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus == 0 ? "" : said
  }
}
