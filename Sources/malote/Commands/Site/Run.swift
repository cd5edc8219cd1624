import ArgumentParser
import EDIModel
import Filesystem
import Glibc
import Logging
import Pipeline
import UnixSignals

/// `malote run [--once]`
struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Põe a instalação para trabalhar. (Runs the gateway.)",
    discussion: """
      EXEMPLOS (EXAMPLES):
        malote run --site /srv/malote
        malote run --once                    só o que já está nas pastas

      Num terminal, uma linha mostra o andamento; fora dele, o log sai em JSON, uma linha por evento. \
      Ctrl-C e SIGTERM terminam depois do passo em andamento; SIGHUP lê a configuração de novo. \
      Com --once termina com 2 se algo foi recusado, 75 se algo espera, 0 se não. \
      (--once ends with 2 when something was rejected, 75 when something waits, else 0.)
      """)

  @Flag(help: "Trabalha o que já está nas pastas e termina. (Works off what is there.)")
  var once = false

  @Option(
    help: ArgumentHelp("trace, debug, info, notice, warning ou error. (How much is logged.)", valueName: "nível"),
    transform: level)
  var logLevel: Logger.Level?

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    shareHeaps()
    try await global.perform { terminal in
      let site = try SitePath.find(global.site)
      // A collector that goes away while it is written to must not end the gateway.
      signal(SIGPIPE, SIG_IGN)
      let console = terminal.console
      let service = try GatewayService(
        path: site.path, once: once, logger: logger(console), actor: Operator.name
      ) { console?.show(StatusText($0).line) }
      defer { console?.end() }
      let end = try await Self.untilDone(service, console)
      console?.end()
      if once {
        try Self.show(end.status, terminal)
        return end.exit
      }
      if console != nil { terminal.say(StatusText(end.status).summary) }
      return .ok
    }
  }

  /// Words for a person at a terminal, where the status line tells what goes well; else JSON for a collector.
  private func logger(_ console: Console?) -> Logger {
    var logger = Logger(label: "malote") { _ in
      if let console { ConsoleLogHandler(console: console) } else { JSONLogHandler() }
    }
    logger.logLevel = logLevel ?? (console == nil ? .info : .notice)
    return logger
  }

  /// Runs the service and passes on the signals that it is sent.
  private static func untilDone(_ service: GatewayService, _ console: Console?) async throws -> GatewayService.End {
    let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint, .sighup)
    let listener = Task {
      for await signal in signals {
        if signal == .sighup {
          service.reload()
        } else {
          console?.say(stopping)
          service.stop()
        }
      }
    }
    defer { listener.cancel() }
    return try await service.work()
  }

  private static let stopping = Bilingual(
    pt: "Terminando depois do que está em andamento…", en: "Stopping after what is under way…")

  private static func level(_ text: String) throws -> Logger.Level {
    if let level = Logger.Level(rawValue: text) { return level }
    throw ValidationError("nível desconhecido: \(text) (unknown level)")
  }

  private static func show(_ status: GatewayStatus, _ terminal: Terminal) throws {
    if terminal.isJSON { return try terminal.print(json: Record(status)) }
    try terminal.print(StatusText(status).summary[terminal.language] + "\n")
  }

  private struct Record: Encodable {
    let files: Int
    let delivered: Int
    let rejected: Int
    let repeated: Int
    let ignored: Int
    let unfinished: Int

    init(_ status: GatewayStatus) {
      files = status.files
      delivered = status.delivered
      rejected = status.rejected
      repeated = status.repeated
      ignored = status.ignored
      unfinished = status.unfinished
    }
  }
}

extension GatewayService.End {
  /// What was done.
  fileprivate var status: GatewayStatus {
    switch self {
    case .clean(let status), .waiting(let status): status
    }
  }

  /// How the process ends after a single pass.
  fileprivate var exit: ExitStatus {
    if status.rejected > 0 { return .someRejected }
    if case .waiting = self { return .tryLater }
    return .ok
  }
}
