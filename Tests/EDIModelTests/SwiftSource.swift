import Foundation
import TestSupport

/// A Swift file of the checkout, as far as the house style asks about it.
struct SwiftSource {
  /// Its path below the checkout: `Sources/Formats/Format.swift`.
  let path: String
  /// Its lines as they are.
  let lines: [String]
  /// Its lines with comments and the contents of string literals taken out.
  let code: [String]

  /// Every Swift file of the rooms, read once for all tests.
  static let rooms = Result { try all(below: "Sources") }

  /// The same, and what proves them.
  static let roomsAndProofs = Result { try rooms.get() + all(below: "Proofs") }

  /// Every Swift file below a folder of the checkout, by path.
  private static func all(below folder: String) throws -> [SwiftSource] {
    let base = SharedFolders.root + "/" + folder
    let names = try FileManager.default.subpathsOfDirectory(atPath: base).filter { $0.hasSuffix(".swift") }
    return try names.sorted().map { name in
      let text = try String(contentsOfFile: base + "/" + name, encoding: .utf8)
      return SwiftSource(path: folder + "/" + name, text: text)
    }
  }

  init(path: String, text: String) {
    self.path = path
    lines = Self.lines(of: text)
    code = Self.lines(of: CodeText.strip(text))
    imports = Set(code.compactMap { $0.contains("import ") ? Self.module(of: $0) : nil })
  }

  private static func lines(of text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  /// The folder below `Sources`.
  var room: String { String(path.split(separator: "/")[1]) }

  /// The modules that it imports.
  let imports: Set<String>

  /// The module of an import: the last word, for `import struct` its first part.
  private static func module(of line: String) -> String? {
    let words = line.split(separator: " ")
    guard let keyword = words.firstIndex(of: "import"), keyword + 1 < words.count,
      words[..<keyword].allSatisfy({ $0.hasPrefix("@") || ["public", "internal", "package"].contains($0) })
    else { return nil }
    return words.last.map { String($0.prefix { $0 != "." }) }
  }

  /// Its functions, initialisers and computed properties with the number of lines from their first to their last.
  var functions: [(line: Int, lines: Int)] {
    code.indices.compactMap { index in
      guard Self.beginsFunction(code[index]), let end = Self.end(of: index, in: code) else { return nil }
      return (index + 1, end - index + 1)
    }
  }

  private static func beginsFunction(_ line: String) -> Bool {
    let words = line.split { $0 == " " || $0 == "(" || $0 == "<" || $0 == "?" || $0 == "{" }
    if words.contains("func") || words.contains("init") || words.contains("subscript") || words.contains("deinit") {
      return true
    }
    return words.contains("var") && line.hasSuffix("{") && !line.contains("=")
  }

  /// The last line of the braces that open at or after `start`; `nil` when none open before a blank line.
  private static func end(of start: Int, in code: [String]) -> Int? {
    var depth = 0
    for index in start..<code.count {
      if depth == 0, index > start, code[index].allSatisfy(\.isWhitespace) { return nil }
      for character in code[index].utf8 {
        if character == UInt8(ascii: "{") { depth += 1 }
        if character == UInt8(ascii: "}") { depth -= 1 }
        if depth < 0 { return nil }
        if character == UInt8(ascii: "}"), depth == 0 { return index }
      }
    }
    return nil
  }
}
