import Foundation
import Glibc
import Logging
import Traceability

/// Structured log: one JSON object per line on standard error, keys sorted, stamp in UTC. What a collector reads.
struct JSONLogHandler: LogHandler {
  var metadata = Logger.Metadata()
  var logLevel = Logger.Level.info

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var fields = metadata.merging(event.metadata ?? [:]) { $1 }.mapValues { "\($0)" }
    fields["event"] = "\(event.message)"
    fields["level"] = event.level.rawValue
    fields["at"] = UTC.now()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let line = try? encoder.encode(fields) + [UInt8(ascii: "\n")] else { return }
    // One write per line: lines of several threads never mix.
    _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
