import Foundation

/// Expected texts that lie in files. A file that is missing is written, and the test that asked for it fails: what it
/// says is then to be read and committed.
public enum Golden {
  /// What differs between `actual` and the file at `path`; `nil` when nothing does.
  ///
  /// With `RECORD_GOLDEN` set in the environment the file is written anew and the answer is `nil`.
  public static func mismatch(_ actual: [UInt8], path: String) -> String? {
    let url = URL(filePath: path)
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil { return write(actual, to: url) }
    guard let expected = try? Data(contentsOf: url) else {
      return write(actual, to: url) ?? "\(url.lastPathComponent) was missing and has been written; read and commit it"
    }
    guard expected.elementsEqual(actual) else { return difference(actual, Array(expected), in: url.lastPathComponent) }
    return nil
  }

  private static func write(_ bytes: [UInt8], to url: URL) -> String? {
    do {
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: url)
      return nil
    } catch {
      return "\(url.lastPathComponent) cannot be written: \(error)"
    }
  }

  private static func difference(_ actual: [UInt8], _ expected: [UInt8], in name: String) -> String {
    let (actualLines, expectedLines) = (lines(actual), lines(expected))
    let first = zip(actualLines, expectedLines).prefix { $0 == $1 }.count
    func line(_ lines: [String]) -> String { first < lines.count ? lines[first] : "(end of text)" }
    return """
      \(name) differs from line \(first + 1) on:
        expected: \(line(expectedLines))
        actual:   \(line(actualLines))
      whole actual text:
      \(String(decoding: actual, as: UTF8.self))
      """
  }

  private static func lines(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
  }
}
