import EDIModel
import Foundation
import Layouts
import TestSupport
import Testing

/// A mistake as test data: a file of `Broken/` that says how the shipped declarations are changed and what must be found.
///
/// ```
/// # What is wrong, in a sentence
/// file ordem-producao/flow.yaml
/// - identity:
/// + identty:
/// expect ordem-producao/flow.yaml:7:1 yaml.unknown-key
/// ```
///
/// Lines with `-` are whole lines that stand in the file exactly once, one below the other; those with `+` take their
/// place. Without `-` they are the whole file. `delete PATH` and `folder PATH` do what they say.
/// A case without `expect` gets what was found written into it and fails, to be looked over: that is also how cases follow
/// the shipped declarations when their lines move.
struct BrokenDeclaration: CustomTestStringConvertible {
  private enum Step {
    case change(file: String, old: [String], new: [String])
    case delete(String)
    case folder(String)
  }

  let name: String
  private var steps: [Step] = []
  /// `path:line:column code`, in the order of the places.
  private(set) var expected: [String] = []

  /// The declarations that are broken: enough for every mistake, whatever other flows are shipped.
  private static let folders = ["common", "apontamento-producao", "ordem-producao", "pedido-venda"]
  static let folder = SharedFolders.root + "/Tests/LayoutsTests/Broken"
  static let all: [BrokenDeclaration] = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .filter { $0.hasSuffix(".txt") }.sorted().compactMap { try? BrokenDeclaration($0) }

  var testDescription: String { name }
  var path: String { Self.folder + "/" + name }

  init(_ name: String) throws {
    self.name = name
    var file = ""
    for line in try String(contentsOfFile: Self.folder + "/" + name, encoding: .utf8).split(separator: "\n") {
      let (word, rest) = Self.split(String(line))
      switch word {
      case "file": file = rest
      case "-", "+": add(word == "-", rest, to: file)
      case "delete": steps.append(.delete(rest))
      case "folder": steps.append(.folder(rest))
      case "expect": expected.append(rest)
      case "#": break
      default: throw BrokenCase(reason: "\(name): \(line)")
      }
    }
  }

  /// Copies some shipped declarations, makes the change and loads them. Returns what was found.
  func findings() throws -> [DeclarationError] {
    let copy = try TemporaryFolder()
    let schemas = copy.path + "/Schemas"
    try FileManager.default.createDirectory(atPath: schemas, withIntermediateDirectories: false)
    for name in Self.folders {
      let path = schemas + "/" + name
      try FileManager.default.copyItem(atPath: SharedFolders.schemas + "/" + name, toPath: path)
      // A copied symbolic link would lead every change to the shipped declarations themselves.
      let kind = try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
      guard kind == .typeDirectory else { throw BrokenCase(reason: "\(path) is not a copy") }
    }
    for step in steps { try apply(step, in: schemas) }
    do {
      _ = try Catalog.load(from: schemas)
      return []
    } catch {
      return error.errors
    }
  }

  private mutating func add(_ isOld: Bool, _ text: String, to file: String) {
    if case .change(file, var old, var new) = steps.last, !isOld || new.isEmpty {
      if isOld { old.append(text) } else { new.append(text) }
      steps[steps.count - 1] = .change(file: file, old: old, new: new)
    } else {
      steps.append(.change(file: file, old: isOld ? [text] : [], new: isOld ? [] : [text]))
    }
  }

  private func apply(_ step: Step, in folder: String) throws {
    switch step {
    case .delete(let path): try FileManager.default.removeItem(atPath: folder + "/" + path)
    case .folder(let path):
      try FileManager.default.createDirectory(atPath: folder + "/" + path, withIntermediateDirectories: true)
    case .change(let file, let old, let new):
      let path = folder + "/" + file
      guard !old.isEmpty else {
        try new.map { $0 + "\n" }.joined().write(toFile: path, atomically: false, encoding: .utf8)
        return
      }
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let parts = ("\n" + text).components(separatedBy: "\n" + old.joined(separator: "\n") + "\n")
      guard parts.count == 2 else { throw BrokenCase(reason: "\(name): \(parts.count - 1) places for: \(old)") }
      let changed = parts[0] + "\n" + new.map { $0 + "\n" }.joined() + parts[1]
      try String(changed.dropFirst()).write(toFile: path, atomically: false, encoding: .utf8)
    }
  }

  private static func split(_ line: String) -> (String, String) {
    guard let space = line.firstIndex(of: " ") else { return (line, "") }
    return (String(line[..<space]), String(line[line.index(after: space)...]))
  }
}

/// A test case that cannot be carried out.
struct BrokenCase: Error, CustomStringConvertible {
  let reason: String
  var description: String { reason }
}
