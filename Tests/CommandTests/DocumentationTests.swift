import Foundation
import TestSupport
import Testing

/// The pages say what is there: links lead somewhere, commands and options exist, events are those of the log.
@Suite struct DocumentationTests {
  @Test(arguments: try Page.all())
  func linksAndPathsLeadSomewhere(_ page: Page) throws {
    for link in page.links where !link.hasPrefix("http") {
      let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let target = parts[0].isEmpty ? page.path : page.folder + parts[0]
      #expect(FileManager.default.fileExists(atPath: target), "\(page): \(link)")
      if parts.count == 2 { #expect(try Page(path: target).anchors.contains(parts[1]), "\(page): \(link)") }
    }
    let roots = ["Sources/", "Tests/", "Docs/", "Schemas/", "Samples/", "scripts/"]
    for code in page.codeSpans where roots.contains(where: code.hasPrefix) && !code.contains(where: "<*NAME ".contains)
    {
      #expect(FileManager.default.fileExists(atPath: SharedFolders.root + "/" + code), "\(page): \(code)")
    }
  }

  @Test(arguments: try Page.all())
  func commandsAndOptionsExist(_ page: Page) throws {
    for command in page.commands {
      let words = command.split(separator: " ").map(String.init)
      let name = Array(words.prefix { $0.allSatisfy { $0.isLowercase && $0.isLetter } }.prefix(2))
      guard let help = try Self.help(of: name) else {
        Issue.record("\(page): there is no command `malote \(command)`")
        continue
      }
      // The parser's own option stands in no help; that there is such a script is another test's.
      for option in words where option.hasPrefix("--") && option != "--generate-completion-script" {
        let known = help.split { !$0.isLetter && $0 != "-" }.contains { $0 == option }
        #expect(known, "\(page): `malote \(command)`: \(option) is no option of it")
      }
    }
  }

  /// The help of `malote audit verify`, else of `malote audit`; `nil` when there is no such command.
  private static func help(of name: [String]) throws -> String? {
    for length in stride(from: name.count, through: name.isEmpty ? 0 : 1, by: -1) {
      let run = try MaloteProgram().run(name.prefix(length) + ["--help"])
      let usage = (["USAGE: malote"] + name.prefix(length)).joined(separator: " ")
      if run.status == 0, run.text.contains(usage) { return run.text }
    }
    return nil
  }

  @Test func theOperatorsPageNamesEveryEventOfTheLogAndNoOther() throws {
    let log = try String(contentsOfFile: SharedFolders.root + "/Sources/Pipeline/GatewayLog.swift", encoding: .utf8)
    let events = Set(log.matches(of: /"([a-z]+(?:-[a-z]+)*\.[a-z-]+)"/).map { String($0.1) })
    let page = try Page(path: SharedFolders.root + "/Docs/operations.md")
    let subjects = Set(events.compactMap { $0.split(separator: ".").first })
    let named = page.codeSpans.filter { code in
      code.wholeMatch(of: /[a-z-]+\.[a-z-]+/) != nil && subjects.contains { code.hasPrefix($0 + ".") }
    }
    #expect(!events.isEmpty)
    #expect(Set(named) == events)
  }
}

/// A page of Markdown.
struct Page: Sendable, CustomStringConvertible {
  let path: String
  private let prose: String
  private let fences: [String]

  init(path: String) throws {
    self.path = path
    let parts = try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: "```")
    prose = parts.enumerated().filter { $0.offset % 2 == 0 }.map(\.element).joined()
    fences = parts.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
  }

  /// Every page of the repository but those below hidden folders.
  static func all() throws -> [Page] {
    let root = SharedFolders.root
    let top = try FileManager.default.contentsOfDirectory(atPath: root).filter { $0.hasSuffix(".md") }
    let docs = try FileManager.default.subpathsOfDirectory(atPath: root + "/Docs").filter { $0.hasSuffix(".md") }
    return try (top + docs.map { "Docs/" + $0 }).sorted().map { try Page(path: root + "/" + $0) }
  }

  var description: String { String(path.dropFirst(SharedFolders.root.count + 1)) }
  var folder: String { path[...(path.lastIndex(of: "/") ?? path.startIndex)].description }
  var links: [String] { prose.matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) } }
  var codeSpans: [String] { prose.matches(of: /`([^`\n]+)`/).map { String($0.1) } }

  /// The anchors of its headings, as they are made on the web: lower case, blanks as dashes, no punctuation.
  var anchors: Set<String> {
    Set(
      prose.split(separator: "\n").filter { $0.hasPrefix("#") }.map { heading in
        let text = heading.drop { $0 == "#" }.lowercased().trimmingCharacters(in: .whitespaces)
        return String(text.filter { $0.isLetter || $0.isNumber || "-_ ".contains($0) }.map { $0 == " " ? "-" : $0 })
      })
  }

  /// What follows `malote ` wherever it is called, up to the end of that command.
  var commands: [String] {
    let lines = codeSpans + fences.flatMap { $0.components(separatedBy: "\n") }
    return lines.flatMap { line in
      line.split { "#|>&;".contains($0) }.compactMap { part in
        part.firstMatch(of: /(?:^|\s)malote ((?:--)?[a-z].*)/).map { match in
          let call = String(match.1)
          return call.hasPrefix("malote ") ? String(call.dropFirst("malote ".count)) : call
        }
      }
    }
  }
}
