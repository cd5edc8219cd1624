import Conversion
import EDIModel
import Foundation
import Layouts
import TestSupport
import Testing

/// `Docs/adding-a-flow.md` works: the flow on that page, made from its blocks alone, loads and converts what it says.
@Suite struct FlowGuideTests {
  /// The blocks of the page by the path in their first line, fences left off.
  private static func blocks() throws -> [String: String] {
    let page = try String(contentsOfFile: SharedFolders.root + "/Docs/adding-a-flow.md", encoding: .utf8)
    var blocks: [String: String] = [:]
    for part in page.components(separatedBy: "\n```").dropFirst() {
      let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      guard let space = lines[0].firstIndex(of: " "), lines.count == 2 else { continue }
      blocks[String(lines[0][lines[0].index(after: space)...])] = String(lines[1]) + "\n"
    }
    return blocks
  }

  /// A folder like the checkout, with the shipped dictionary and the page's flow.
  private static func checkout() throws -> URL {
    let root = FileManager.default.temporaryDirectory.appending(path: "malote-guide-\(UUID().uuidString)")
    var files = try blocks()
    let added = files.removeValue(forKey: "Schemas/common/dictionary.yaml (added)") ?? ""
    let dictionary = try String(contentsOfFile: SharedFolders.schemas + "/common/dictionary.yaml", encoding: .utf8)
    files["Schemas/common/dictionary.yaml"] = dictionary + added
    for (path, text) in files {
      let file = root.appending(path: path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      // XML is written without a line end after the root; the page's fence needs one.
      let content = path.hasSuffix(".expected.xml") ? String(text.dropLast()) : text
      try Data(content.utf8).write(to: file)
    }
    return root
  }

  @Test func theFlowOfThePageLoadsAndItsSamplesPass() throws {
    let root = try Self.checkout()
    defer { try? FileManager.default.removeItem(at: root) }
    let catalog = try Catalog.load(from: root.appending(path: "Schemas").path)
    #expect(catalog.flows.map(\.name) == ["parada-maquina"])
    let suite = SampleSuite(exchanges: try Exchanges(catalog: catalog), folder: root.appending(path: "Samples").path)
    let results = suite.run()
    #expect(results.count == 2)
    for result in results {
      #expect(
        result.hasPassed, "\(result.path): \(result.failure?.message.en ?? "") \(result.failure?.details ?? [])")
    }
  }

  /// The flow lives beside the shipped ones: nothing of it is taken for a file of theirs.
  @Test func theFlowOfThePageLivesBesideTheShippedOnes() throws {
    let root = try Self.checkout()
    defer { try? FileManager.default.removeItem(at: root) }
    let schemas = root.appending(path: "Schemas").path
    for name in try FileManager.default.contentsOfDirectory(atPath: SharedFolders.schemas) where name != "common" {
      try FileManager.default.copyItem(atPath: SharedFolders.schemas + "/" + name, toPath: schemas + "/" + name)
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: SharedFolders.schemas + "/common")
    where name != "dictionary.yaml" {
      try FileManager.default.copyItem(
        atPath: SharedFolders.schemas + "/common/" + name, toPath: schemas + "/common/" + name)
    }
    let catalog = try Catalog.load(from: schemas)
    #expect(catalog.flow(named: "parada-maquina") != nil)
    #expect(catalog.flows.count > 1)
  }
}
