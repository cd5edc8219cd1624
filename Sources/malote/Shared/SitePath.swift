import EDIModel
import Glibc
import Pipeline
import Reports
import Traceability

/// The site that a command works on, without a need for its declarations to be right: what is in its ledger can be read
/// whatever `malote.yaml` says by now.
struct SitePath {
  /// Its folder, absolute.
  let path: String

  /// Finds it: `--site`, else `MALOTE_SITE`, else the current folder.
  static func find(_ named: String?) throws(CommandFailure) -> SitePath {
    let path = named ?? Environment.value("MALOTE_SITE") ?? "."
    guard access(path + "/malote.yaml", F_OK) == 0, let resolved = realpath(path, nil) else {
      throw CommandFailure(Site.Failure.notASite(path: path))
    }
    defer { free(resolved) }
    return SitePath(path: String(cString: resolved))
  }

  /// Its ledger, for reading.
  func ledger() throws(LedgerError) -> LedgerReader { try Ledger.reading(path: path + "/malote.sqlite") }

  /// Its time zone; UTC when `malote.yaml` cannot be read.
  var timeZone: String { (try? Site.load(path))?.configuration.timeZone ?? "UTC" }
}

/// The clock of a site in the tables of the command line.
struct SiteClock {
  let timeZone: String

  /// `27/08/2026 09:02:32`; the stamp itself where it is none.
  func text(_ utc: String) -> String { LocalTime(utc: utc, timeZone: timeZone)?.text ?? utc }
}

/// Who runs the command: the user of the operating system.
enum Operator {
  static var name: String {
    if let entry = getpwuid(getuid()), let name = entry.pointee.pw_name { return String(cString: name) }
    return "uid \(getuid())"
  }
}
