import Filesystem
import Foundation
import Testing

@testable import Pipeline

/// The service at work in this process, on a thread of its own, with short retries.
final class Running: Sendable {
  let book = LogBook()
  let service: GatewayService
  private let seen: Lock<(rounds: Int, status: GatewayStatus)>
  private let end = Lock<Result<GatewayService.End, any Error>?>(nil)

  init(_ site: TestSite, once: Bool = false, _ change: (inout Gateway.Settings) -> Void = { _ in }) throws {
    var settings = Gateway.Settings()
    settings.retryDelay = .milliseconds(20)
    change(&settings)
    let seen = Lock((rounds: 0, status: GatewayStatus()))
    self.seen = seen
    service = try GatewayService(
      path: site.path, once: once, logger: book.logger, actor: "teste", settings: settings
    ) { status in
      seen.withLock { $0 = ($0.rounds + 1, status) }
    }
    Pipeline.Thread.detach { [service, end] in
      let result = Result { try service.loop() }
      end.withLock { $0 = result }
    }
  }

  /// How often it has looked around.
  var rounds: Int { seen.withLock(\.rounds) }
  var status: GatewayStatus { seen.withLock(\.status) }
  var result: Result<GatewayService.End, any Error>? { end.withLock { $0 } }

  /// Waits for something that is to come about by itself, for at most `seconds`.
  func wait(
    _ what: Comment, seconds: Double = 20, location: SourceLocation = #_sourceLocation, until isSo: () throws -> Bool
  ) throws {
    let limit = Date.now.addingTimeInterval(seconds)
    while Date.now < limit {
      if try isSo() { return }
      usleep(5000)
    }
    let ended = String(describing: result)
    Issue.record("\(what) did not come about; ended: \(ended); log: \(book.lines)", sourceLocation: location)
    throw CancellationError()
  }

  /// Lets it end and says how it did.
  func stop() throws -> GatewayService.End {
    service.stop()
    try wait("the end") { result != nil }
    return try #require(result).get()
  }
}

/// How much this process has computed so far.
func computed() -> Duration {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  func span(_ time: timeval) -> Duration { .seconds(time.tv_sec) + .microseconds(time.tv_usec) }
  return span(usage.ru_utime) + span(usage.ru_stime)
}
