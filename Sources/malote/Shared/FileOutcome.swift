import Conversion
import EDIModel
import Filesystem
import Reports

/// What came of one file, kept until it is its turn to be shown.
struct FileOutcome: Sendable {
  /// The most findings of a file that are shown; the rest is counted.
  static let shownFindings = 100

  /// The file's path as it was given.
  let path: String
  var verdict = FileVerdict()
  private(set) var findings: [Shown] = []
  private(set) var furtherFindings = 0
  var outputs: [FileOutputs] = []
  var failure: CommandFailure?

  struct Shown: Sendable {
    let finding: Finding
    let excerpt: Excerpt?
  }

  init(path: String) { self.path = path }

  mutating func add(_ finding: Finding, from file: InputFile) {
    guard findings.count < Self.shownFindings else {
      furtherFindings += 1
      return
    }
    findings.append(Shown(finding: finding, excerpt: file.excerpt(of: finding)))
  }

  /// How a command over this file alone ends.
  var status: ExitStatus {
    if let failure { return failure.status }
    if verdict.isClean { return .ok }
    return verdict.good > 0 ? .someRejected : .data
  }

  /// Works on files side by side and hands the outcomes over in the order of the files.
  static func each(
    _ paths: [String], _ work: @Sendable (String) -> FileOutcome, then use: (FileOutcome) throws -> Void
  ) throws {
    let width = processorCount
    var start = 0
    while start < paths.count {
      let group = Array(paths[start..<min(start + width * 2, paths.count)])
      let outcomes = parallelMap(group.count, width: width) { work(group[$0]) }
      for outcome in outcomes { try use(outcome) }
      start += group.count
    }
  }
}

extension ExitStatus {
  /// How a command over several files ends: trouble with a file itself comes first, else what holds of the documents.
  static func together(_ statuses: [ExitStatus]) -> ExitStatus {
    let trouble = statuses.filter { ![.ok, .someRejected, .data].contains($0) }
    if let first = trouble.first { return first }
    if statuses.allSatisfy({ $0 == .ok }) { return .ok }
    return statuses.allSatisfy { $0 == .data } ? .data : .someRejected
  }
}
