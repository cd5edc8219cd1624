import EDIModel
import Filesystem
import Glibc

/// What is wrong around the gateway just now: each cause is said once, however often it is met, until a try passes
/// without it. Whoever is woken by an alert is woken once; and is told when it is over.
struct Alarms {
  /// Something that is wrong.
  struct Cause: Hashable, Sendable {
    /// Where.
    let subject: Subject
    /// The error number.
    let code: Int32
  }

  /// Where something is wrong.
  enum Subject: Hashable, Sendable {
    /// A folder of the site, whatever file in it met the error.
    case folder(SiteFolderName)
    /// This process: it has no descriptors, no memory.
    case process
    /// One file alone.
    case file(String)
  }

  private var said: [Cause: Bool] = [:]
  private var met: Set<Cause> = []

  /// A cause was met; whether it is to be said. `isWatched`: what would meet it again is tried in every round.
  mutating func isNew(_ cause: Cause, isWatched: Bool = false) -> Bool {
    met.insert(cause)
    return said.updateValue(isWatched, forKey: cause) == nil
  }

  /// A round begins.
  mutating func begin() { met = [] }

  /// A round has come to its end: what it would have met and did not is over. `isRetry`: everything was tried again.
  mutating func end(isRetry: Bool) -> [Subject] {
    let over = said.filter { cause, isWatched in (isRetry || isWatched) && !met.contains(cause) }.map(\.key)
    for cause in over { said[cause] = nil }
    return over.map(\.subject).uniqued()
  }
}

extension Alarms.Cause {
  /// What an error says of the site: most of what can be wrong with a file is wrong with its folder.
  init(_ error: FileSystemError, at site: Site) {
    code = error.code
    switch error.code {
    case EMFILE, ENFILE, ENOMEM, EAGAIN: subject = .process
    case ENOSPC, EDQUOT, EROFS, EACCES, EPERM, ENOENT, ENOTDIR, ENODEV, EXDEV, ESTALE, ENOTCONN, EHOSTDOWN, ETIMEDOUT:
      subject = site.folder(holding: error.path).map { .folder($0) } ?? .file(error.path)
    default: subject = .file(error.path)
    }
  }
}

/// A folder of a site, as the log names it.
struct SiteFolderName: Hashable, Sendable {
  /// Whose it is; `nil` for the site's own.
  let system: String?
  /// `inbox`, `outbox`, `archive` or `error`.
  let name: String
}

extension Site {
  /// The folder of the site that a path lies in.
  func folder(holding path: String) -> SiteFolderName? {
    var folders = [(errorPath, SiteFolderName(system: nil, name: "error"))]
    folders.append((archivePath, SiteFolderName(system: nil, name: "archive")))
    for system in configuration.systems {
      folders.append((resolve(system.inbox), SiteFolderName(system: system.name, name: "inbox")))
      folders.append((resolve(system.outbox), SiteFolderName(system: system.name, name: "outbox")))
    }
    return folders.filter { path == $0.0 || path.hasPrefix($0.0 + "/") }.max { $0.0.utf8.count < $1.0.utf8.count }?.1
  }
}

/// What goes wrong in a step is said here.
extension Gateway {
  /// Says what failed, unless it is known.
  func say(_ error: any Error, interchange: InterchangeID? = nil, system: String? = nil, isWatched: Bool = false) {
    guard let error = error as? FileSystemError else {
      return log.failure(error, interchange: interchange, system: system)
    }
    let cause = Alarms.Cause(error, at: site)
    guard alarms.isNew(cause, isWatched: isWatched) else { return }
    if case .folder(let folder) = cause.subject {
      return log.failure(error, interchange: interchange, system: system ?? folder.system)
    }
    log.failure(error, interchange: interchange, system: system)
  }

  /// Says what is over.
  func endAlarms(isRetry: Bool) {
    for subject in alarms.end(isRetry: isRetry) {
      switch subject {
      case .folder(let folder): log.recovered(folder)
      case .process: log.processRecovered()
      case .file: break
      }
    }
  }
}
