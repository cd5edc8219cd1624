import Filesystem
import Logging

/// Everything that a gateway said.
final class LogBook: Sendable {
  struct Line: Sendable, CustomStringConvertible {
    let level: Logger.Level
    let event: String
    let facts: [String: String]

    var description: String {
      let short = facts.mapValues { $0.prefix(160) }.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      return "\n  \(level) \(event) \(short.joined(separator: " "))"
    }
  }

  private let kept = Lock<[Line]>([])

  var lines: [Line] { kept.withLock { $0 } }

  /// What a person is to look after.
  var alerts: [Line] { lines.filter { $0.level >= .error } }

  func lines(of event: String) -> [Line] { lines.filter { $0.event == event } }

  func forget() { kept.withLock { $0 = [] } }

  var logger: Logger {
    var logger = Logger(label: "test") { _ in Handler(book: self) }
    logger.logLevel = .info
    return logger
  }

  private func note(_ line: Line) { kept.withLock { $0.append(line) } }

  private struct Handler: LogHandler {
    let book: LogBook
    var metadata = Logger.Metadata()
    var logLevel = Logger.Level.info

    init(book: LogBook) { self.book = book }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let facts = (event.metadata ?? [:]).mapValues { "\($0)" }
      book.note(Line(level: event.level, event: "\(event.message)", facts: facts))
    }
  }
}
