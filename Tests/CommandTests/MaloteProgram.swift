import Foundation
import Glibc
import TestSupport
import Testing

/// The built program, run as its users run it.
struct MaloteProgram {
  /// What a run left behind.
  struct Run {
    let status: Int32
    let output: [UInt8]
    let messages: [UInt8]

    var text: String { String(decoding: output, as: UTF8.self) }
    var said: String { String(decoding: messages, as: UTF8.self) }
  }

  /// The folder in which it runs.
  var folder = SharedFolders.root
  /// Its whole environment, and what a sanitizer was told, which holds for the programs that tests start too.
  var environment = ["PATH": "/usr/bin:/bin", "LANG": "pt_BR.UTF-8"].merging(
    ProcessInfo.processInfo.environment.filter { ["ASAN_OPTIONS", "TSAN_OPTIONS"].contains($0.key) }
  ) { own, _ in own }

  /// It lies beside the test runner; `MALOTE_PROGRAM` names another one, such as that of a release.
  static let path =
    ProcessInfo.processInfo.environment["MALOTE_PROGRAM"].map { URL(filePath: $0) }
    ?? URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "malote")

  /// Runs it to its end.
  func run(_ arguments: String..., output: FileHandle? = nil) throws -> Run { try run(arguments, output: output) }

  /// `TIOCSPTLCK` and `TIOCGPTN` of `ioctl_tty(2)`, which Glibc's module does not import.
  private static let (unlock, numberOfTerminal): (UInt, UInt) = (0x4004_5431, 0x8004_5430)

  /// Runs it to its end with its messages going to a terminal; they are returned as the terminal got them.
  func runAtATerminal(_ arguments: [String]) throws -> Run {
    let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var (unlocked, number) = (CInt(0), CInt(0))
    try #require(terminal >= 0 && ioctl(terminal, Self.unlock, &unlocked) == 0)
    try #require(ioctl(terminal, Self.numberOfTerminal, &number) == 0)
    let process = Process()
    process.executableURL = Self.path
    process.arguments = arguments
    process.environment = environment
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(forUpdatingAtPath: "/dev/pts/\(number)")
    try process.run()
    process.waitUntilExit()
    // What is written fits into the terminal's buffer, so it can be read when all is over.
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(terminal, &bytes, bytes.count)
    close(terminal)
    return Run(status: process.terminationStatus, output: [], messages: Array(bytes.prefix(max(0, count))))
  }

  /// Runs it to its end, its results going to `output` instead of being kept.
  func run(_ arguments: [String], output: FileHandle? = nil) throws -> Run {
    let process = Process()
    let (results, messages) = (Pipe(), Pipe())
    process.executableURL = Self.path
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = URL(filePath: folder)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output ?? results
    process.standardError = messages
    try process.run()
    // Both are read at once: a program that waits for room in one pipe would never close the other.
    let said = Drain(messages.fileHandleForReading)
    let shown = output == nil ? [UInt8](try results.fileHandleForReading.readToEnd() ?? Data()) : []
    let all = said.wait()
    process.waitUntilExit()
    return Run(status: process.terminationStatus, output: shown, messages: all)
  }
}

/// Reads a pipe to its end on a thread of its own.
private final class Drain: @unchecked Sendable {
  // Unchecked: `bytes` is written by the thread before it signals, and read after.
  private var bytes: [UInt8] = []
  private let done = DispatchSemaphore(value: 0)

  init(_ handle: FileHandle) {
    Thread.detachNewThread { [self] in
      bytes = [UInt8]((try? handle.readToEnd()) ?? Data())
      done.signal()
    }
  }

  func wait() -> [UInt8] {
    done.wait()
    return bytes
  }
}

/// Compares with `Golden/<name>` beside this file.
func expectGolden(_ actual: [UInt8], _ name: String, location: SourceLocation = #_sourceLocation) {
  let mismatch = Golden.mismatch(actual, path: SharedFolders.root + "/Tests/CommandTests/Golden/" + name)
  #expect(mismatch == nil, sourceLocation: location)
}

/// Samples as they are named on the command line, from the checkout's root.
enum SamplePath {
  static let good = "Samples/apontamento-producao/pass/bobina-unica.txt"
  static let fiveErrors = "Samples/apontamento-producao/fail/cinco-erros.txt"
  static let mixed = "Samples/apontamento-producao/fail/um-ruim-entre-bons.txt"
  static let order = "Samples/ordem-producao/pass/op-minima.xml"
  static let orderWithErrors = "Samples/ordem-producao/fail/cinco-erros.xml"
}

extension TemporaryFolder {
  /// A folder that the commands take for a site: a copy of the schemas and a `malote.yaml` that they do not read.
  func makeSite() throws {
    try Data("company: \"01\"\n".utf8).write(to: URL(filePath: path + "/malote.yaml"))
    try FileManager.default.copyItem(atPath: SharedFolders.schemas, toPath: path + "/schemas")
  }

  /// Writes a file.
  func write(_ text: String, _ name: String) throws { try Data(text.utf8).write(to: URL(filePath: path + "/" + name)) }

  /// Replaces a piece of a file.
  func edit(_ name: String, _ old: String, _ new: String) throws {
    let text = try String(contentsOfFile: path + "/" + name, encoding: .utf8)
    #expect(text.contains(old))
    try write(text.replacingOccurrences(of: old, with: new), name)
  }

  /// The names in it or in a folder of it, in order.
  func names(_ folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path + "/" + folder).sorted()
  }
}
