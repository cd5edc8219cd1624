import EDIModel
import Formats
import Foundation
import Layouts

/// The samples of the flows, which are documentation and regression tests at once: the folder is the list of tests.
///
/// ```text
/// Samples/<flow>/pass/NAME.<ext>   + NAME.expected.<ext>   what `malote convert` prints
/// Samples/<flow>/fail/NAME.<ext>   + NAME.findings.txt     what is found in it, one line each
/// ```
///
/// A golden file that is missing is written and the sample fails. A flow without samples of both kinds fails.
public struct SampleSuite: Sendable {
  /// The two kinds of samples, by the names of their folders.
  enum Kind: String, CaseIterable {
    case pass
    case fail
  }

  let exchanges: Exchanges
  let folder: URL
  let settings: FileSettings

  /// Makes the suite of a `Samples` folder.
  public init(exchanges: Exchanges, folder: String, settings: FileSettings = FileSettings()) {
    self.exchanges = exchanges
    self.folder = URL(filePath: folder, directoryHint: .isDirectory)
    self.settings = settings
  }

  /// Runs the samples of these flows (of all when empty), by flow and name; `rewrite` takes what comes out as golden.
  /// `starting` is told the path of each folder before it is run.
  public func run(
    flows names: [String] = [], rewrite: Bool = false, starting: (String) -> Void = { _ in }
  ) -> [SampleResult] {
    exchanges.catalog.flows.filter { names.isEmpty || names.contains($0.name) }.flatMap { flow in
      Kind.allCases.flatMap { kind in
        starting(flow.name + "/" + kind.rawValue)
        return run(flow, kind, rewrite: rewrite)
      }
    }
  }

  private func run(_ flow: Flow, _ kind: Kind, rewrite: Bool) -> [SampleResult] {
    let names = sampleNames(flow, kind)
    let path = flow.name + "/" + kind.rawValue
    if names.isEmpty { return [SampleResult(flow: flow.name, path: path, failure: .missing(path))] }
    return names.map { name in
      let sample = Sample(suite: self, flow: flow, kind: kind, name: name, rewrite: rewrite)
      return SampleResult(flow: flow.name, path: path + "/" + name, failure: sample.failure())
    }
  }

  /// The input files of a folder, in order: neither hidden nor golden.
  private func sampleNames(_ flow: Flow, _ kind: Kind) -> [String] {
    let path = folder.appending(path: flow.name).appending(path: kind.rawValue).path
    let all = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return all.filter { name in
      !name.hasPrefix(".") && !name.contains(".expected.") && !name.hasSuffix(".findings.txt") && !name.hasSuffix(".md")
    }.sorted()
  }
}
