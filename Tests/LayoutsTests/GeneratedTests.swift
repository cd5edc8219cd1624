import EDIModel
import Foundation
import Layouts
import TestSupport
import Testing

@Suite("Generated files")
struct GeneratedTests {
  @Test("The committed XSDs are what the declarations say")
  func noDrift() throws {
    #expect(try Catalog.load(from: SharedFolders.schemas).drift(in: SharedFolders.schemas) == [])
  }

  @Test("A missing and a changed file are found, with the line that differs")
  func drift() throws {
    let catalog = try Catalog.load(from: SharedFolders.schemas)
    let copy = try TemporaryFolder()
    let missing = try #require(catalog.generatedFiles().first).path
    for (path, text) in catalog.generatedFiles().dropFirst() {
      let file = URL(filePath: copy.path + "/" + path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      let changed = text.replacing("name=\"UUID\" type=\"xs:string\"", with: "name=\"UUID\" type=\"xs:token\"")
      try (path.hasPrefix("pedido") ? changed : text).write(to: file, atomically: false, encoding: .utf8)
    }
    let found = catalog.drift(in: copy.path).map { "\($0.file):\($0.line) \($0.code)" }
    #expect(
      found == ["\(missing):1 schemas.drift", "pedido-venda/protheus-xml.xsd:10 schemas.drift"])
  }

  @Test("The same declarations give the same text")
  func deterministic() throws {
    let first = try Catalog.load(from: SharedFolders.schemas).generatedFiles().map(\.text)
    let second = try Catalog.load(from: SharedFolders.schemas).generatedFiles().map(\.text)
    #expect(first == second)
    #expect(first.count >= 3)
  }
}
