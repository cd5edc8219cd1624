import Foundation
import Testing

/// The machine as a test may bend it: mounts that only the calling thread and those it starts can see, a user without
/// rights. All of it ends with the process and nothing has to be undone, so this is for exit tests only.
enum Machine {
  /// Whether mounts of one's own are allowed here: tried by a program that ends at once.
  static let canMount: Bool = {
    let probe = Process()
    probe.executableURL = URL(filePath: "/usr/bin/unshare")
    probe.arguments = ["--mount", "mount", "-t", "tmpfs", "none", FileManager.default.temporaryDirectory.path]
    probe.standardError = FileHandle.nullDevice
    do { try probe.run() } catch { return false }
    probe.waitUntilExit()
    return probe.terminationStatus == 0
  }()
  /// Whether a sanitizer watches this process: its time is not ours.
  static let isSanitized = ["__tsan_init", "__asan_init"].contains { (symbol: String) in dlsym(nil, symbol) != nil }
  static let cannotMount: Comment = "mounts of one's own are not allowed here (CAP_SYS_ADMIN)"

  /// Keeps all further mounts of this thread, and of the threads that it starts, to themselves.
  static func keepMountsPrivate() throws {
    let unshare = try function("unshare", as: (@convention(c) (CInt) -> CInt).self)
    try check(unshare(Flag.newMounts))
    try mount(nil, on: "/", type: nil, flags: Flag.everything | Flag.isPrivate)
  }

  /// A volume in memory, of a size in bytes and with room for so many files.
  static func mountMemory(on path: String, size: Int, files: Int) throws {
    try mount("tmpfs", on: path, type: "tmpfs", options: "size=\(size),nr_inodes=\(files),mode=755")
  }

  /// Lets a folder stand at another path too, as a mount of its own.
  static func bind(_ folder: String, on path: String) throws {
    try mount(folder, on: path, type: nil, flags: Flag.bind)
  }

  /// Makes a mount read-only, or writable again, for everybody who has not opened a file for writing.
  static func remount(_ path: String, readOnly: Bool) throws {
    try mount(nil, on: path, type: nil, flags: Flag.remount | Flag.bind | (readOnly ? Flag.readOnly : 0))
  }

  /// Takes a mount away at once, whoever holds it.
  static func unmount(_ path: String) throws {
    let unmount = try function("umount2", as: (@convention(c) (UnsafePointer<CChar>, CInt) -> CInt).self)
    try check(unmount(path, Flag.detach))
  }

  /// Takes all mounts below a folder away, so that it can be removed.
  static func unmountAll(below folder: String) throws {
    let mounts = try String(contentsOfFile: "/proc/thread-self/mounts", encoding: .utf8)
    let points = mounts.split(separator: "\n").compactMap {
      $0.split(separator: " ").dropFirst().first.map(String.init)
    }
    for point in points.reversed() where point.hasPrefix(folder + "/") { try unmount(point) }
  }

  /// Becomes a user without any right that is not written down, if it is root; what is below `path` becomes its own.
  static func becomeNobody(owning path: String) throws {
    guard geteuid() == 0 else { return }
    let nobody = uid_t(65534)
    for name in try FileManager.default.subpathsOfDirectory(atPath: path) + [""] {
      try check(lchown(path + "/" + name, nobody, nobody))
    }
    try check(setgid(nobody))
    try check(setuid(nobody))
  }

  /// Fills a volume to its last byte, or to its last file, by a hidden file or folder of this name.
  static func fill(_ folder: String, as name: String = ".cheio", files: Bool = false) throws {
    let path = folder + "/" + name
    if files {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      var number = 0
      while case let file = creat(path + "/\(number)", 0o600), file >= 0 {
        close(file)
        number += 1
      }
      return
    }
    let file = creat(path, 0o600)
    defer { close(file) }
    let block = [UInt8](repeating: 0x20, count: 4096)
    while write(file, block, block.count) > 0 {}
  }

  static func check(_ result: CInt) throws {
    if result != 0 { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
  }

  /// Numbers of `mount(2)`, `umount2(2)` and `unshare(2)`.
  private enum Flag {
    static let newMounts: CInt = 0x20000
    static let detach: CInt = 2
    static let (readOnly, remount, bind): (UInt, UInt, UInt) = (1, 32, 4096)
    static let (everything, isPrivate): (UInt, UInt) = (1 << 14, 1 << 18)
  }

  private static func mount(
    _ source: String?, on path: String, type: String?, flags: UInt = 0, options: String = ""
  ) throws {
    typealias Mount =
      @convention(c) (
        UnsafePointer<CChar>?, UnsafePointer<CChar>, UnsafePointer<CChar>?, UInt, UnsafePointer<CChar>
      ) -> CInt
    let mount = try function("mount", as: Mount.self)
    func pointer(_ text: String?) -> UnsafeMutablePointer<CChar>? { text.map { strdup($0) } ?? nil }
    let (source, type) = (pointer(source), pointer(type))
    defer { for text in [source, type] { free(text) } }
    try check(mount(source, path, type, flags, options))
  }

  /// A call of the C library that its module does not import.
  private static func function<Function>(_ name: String, as type: Function.Type) throws -> Function {
    guard let found = dlsym(nil, name) else { throw POSIXError(.ENOSYS) }
    return unsafeBitCast(found, to: type)
  }
}
