import EDIModel
import Foundation
import Layouts
import TestSupport
import Testing

@Suite("Broken declarations")
struct BrokenTests {
  @Test("Each mistake is found where it stands", arguments: BrokenDeclaration.all)
  func isFound(_ broken: BrokenDeclaration) throws {
    let errors = try broken.findings()
    let found = errors.map { "\($0.file):\($0.line):\($0.column) \($0.code)" }
    if broken.expected.isEmpty {
      let text = try String(contentsOfFile: broken.path, encoding: .utf8)
      let lines = found.map { "expect \($0)\n" }.joined()
      try (text + lines).write(toFile: broken.path, atomically: false, encoding: .utf8)
      Issue.record("\(broken.name): expectations written, look them over:\n\(DeclarationErrors(errors).text(.pt))")
    }
    #expect(found == broken.expected)
    for error in errors {
      #expect(error.text(.pt).hasPrefix("\(error.file):\(error.line):\(error.column): \(error.message.pt)"))
      #expect(!error.message.pt.isEmpty && !error.message.en.isEmpty)
      #expect(!error.message.pt.hasSuffix(".") && !error.message.en.hasSuffix("."))
    }
  }

  @Test("There is a case for every code")
  func everyCode() throws {
    let source = SharedFolders.root + "/Sources/Layouts/Loading/DeclarationError+Codes.swift"
    let codes = try String(contentsOfFile: source, encoding: .utf8).matches(of: /: Self = "([^"]+)"/).map {
      String($0.1)
    }
    // These need bytes that a case cannot spell; `StrictYAMLTests` and `GeneratedTests` have them.
    let elsewhere: Set = ["yaml.encoding", "yaml.too-large", "schemas.drift"]
    let covered = Set(
      BrokenDeclaration.all.flatMap(\.expected).compactMap { $0.split(separator: " ").last.map(String.init) })
    #expect(codes.count > 50)
    #expect(Set(codes).subtracting(covered).subtracting(elsewhere) == [])
  }
}
