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
  /// What its `malote.yaml` says; `nil` when it or the schemas cannot be read.
  private let configuration: SiteConfiguration?

  /// Finds it: `--site`, else `MALOTE_SITE`, else the current folder.
  static func find(_ named: String?) throws(CommandFailure) -> SitePath {
    let path = named ?? Environment.value("MALOTE_SITE") ?? "."
    guard access(path + "/malote.yaml", F_OK) == 0, let resolved = realpath(path, nil) else {
      throw CommandFailure(Site.Failure.notASite(path: path))
    }
    defer { free(resolved) }
    let folder = String(cString: resolved)
    return SitePath(path: folder, configuration: (try? Site.load(folder))?.configuration)
  }

  /// Its ledger, for reading.
  func ledger() throws(LedgerError) -> LedgerReader { try Ledger.reading(path: path + "/malote.sqlite") }

  /// Its clock; UTC when `malote.yaml` cannot be read.
  var clock: SiteClock { SiteClock(timeZone: configuration?.timeZone ?? "UTC") }

  /// The folder from which a system collects, as `malote.yaml` has it.
  func outbox(of system: String) -> String {
    configuration?.systems.first { $0.name == system }?.outbox ?? system + "/outbox"
  }

  /// Where the report of a rejected document lies now, below the site's folder; `nil` when it was removed.
  func report(of document: DocumentRecord, in file: InterchangeRecord) -> String? {
    guard document.state == .rejected else { return nil }
    return ErrorFolder.reports(of: document.id, file: file.name).first { access(path + "/" + $0, F_OK) == 0 }
  }
}

/// The clock of a site in the tables of the command line.
struct SiteClock {
  let timeZone: String

  /// `27/08/2026 09:02:32`; the stamp itself where it is none.
  func text(_ utc: String) -> String { LocalTime(utc: utc, timeZone: timeZone)?.text ?? utc }

  /// `27/08/2026 09:02`: enough for a table.
  func minute(_ utc: String) -> String {
    LocalTime(utc: utc, timeZone: timeZone).map { String($0.text.dropLast(3)) } ?? utc
  }
}

/// Who runs the command: the user of the operating system.
enum Operator {
  static var name: String {
    if let entry = getpwuid(getuid()), let name = entry.pointee.pw_name { return String(cString: name) }
    return "uid \(getuid())"
  }
}
