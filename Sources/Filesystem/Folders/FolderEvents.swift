import Glibc

/// Something that happened in a watched folder: a hint to look, never a count.
public enum FolderEvent: Sendable, Hashable {
  /// A name came by a rename.
  case renamedIn([UInt8])
  /// A name was made or written to.
  case written([UInt8])
  /// A file that was open for writing was closed.
  case closed([UInt8])
  /// Events were lost: only a listing can tell.
  case overflow
  /// The folder was removed, moved or unmounted: the watch may be over.
  case folderGone
}

/// The events of one folder at a time (inotify). Changes that others make to a network volume cause none.
public final class FolderEvents {
  /// Becomes readable when there are events; the same descriptor for good.
  public let descriptor: Int32
  private var watched: Int32?

  private static let bufferSize = 64 * 1024
  private static let headerSize = 16
  private static let mask =
    UInt32(IN_MOVED_TO) | UInt32(IN_CREATE) | UInt32(IN_MODIFY) | UInt32(IN_CLOSE_WRITE) | UInt32(IN_DELETE_SELF)
    | UInt32(IN_MOVE_SELF) | UInt32(IN_ONLYDIR)

  /// Makes a source of events; throws where the user's limit of them is reached (EMFILE).
  public init() throws(FileSystemError) {
    let (descriptor, code) = retrying { inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC)) }
    guard descriptor >= 0 else { throw FileSystemError(.watch, path: "inotify", code: code) }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Watches this folder and no longer the one before. What happened earlier is not told: list after this.
  public func watch(_ folder: Directory) throws(FileSystemError) {
    stop()
    // By descriptor, so that it is this very folder whatever its path leads to by now.
    let (watch, code) = retrying { inotify_add_watch(descriptor, "/proc/self/fd/\(folder.descriptor)", Self.mask) }
    guard watch >= 0 else { throw FileSystemError(.watch, path: folder.path, code: code) }
    watched = watch
  }

  /// Watches nothing.
  public func stop() {
    if let watched { inotify_rm_watch(descriptor, watched) }
    watched = nil
  }

  /// Tells the events that wait, at most `pages` buffers of them; the rest keeps the descriptor readable.
  public func drain(pages: Int = 8, _ body: (FolderEvent) -> Void) throws(FileSystemError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.bufferSize, alignment: 8)
    defer { buffer.deallocate() }
    for _ in 0..<pages {
      let (count, code) = retrying { read(descriptor, buffer.baseAddress, buffer.count) }
      if count < 0 && code == EAGAIN { return }
      guard count > 0 else { throw FileSystemError(.watch, path: "inotify", code: code) }
      tell(UnsafeRawBufferPointer(rebasing: buffer[..<count]), body)
    }
  }

  /// One buffer: a header (watch, mask, cookie, length) and the name, padded with NUL, per event.
  private func tell(_ buffer: UnsafeRawBufferPointer, _ body: (FolderEvent) -> Void) {
    var start = 0
    while start + Self.headerSize <= buffer.count {
      let watch = buffer.load(fromByteOffset: start, as: Int32.self)
      let mask = buffer.load(fromByteOffset: start + 4, as: UInt32.self)
      let end = start + Self.headerSize + Int(buffer.load(fromByteOffset: start + 12, as: UInt32.self))
      guard end <= buffer.count else { return }
      let name = buffer[(start + Self.headerSize)..<end].prefix { $0 != 0 }
      if let event = event(mask, of: watch, name: { [UInt8](name) }) { body(event) }
      start = end
    }
  }

  private func event(_ mask: UInt32, of watch: Int32, name: () -> [UInt8]) -> FolderEvent? {
    if mask & UInt32(IN_Q_OVERFLOW) != 0 { return .overflow }
    guard watch == watched else { return nil }
    if mask & UInt32(IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_UNMOUNT) != 0 { return .folderGone }
    if mask & UInt32(IN_MOVED_TO) != 0 { return .renamedIn(name()) }
    if mask & UInt32(IN_CLOSE_WRITE) != 0 { return .closed(name()) }
    return .written(name())
  }
}
