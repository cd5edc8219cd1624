import EDIModel
import Foundation
import TestSupport
import Testing

/// `Docs/findings.md` and the codes say the same: each code has exactly one section, with the texts that people are shown.
@Suite struct FindingDocsTests {
  private static func sections() throws -> [(code: String, text: String)] {
    let page = try String(contentsOfFile: SharedFolders.root + "/Docs/findings.md", encoding: .utf8)
    return page.components(separatedBy: "\n### ").dropFirst().map { part in
      let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      let code = lines[0].trimmingCharacters(in: CharacterSet(charactersIn: "`"))
      return (code, lines.count > 1 ? String(lines[1]) : "")
    }
  }

  @Test func everyCodeHasOneSectionInOrder() throws {
    #expect(try Self.sections().map(\.code) == FindingCode.allCases.map(\.rawValue))
  }

  @Test(arguments: FindingCode.allCases)
  func sectionSaysWhatPeopleAreTold(_ code: FindingCode) throws {
    let found = try Self.sections().filter { $0.code == code.rawValue }
    let section = try #require(found.first, "no section `### \(code.rawValue)`")
    let said = section.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let text = code.text
    for expected in [
      "**\(text.title.pt).**", "*O que fazer:* \(text.remedy.pt)", "**\(text.title.en).**",
      "*What to do:* \(text.remedy.en)", "```text ",
    ] {
      #expect(said.contains(expected), "\(code.rawValue): the section lacks \"\(expected)\"")
    }
  }
}
