import Glibc
import Testing

@testable import Filesystem

@Suite("Directory and file")
struct DirectoryTests {
  private let scratch: Scratch
  private let folder: Directory

  init() throws {
    scratch = try Scratch()
    folder = try Directory(path: scratch.path)
  }

  @Test func whatIsWrittenIsReadAndOldContentIsCutOff() throws {
    let long = [UInt8](repeating: 7, count: 300_000)
    try folder.create(bytes("a"), exclusive: true).write(long.span)
    #expect(try content(bytes("a"), in: scratch.path) == long)
    try folder.create(bytes("a"), exclusive: false).write(bytes("short").span)
    #expect(try content(bytes("a"), in: scratch.path) == bytes("short"))
    let error = #expect(throws: FileSystemError.self) { try folder.create(bytes("a"), exclusive: true).sync() }
    #expect(error?.code == EEXIST)
  }

  @Test func aFileIsReadInPlaceAndInOrder() throws {
    try put(bytes("a"), bytes("0123456789"), in: scratch.path)
    guard let file = try folder.open(bytes("a")) else { throw ScratchError.call("open", ENOENT) }
    #expect(try file.bytes(at: 4, count: 3) == bytes("456"))
    #expect(try file.bytes(at: 8, count: 100) == bytes("89"))
    #expect(try file.bytes(at: 11, count: 5) == [])
    var buffer = [UInt8](repeating: 0, count: 6)
    #expect(try buffer.withUnsafeMutableBytes { try file.read(into: $0) } == 6)
    #expect(buffer == bytes("012345"))
    #expect(try buffer.withUnsafeMutableBytes { try file.read(into: $0) } == 4)
    #expect(try buffer.withUnsafeMutableBytes { try file.read(into: $0) } == 0)
  }

  @Test func aMissingNameIsNilAndALinkIsNotFollowed() throws {
    #expect(try folder.open(bytes("none")) == nil)
    #expect(try folder.status(bytes("none")) == nil)
    #expect(try folder.remove(bytes("none")) == false)
    #expect(symlink("/etc/hostname", scratch.path + "/link") == 0)
    #expect(try folder.status(bytes("link"))?.kind == .symlink)
    let error = #expect(throws: FileSystemError.self) { _ = try folder.open(bytes("link")) }
    #expect(error?.code == ELOOP)
    #expect(throws: FileSystemError.self) { try folder.create(bytes("link"), exclusive: false).sync() }
    #expect(symlink(scratch.path, scratch.path + "/loop") == 0)
    #expect(throws: FileSystemError.self) { try folder.directory(bytes("loop")) }
  }

  @Test func openingAFIFODoesNotWaitForItsOtherEnd() throws {
    #expect(mkfifo(scratch.path + "/fifo", 0o644) == 0)
    #expect(try folder.open(bytes("fifo"))?.status().kind == .fifo)
  }

  @Test(arguments: ["a/b", "/etc/passwd", "..", ".", "", "a\u{0}b"])
  func whatIsNoSingleNameIsRefused(name: String) throws {
    let error = #expect(throws: FileSystemError.self) { try folder.status(bytes(name)) }
    #expect(error?.code == EINVAL)
    #expect(throws: FileSystemError.self) { try folder.remove(bytes(name)) }
    #expect(throws: FileSystemError.self) { try folder.makeDirectory(bytes(name)) }
  }

  @Test func aRenameReplacesOnlyWhenItIsToldTo() throws {
    try put(bytes("a"), bytes("A"), in: scratch.path)
    try put(bytes("b"), bytes("B"), in: scratch.path)
    let error = #expect(throws: FileSystemError.self) {
      try folder.rename(bytes("a"), to: folder, as: bytes("b"), replacing: false)
    }
    #expect(error?.code == EEXIST)
    #expect(try content(bytes("b"), in: scratch.path) == bytes("B"))
    try folder.rename(bytes("a"), to: folder, as: bytes("b"), replacing: true)
    #expect(try names(in: scratch.path) == [bytes("b")])
    #expect(try content(bytes("b"), in: scratch.path) == bytes("A"))
  }

  /// The way of file systems without RENAME_NOREPLACE, which cannot be had here.
  @Test func aRenameByLinkReplacesNothingEither() throws {
    let (a, b) = (try cName(bytes("a"), for: .rename, in: ""), try cName(bytes("b"), for: .rename, in: ""))
    try put(bytes("a"), bytes("A"), in: scratch.path)
    try put(bytes("b"), bytes("B"), in: scratch.path)
    let error = #expect(throws: FileSystemError.self) { try folder.relink(bytes("a"), a, to: folder, b) }
    #expect(error?.code == EEXIST)
    #expect(try content(bytes("b"), in: scratch.path) == bytes("B"))
    try folder.remove(bytes("b"))
    try folder.relink(bytes("a"), a, to: folder, b)
    #expect(try names(in: scratch.path) == [bytes("b")])
    #expect(try folder.status(bytes("b"))?.links == 1)
  }

  @Test func aRenameToAnotherVolumeIsRefused() throws {
    let other = try Scratch(in: "/dev/shm")
    let target = try Directory(path: other.path)
    try #require(folder.identity.device != target.identity.device)
    try put(bytes("a"), bytes("A"), in: scratch.path)
    let error = #expect(throws: FileSystemError.self) {
      try folder.rename(bytes("a"), to: target, as: bytes("a"), replacing: false)
    }
    #expect(error?.code == EXDEV)
    #expect(try names(in: other.path).isEmpty)
  }

  @Test func aDurableWriteIsThereAsAWholeAndLeavesNothingElse() throws {
    try folder.writeDurably(bytes("a"), bytes("one").span, replacing: false)
    #expect(throws: FileSystemError.self) { try folder.writeDurably(bytes("a"), bytes("two").span, replacing: false) }
    #expect(try content(bytes("a"), in: scratch.path) == bytes("one"))
    try folder.writeDurably(bytes("a"), bytes("three").span, replacing: true)
    try folder.sync()
    #expect(try content(bytes("a"), in: scratch.path) == bytes("three"))
    var all: [[UInt8]] = []
    try folder.forEachEntry { entry in
      all.append(entry.name)
      return true
    }
    #expect(all == [bytes("a")])
  }

  @Test func aListingHasEveryNameAsItsBytesAndCanStop() throws {
    let latin = [0x6A, 0x6F, 0xE3, 0x6F] as [UInt8]
    let twins = [bytes("\u{E3}"), bytes("a\u{303}")]
    for name in twins + [latin] { try put(name, [], in: scratch.path) }
    #expect(try Set(names(in: scratch.path)) == Set(twins + [latin]))
    var met = 0
    try folder.forEachEntry { _ in
      met += 1
      return false
    }
    #expect(met == 1)
    #expect(try !folder.isEmpty())
    #expect(try Directory(path: scratch.folder("empty")).isEmpty())
  }

  @Test func aFolderKeepsItsIdentityWhenItsPathDoesNot() throws {
    let path = try scratch.folder("one")
    let one = try Directory(path: path)
    #expect(try Directory.identity(at: path) == one.identity)
    #expect(rename(path, path + ".old") == 0)
    #expect(mkdir(path, 0o755) == 0)
    #expect(try Directory.identity(at: path) != one.identity)
    #expect(try Directory.identity(at: path + ".old") == one.identity)
  }

  @Test func volumesAreToldApart() throws {
    let volume = try Directory(path: "/dev/shm").volume()
    #expect(volume.type == 0x0102_1994, "tmpfs")
    #expect(!volume.isNetwork)
    #expect(volume.freeBytes > 0 && volume.freeBytes <= volume.totalBytes)
    #expect(try Directory(path: "/dev/shm").isMountPoint())
    #expect(try !folder.isMountPoint())
  }

  @Test(.enabled(if: canMount, "needs the right to mount"))
  func aFullVolumeSaysSoAndKeepsNoHalfFile() throws {
    let path = try scratch.folder("small")
    guard mount("none", path, "tmpfs", 0, "size=64k") == 0 else { throw ScratchError.call("mount", errno) }
    defer { unmount(path) }
    let small = try Directory(path: path)
    let error = #expect(throws: FileSystemError.self) {
      try small.writeDurably(bytes("a"), [UInt8](repeating: 1, count: 200_000).span, replacing: false)
    }
    #expect(error?.code == ENOSPC)
    #expect(error?.isTransient == true)
    #expect(try small.isEmpty())
  }
}
