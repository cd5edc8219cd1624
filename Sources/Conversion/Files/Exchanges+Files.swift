public import EDIModel
public import Formats
import Layouts

/// Whole files without a site: what `malote validate`, `malote convert` and the samples do, in one place.
extension Exchanges {
  /// How many bytes of a file are looked at to recognise it.
  public static let headSize = 64 << 10

  /// Recognises a file and checks every document of it, trial conversion included; findings come in the order in which
  /// they are known. Throws what the source or `onFinding` throws, nothing else.
  public func checkFile(
    _ file: InterchangeSource<some ByteSource>, settings: FileSettings = FileSettings(),
    onFinding: (Finding) throws -> Void, onDocument: (ReadDocument) throws -> Void = { _ in }
  ) throws -> FileVerdict {
    try withoutActuallyEscaping(onFinding) { report in
      var pass = FilePass(exchanges: self, settings: settings, report: report)
      guard let layout = try pass.recognise(file) else { return pass.verdict }
      try pass.check(file, layout: layout, onDocument: onDocument)
      return pass.verdict
    }
  }

  /// As ``checkFile(_:settings:onFinding:)``, and hands over the accepted documents as their destination gets
  /// them: none before the whole file has its verdict, so that of a large file they wait in a spool, or it is read twice.
  public func convertFile(
    _ file: InterchangeSource<some ByteSource>, settings: FileSettings = FileSettings(),
    onFinding: (Finding) throws -> Void, onOutputs: (FileOutputs) throws -> Void
  ) throws -> FileVerdict {
    try withoutActuallyEscaping(onFinding) { report in
      var pass = FilePass(exchanges: self, settings: settings, report: report)
      guard let layout = try pass.recognise(file) else { return pass.verdict }
      guard exchange(for: layout) != nil else {
        try pass.refuseWrongWay(layout)
        return pass.verdict
      }
      var kept = KeptOutputs(limit: settings.keptUpTo, makeSpool: settings.makeSpool)
      try pass.check(file, layout: layout, onJudged: { kept.add($0.outputs) })
      guard pass.verdict.good > 0 else { return pass.verdict }
      if kept.isWhole { try kept.each(onOutputs) } else { try pass.convertAgain(file, layout: layout, onOutputs) }
      return pass.verdict
    }
  }
}
