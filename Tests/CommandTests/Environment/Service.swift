import Foundation
import Glibc
import TestSupport
import Testing

/// A site of its own for the built program, and the program at work on it.
struct Service {
  let malote = MaloteProgram()
  let folder: TemporaryFolder
  let site: String

  init(quiet: String = "20ms") throws {
    folder = try TemporaryFolder()
    site = folder.path + "/site"
    let made = try malote.run("init", site)
    try #require(made.status == 0, "\(made.said)")
    try folder.edit("site/malote.yaml", "quiet: 2s", "quiet: \(quiet)")
  }

  /// Whether everything is to be proved that takes long: set for whoever proves, not for whoever tests.
  static let provesAll = ProcessInfo.processInfo.environment["MALOTE_PROOFS"] == "all"

  /// Starts the program on the site; it writes its log to `log`, where that is a file.
  func start(_ arguments: String..., environment: [String: String] = [:], log: String? = nil) throws -> Process {
    let process = Process()
    // Through another program: libraries that are loaded first may move the environment of the one they start with, and
    // Swift finds the arguments by it.
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [MaloteProgram.path.path] + arguments + ["--site", site]
    process.environment = malote.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    if let log { _ = FileManager.default.createFile(atPath: log, contents: nil) }
    process.standardError = log.flatMap { FileHandle(forWritingAtPath: $0) } ?? FileHandle.nullDevice
    try process.run()
    return process
  }

  func run(_ arguments: String...) throws -> MaloteProgram.Run { try malote.run(arguments + ["--site", site]) }

  /// Drops a file whole: under a hidden name, then renamed.
  func drop(_ bytes: [UInt8], as name: String, in system: String) throws {
    let inbox = "\(site)/\(system)/inbox/"
    try Data(bytes).write(to: URL(filePath: inbox + "." + name))
    try #require(rename(inbox + "." + name, inbox + name) == 0)
  }

  /// The names in a folder of the site, without hidden ones.
  func names(_ name: String) throws -> [String] { try folder.names("site/" + name).filter { !$0.hasPrefix(".") } }

  /// The parts and temporary files that lie in a folder of the site.
  func hidden(_ name: String) throws -> [String] {
    try folder.names("site/" + name).filter { $0.hasPrefix(".") && $0 != ".malote" }
  }
}

/// An order of the samples under other numbers.
struct OrderTemplate {
  private let text: String

  init() throws { text = try String(contentsOfFile: SharedFolders.root + "/" + SamplePath.order, encoding: .utf8) }

  func order(_ number: Int) -> [UInt8] {
    Array(text.replacingOccurrences(of: "B4471501001", with: "P" + String(1_000_000_000 + number)).utf8)
  }
}
