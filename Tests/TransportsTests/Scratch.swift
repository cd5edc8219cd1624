import Filesystem
import Glibc
import Testing

/// A real folder of a test's own, removed with all that is in it.
final class Scratch: Sendable {
  let path: String

  /// - Parameter parent: another volume than the default where a test needs one (`/dev/shm`).
  init(in parent: String = "/tmp") throws {
    var template = Array("\(parent)/malote-XXXXXX".utf8CString)
    path = try template.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress, mkdtemp(start) != nil else { throw ScratchError.call("mkdtemp", errno) }
      return String(cString: start)
    }
    chmod(path, 0o755)
  }

  deinit { try? Self.empty(path) }

  /// Makes a folder inside and returns its path.
  func folder(_ name: String) throws -> String {
    try Directory(path: path).makeDirectory(bytes(name))
    return path + "/" + name
  }

  static func empty(_ path: String) throws {
    let folder = try Directory(path: path)
    var entries: [DirectoryEntry] = []
    try folder.forEachEntry { entry in
      entries.append(entry)
      return true
    }
    for entry in entries {
      if entry.kind == .directory { try empty(path + "/" + String(decoding: entry.name, as: UTF8.self)) }
      if entry.kind != .directory { try folder.remove(entry.name) }
    }
    rmdir(path)
  }
}

enum ScratchError: Error {
  case call(String, Int32)
}

/// Mounts an empty volume in memory on a folder.
func mountMemory(_ path: String) throws {
  guard mount("none", path, "tmpfs", 0, nil) == 0 else { throw ScratchError.call("mount", errno) }
}

/// Takes a volume away, though we may still hold it open.
func unmount(_ path: String) { umount2(path, Int32(MNT_DETACH)) }

/// Whether this process may mount at all: tried, for a container's root may not.
let canMount: Bool = {
  guard let scratch = try? Scratch(), (try? mountMemory(scratch.path)) != nil else { return false }
  unmount(scratch.path)
  return true
}()

/// The bytes of a text: names and contents are bytes.
func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

/// Writes a file in place, as a simple copy does.
func put(_ name: [UInt8], _ content: [UInt8], in path: String) throws {
  try Directory(path: path).create(name, exclusive: false).write(content.span)
}

/// Writes on at the end of a file.
func append(_ content: [UInt8], to name: [UInt8], in path: String) throws {
  let descriptor = open(cPath(path, name), O_WRONLY | O_APPEND)
  guard descriptor >= 0 else { throw ScratchError.call("open", errno) }
  defer { close(descriptor) }
  guard write(descriptor, content, content.count) == content.count else { throw ScratchError.call("write", errno) }
}

/// Gives a file an older time stamp, as `cp -p` does.
func age(_ name: [UInt8], seconds: Int, in path: String) throws {
  var times = [timespec(), timespec()]
  clock_gettime(CLOCK_REALTIME, &times[0])
  times[0].tv_sec -= seconds
  times[1] = times[0]
  guard utimensat(AT_FDCWD, cPath(path, name), times, 0) == 0 else { throw ScratchError.call("utimensat", errno) }
}

func cPath(_ path: String, _ name: [UInt8]) -> [CChar] {
  bytes(path + "/").map { CChar(bitPattern: $0) } + name.map { CChar(bitPattern: $0) } + [0]
}

/// What a file holds; `nil` when it is not there.
func content(_ name: [UInt8], in path: String, atMost limit: Int = 1 << 20) throws -> [UInt8]? {
  guard let file = try Directory(path: path).open(name) else { return nil }
  return try file.bytes(at: 0, count: limit)
}

/// The names in a folder, hidden ones left out.
func names(in path: String) throws -> [[UInt8]] {
  var names: [[UInt8]] = []
  try Directory(path: path).forEachEntry { entry in
    if entry.name.first != UInt8(ascii: ".") { names.append(entry.name) }
    return true
  }
  return names.sorted { $0.lexicographicallyPrecedes($1) }
}

/// Judges as the layouts do: a file is whole when it ends in `</x>`, and one without any tag cannot tell.
func endsInTag(_ file: borrowing File, _ size: Int64) throws -> Bool? {
  let content = try file.bytes(at: 0, count: Int(size))
  guard content.first == UInt8(ascii: "<") else { return nil }
  return content.suffix(4).elementsEqual("</x>".utf8)
}
