import EDIModel
import Foundation
@testable import Layouts
import TestSupport
import Testing

/// The JSON Schemas are for editors; Malote never reads them. What they and the strict reader call a key must be the same.
@Suite("JSON Schemas")
struct VocabularyTests {
  private static let folder = SharedFolders.schemas + "/json-schema"

  @Test("They name the keys that the strict reader asks for, and no others")
  func sameKeys() throws {
    let read = try Self.vocabulary()
    let written = try Self.properties()
    #expect(read.keys.sorted() == written.keys.sorted())
    for (kind, keys) in read { #expect(written[kind]?.sorted() == keys.sorted(), "\(kind)") }
  }

  @Test("They refuse unknown keys and name their draft")
  func strict() throws {
    for name in ["dictionary", "flow", "layout", "fragment"] {
      let schema = try Self.schema(name)
      #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
      #expect(schema["$id"] as? String == "\(name).schema.json")
      for (kind, definition) in Self.mappings(name, schema) {
        #expect(definition["additionalProperties"] as? Bool == false, "\(name): \(kind)")
      }
    }
  }

  /// The keys that are asked for while declarations are loaded that use the whole language.
  private static func vocabulary() throws -> [String: Set<String>] {
    var all: [String: Set<String>] = [:]
    for folder in [SharedFolders.schemas, SharedFolders.root + "/Tests/LayoutsTests/Everything"] {
      let log = DeclarationLog()
      _ = CatalogLoader(folder: SchemaFolder(root: folder, log: log)).load()
      #expect(log.errors == [])
      all.merge(log.vocabulary) { $0.union($1) }
    }
    return all
  }

  private static func properties() throws -> [String: Set<String>] {
    var all: [String: Set<String>] = [:]
    for name in ["dictionary", "flow", "layout", "fragment"] {
      for (kind, definition) in mappings(name, try schema(name)) {
        all[kind] = Set((definition["properties"] as? [String: Any] ?? [:]).keys)
      }
    }
    return all
  }

  /// The mappings with keys of ours: the file itself and those of its definitions that list them all.
  private static func mappings(_ name: String, _ schema: [String: Any]) -> [String: [String: Any]] {
    let definitions = (schema["$defs"] as? [String: [String: Any]] ?? [:]).filter {
      $0.value["properties"] != nil && $0.key != "condition"
    }
    return definitions.merging([name: schema]) { first, _ in first }
  }

  private static func schema(_ name: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(filePath: "\(folder)/\(name).schema.json"))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }
}
