import ArgumentParser
import EDIModel
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

      SIGTERM termina depois do passo em andamento; SIGHUP lê a configuração de novo. \
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
    try await global.perform { terminal in
      let site = try SitePath.find(global.site)
      // A collector that goes away while it is written to must not end the gateway.
      signal(SIGPIPE, SIG_IGN)
      let line = isatty(STDERR_FILENO) == 1 ? StatusLine(language: terminal.language) : nil
      var logger = Logger(label: "malote") { _ in JSONLogHandler() }
      // At a terminal the status line tells what goes well; the log is for what does not.
      logger.logLevel = logLevel ?? (line == nil ? .info : .warning)
      let service = try GatewayService(path: site.path, once: once, logger: logger, actor: Operator.name) { status in
        line?.show(status)
      }
      let end = try await Self.untilDone(service)
      line?.end()
      guard once else { return .ok }
      try Self.show(end.status, terminal)
      return end.exit
    }
  }

  /// Runs the service and passes on the signals that it is sent.
  private static func untilDone(_ service: GatewayService) async throws -> GatewayService.End {
    let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint, .sighup)
    let listener = Task {
      for await signal in signals {
        if signal == .sighup { service.reload() } else { service.stop() }
      }
    }
    defer { listener.cancel() }
    return try await service.work()
  }

  private static func level(_ text: String) throws -> Logger.Level {
    if let level = Logger.Level(rawValue: text) { return level }
    throw ValidationError("nível desconhecido: \(text) (unknown level)")
  }

  private static func show(_ status: GatewayStatus, _ terminal: Terminal) throws {
    if terminal.isJSON { return try terminal.print(json: Record(status)) }
    let text = Bilingual(
      pt: """
        arquivos: \(status.files); documentos entregues: \(status.delivered), recusados: \(status.rejected), \
        repetidos ou ultrapassados: \(status.repeated), ignorados: \(status.ignored); \
        arquivos ainda incompletos: \(status.unfinished)
        """,
      en: """
        files: \(status.files); documents delivered: \(status.delivered), rejected: \(status.rejected), \
        repeated or superseded: \(status.repeated), ignored: \(status.ignored); \
        files still incomplete: \(status.unfinished)
        """)
    try terminal.print(text[terminal.language] + "\n")
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
