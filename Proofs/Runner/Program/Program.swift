import Filesystem
import Glibc

/// Another process: started, watched, stopped and ended by its number.
final class Program: Sendable {
  /// Its process number.
  let process: pid_t

  /// How a process ended, or stopped.
  enum Ending: Sendable, Equatable {
    case exit(Int32)
    case signal(Int32)
    /// It stands still, and can be continued.
    case stopped
  }

  private init(_ process: pid_t) { self.process = process }

  /// Starts a program; what it says on both outputs is added to the file `log`.
  static func start(
    _ path: String, _ arguments: [String], environment: [String: String] = [:], log: String
  ) throws(ProofError) -> Program {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o644)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var child = pid_t()
    let code = withCStrings([path] + arguments) { arguments in
      withCStrings(merged(environment)) { posix_spawnp(&child, path, &actions, nil, arguments, $0) }
    }
    guard code == 0 else { throw ProofError("\(path): \(String(cString: strerror(code)))") }
    return Program(child)
  }

  /// Runs a program to its end.
  static func run(
    _ path: String, _ arguments: [String], environment: [String: String] = [:], log: String,
    within limit: Duration = .seconds(60)
  ) throws(ProofError) -> Ending {
    let program = try start(path, arguments, environment: environment, log: log)
    if let ending = program.wait(within: limit) { return ending }
    program.end()
    throw ProofError("\(path) \(arguments.joined(separator: " ")): no end within \(limit)")
  }

  /// Waits for its end, or for its standing still; `nil` when neither came in time.
  func wait(within limit: Duration) -> Ending? {
    let deadline = Monotonic.now() + limit
    var status: Int32 = 0
    var pause: UInt32 = 500
    while waitpid(process, &status, WNOHANG | WUNTRACED) == 0 {
      if Monotonic.now() > deadline { return nil }
      usleep(pause)
      pause = min(pause * 2, 4000)
    }
    if status & 0xFF == 0x7F { return .stopped }
    return status & 0x7F == 0 ? .exit(status >> 8 & 0xFF) : .signal(status & 0x7F)
  }

  /// Sends it a signal.
  func send(_ signal: Int32) { kill(process, signal) }

  /// Ends it at once and waits until it is gone.
  func end() {
    send(SIGKILL)
    var status: Int32 = 0
    while waitpid(process, &status, 0) == process, status & 0xFF == 0x7F {}
  }

  /// This process's environment, with some variables set.
  private static func merged(_ changes: [String: String]) -> [String] {
    var all = changes
    for name in ["PATH", "HOME", "LANG", "TZ"] where all[name] == nil {
      if let value = getenv(name) { all[name] = String(cString: value) }
    }
    return all.map { "\($0.key)=\($0.value)" }.sorted()
  }
}

/// Runs `body` with the strings as C wants a list of them.
private func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let copies = strings.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  return body(copies + [nil])
}
