import Testing

/// The house style, as far as neither the compiler nor the formatter looks after it (`Docs/architecture.md`).
@Suite struct HouseStyleTests {
  /// The table of texts of all finding codes: one case per code, read as a table.
  private static let tables: Set<String> = ["Sources/EDIModel/Findings/FindingCode+Text.swift"]

  @Test func filesHaveAtMost400Lines() throws {
    for file in try SwiftSource.roomsAndProofs.get() where !Self.tables.contains(file.path) {
      #expect(
        file.lines.count <= 400,
        "\(file.path) has \(file.lines.count) lines: give a part of it a file of its own")
    }
  }

  @Test func functionsHaveAtMost70Lines() throws {
    for file in try SwiftSource.roomsAndProofs.get() where !Self.tables.contains(file.path) {
      for function in file.functions where function.lines > 70 {
        Issue.record("\(file.path):\(function.line): \(function.lines) lines: name its steps as functions")
      }
    }
  }

  @Test(arguments: Banned.all)
  func nobodyUsesWhatIsBanned(_ banned: Banned) throws {
    for file in try SwiftSource.roomsAndProofs.get() where file.path != banned.exception {
      for (index, line) in file.code.enumerated() where line.contains(banned.text) {
        Issue.record("\(file.path):\(index + 1): `\(banned.text)`: \(banned.why); use \(banned.replacement)")
      }
    }
  }

  @Test func uncheckedSendableHasItsReasonBesideIt() throws {
    for file in try SwiftSource.roomsAndProofs.get() {
      for (index, line) in file.code.enumerated() where line.contains("@unchecked Sendable") {
        let beside = (index > 0 ? file.lines[index - 1] : "") + file.lines[index]
        #expect(beside.contains("//"), "\(file.path):\(index + 1): say beside `@unchecked Sendable` why it is safe")
      }
    }
  }

  /// The scan itself: a gate that sees nothing is no gate.
  @Test func theScanSeesCode() {
    let source = SwiftSource(
      path: "Sources/Room/Sample.swift",
      text: """
        public import EDIModel
        // import Pipeline
        func long(_ text: String) -> String {
          "try! \\(text.map { "{" + $0 }) .atomic" /* } */
        }
        var short: Int {
          1
        }
        """)
    #expect(source.imports == ["EDIModel"])
    #expect(source.functions.map(\.lines) == [3, 3])
    #expect(!source.code.contains { $0.contains("try!") || $0.contains(".atomic") })
    #expect(source.code[3].contains("text.map {"))
  }
}

/// What may not be written, why, and what to write instead.
struct Banned: Sendable, CustomTestStringConvertible {
  let text: String
  let why: String
  let replacement: String
  var exception: String?

  var testDescription: String { text }

  static let all = [
    Banned(text: "try!", why: "it stops the service", replacement: "`try`, and a typed error"),
    Banned(text: "as!", why: "it stops the service", replacement: "`as?`, and a typed error"),
    Banned(text: "fatalError(", why: "it stops the service", replacement: "a typed error"),
    Banned(
      text: "Decimal(string:", why: "it reads `12,5` as 12 and `12abc` as 12", replacement: "`ExactDecimal(_:)`"),
    Banned(text: "NumberFormatter(", why: "it reads `1,234.56` as 1.234", replacement: "`ExactDecimal(_:)`"),
    Banned(
      text: ".moveItem(", why: "across file systems it writes under the final name and syncs nothing",
      replacement: "`Directory.rename(_:to:as:replacing:)`"),
    Banned(
      text: ".atomic", why: "the directory is not synced, so the name is not durable",
      replacement: "`Directory.writeDurably(_:_:replacing:)`"),
    Banned(
      text: "XMLParser(", why: "an invalid byte in a tag name stops the process, entities are lost in silence",
      replacement: "`XMLReader` in Formats"),
    Banned(text: "XMLDocument(", why: "it loads external entities", replacement: "`XMLReader` in Formats"),
    Banned(
      text: " Mutex(", why: "the thread sanitizer reports races that are none", replacement: "`Lock` in Filesystem"),
  ]
}
