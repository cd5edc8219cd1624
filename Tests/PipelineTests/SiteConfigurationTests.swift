import EDIModel
import Foundation
import TestSupport
import Testing

@testable import Layouts
@testable import Pipeline

/// `malote.yaml`: what is read, what is refused, and what its JSON Schema says.
@Suite struct SiteConfigurationTests {
  @Test func aNewSiteReadsItsOwnConfiguration() throws {
    let read = try SiteConfiguration.load(Array(SiteMaker.configuration.utf8), file: "malote.yaml")
    #expect(read.company == "01")
    #expect(read.systems.map(\.name) == ["protheus", "trimpaper"])
    #expect(read.systems.first?.ignoredPrefixes == ["OK_", "ERR_"])
    #expect(read.systems.first?.quiet == .seconds(2))
    #expect(read.systems.first?.patience == .seconds(600))
    #expect(read.largestFile == 4 << 30)
  }

  @Test func everyMistakeIsReportedAtItsPlace() throws {
    let text = """
      company: "01"
      branches: ["010004"]
      enviroment: P
      systems:
        protheus:
          inbox: a
          outbox: b
          quiet: 2 segundos
        trimpaper:
          inbox: c

      """
    let errors = try #require(throws: DeclarationErrors.self) {
      try SiteConfiguration.load(Array(text.utf8), file: "malote.yaml")
    }
    let found = errors.errors.map { "\($0.line):\($0.column) \($0.code)" }
    #expect(found == ["3:1 yaml.unknown-key", "8:12 site.quantity", "10:5 yaml.missing-key"])
  }

  @Test func theJSONSchemaNamesTheKeysThatAreRead() throws {
    let log = DeclarationLog()
    _ = SiteConfiguration.read(Array(SiteMaker.configuration.utf8), file: "malote.yaml", log: log)
    let file = URL(filePath: SharedFolders.schemas + "/json-schema/site.schema.json")
    let schema = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
    #expect(log.vocabulary["site"] == Self.keys(schema))
    #expect(log.vocabulary["system"] == Self.keys(definitions["system"] ?? [:]))
  }

  private static func keys(_ definition: [String: Any]) -> Set<String> {
    Set((definition["properties"] as? [String: Any] ?? [:]).keys)
  }
}
