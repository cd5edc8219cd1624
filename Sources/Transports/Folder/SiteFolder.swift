import Filesystem
import Glibc

/// A folder of the site, found anew whenever another one stands at its path: it may be removed, replaced or unmounted
/// under the running service, and come back.
final class SiteFolder: Sendable {
  /// Its path.
  let path: String
  private let state = Lock(State())

  private struct State {
    var folder: Directory?
    /// A volume was mounted right here once: without it there is only the bare mount point.
    var isMountPoint = false
  }

  init(_ path: String) { self.path = path }

  /// The folder that stands at the path now: the same object as long as it is the same folder.
  /// - Throws: ENOENT where there is none, ENODEV where its volume is not mounted any more.
  func current() throws(FileSystemError) -> Directory {
    try state.withLock { state throws(FileSystemError) in
      do throws(FileSystemError) {
        return try Self.find(path, &state)
      } catch {
        state.folder = nil
        throw error
      }
    }
  }

  private static func find(_ path: String, _ state: inout State) throws(FileSystemError) -> Directory {
    let identity = try Directory.identity(at: path)
    if let folder = state.folder, folder.identity == identity { return folder }
    let folder = try Directory(path: path)
    let isMountPoint = try folder.isMountPoint()
    if state.isMountPoint && !isMountPoint { throw FileSystemError(.open, path: path, code: ENODEV) }
    state.isMountPoint = isMountPoint
    state.folder = folder
    return folder
  }
}
