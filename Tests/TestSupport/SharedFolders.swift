import Foundation

/// The folders of the checkout that tests read.
public enum SharedFolders {
  /// The checkout's root, without a slash at its end: this file lies two folders below it. Symbolic links on the way are
  /// followed, so that a copy of a folder is a copy and never a second name of the original.
  public static let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
  /// The shipped declarations.
  public static let schemas = root + "/Schemas"
  /// The shipped samples.
  public static let samples = root + "/Samples"
}

/// A folder that is there as long as somebody holds it.
public final class TemporaryFolder {
  /// Its path, without a slash at its end.
  public let path: String

  /// Makes an empty folder.
  public init() throws {
    path = FileManager.default.temporaryDirectory.path + "/malote-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
