import EDIModel
import Formats
import Foundation
import Layouts

/// One file of the suite and the golden file beside it.
struct Sample {
  let suite: SampleSuite
  let flow: Flow
  let kind: SampleSuite.Kind
  let name: String
  let rewrite: Bool

  /// What is wrong with it; `nil` when it passes.
  func failure() -> SampleResult.Failure? {
    do {
      let outcome = try convert()
      if let found = outcome.verdict.flow?.name, found != flow.name { return .wrongFlow(found) }
      switch kind {
      case .pass:
        return try outcome.verdict.isClean ? compare(outcome.bytes, goldenName(outcome)) : .rejected(outcome.findings)
      case .fail:
        guard !outcome.verdict.isClean else { return .accepted }
        let lines = outcome.findings + [FindingLine.summary(outcome.verdict), ""]
        return try compare(Array(lines.joined(separator: "\n").utf8), goldenName(outcome))
      }
    } catch {
      return .unreadable(error)
    }
  }

  private struct Outcome {
    var verdict = FileVerdict()
    var findings: [String] = []
    var bytes: [UInt8] = []
  }

  private func convert() throws -> Outcome {
    var outcome = Outcome()
    let bytes = [UInt8](try Data(contentsOf: url(name)))
    outcome.verdict = try suite.exchanges.convertFile(
      InterchangeSource(bytes), settings: suite.settings,
      onFinding: { outcome.findings.append(FindingLine.text($0)) }, onOutputs: { outcome.bytes += $0.bytes })
    return outcome
  }

  /// `NAME.expected.xml` or `NAME.findings.txt`.
  private func goldenName(_ outcome: Outcome) -> String {
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    guard kind == .pass else { return stem + ".findings.txt" }
    let target = outcome.verdict.layout.flatMap { suite.exchanges.exchange(for: $0) }?.standardTarget.layout.format
    if case .xml = target { return stem + ".expected.xml" }
    return stem + ".expected.txt"
  }

  private func compare(_ actual: [UInt8], _ golden: String) throws -> SampleResult.Failure? {
    let url = url(golden)
    if rewrite {
      try Data(actual).write(to: url)
      return nil
    }
    guard FileManager.default.fileExists(atPath: url.path) else {
      try Data(actual).write(to: url)
      return .written(golden)
    }
    let expected = [UInt8](try Data(contentsOf: url))
    return expected == actual ? nil : .differs(golden, LineDifference.between(expected, actual))
  }

  private func url(_ file: String) -> URL {
    suite.folder.appending(path: flow.name).appending(path: kind.rawValue).appending(path: file)
  }
}
