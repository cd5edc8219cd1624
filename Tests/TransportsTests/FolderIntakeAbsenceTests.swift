import Filesystem
import Glibc
import Testing

@testable import Transports

/// Inboxes that vanish, come back, or may not be written.
@Suite("Folder intake without its folder")
struct FolderIntakeAbsenceTests {
  @Test(arguments: [true, false])
  func aFolderThatIsRemovedIsMissedAndFoundAgain(usesEvents: Bool) throws {
    let world = try FolderBench { $0.usesEvents = usesEvents }
    let bench = Bench(world)
    try world.drop(bytes("a.xml"), bytes("<x></x>"))
    #expect(try bench.settle().candidates.count == 1)
    try Scratch.empty(world.inbox)
    for _ in 0..<3 {
      let error = #expect(throws: FileSystemError.self) { try bench.look(after: .seconds(1)) }
      #expect(error?.isTransient == true)
      #expect(error?.code == ENOENT)
      #expect(world.intake.eventDescriptor == nil)
    }
    #expect(mkdir(world.inbox, 0o755) == 0)
    try world.drop(bytes("b.xml"), bytes("<x></x>"))
    #expect(try bench.settle().candidates.map(\.name) == [bytes("b.xml")])
    try world.drop(bytes("c.xml"), bytes("<x></x>"))
    #expect(try bench.settle().candidates.map(\.name) == [bytes("b.xml"), bytes("c.xml")])
  }

  @Test func aFolderThatWasReplacedIsOpenedAnew() throws {
    let world = try FolderBench()
    let bench = Bench(world)
    try world.drop(bytes("a.xml"), bytes("<x></x>"))
    #expect(try bench.settle().candidates.count == 1)
    #expect(rename(world.inbox, world.inbox + ".old") == 0)
    #expect(mkdir(world.inbox, 0o755) == 0)
    #expect(try bench.look().candidates.isEmpty)
    try world.moveIn(bytes("b.xml"), bytes("<x></x>"))
    #expect(try bench.look().candidates.map(\.readiness) == [.renamed], "the new folder is watched")
  }

  @Test(.enabled(if: canMount, "needs the right to mount"))
  func aBareMountPointIsNotTheInbox() throws {
    let world = try FolderBench()
    try mountMemory(world.inbox)
    defer { unmount(world.inbox) }
    let bench = Bench(world)
    try world.drop(bytes("a.xml"), bytes("<x></x>"))
    #expect(try bench.settle().candidates.count == 1)
    unmount(world.inbox)
    let error = #expect(throws: FileSystemError.self) { try bench.look() }
    #expect(error?.code == ENODEV)
    #expect(error?.isTransient == true)
    try mountMemory(world.inbox)
    #expect(try bench.look().candidates.isEmpty)
  }

  @Test(.enabled(if: canMount, "needs the right to mount"))
  func aReadOnlyVolumeStopsTheClaimAndNotTheLook() throws {
    let world = try FolderBench()
    let bench = Bench(world)
    try mountMemory(world.inbox)
    defer { unmount(world.inbox) }
    try world.drop(bytes("a.xml"), bytes("<x></x>"))
    #expect(mount("none", world.inbox, nil, UInt(MS_REMOUNT | MS_RDONLY), nil) == 0)
    let candidate = try bench.settle().candidates.first
    let error = #expect(throws: FileSystemError.self) { try bench.take(candidate, as: "M-1") }
    #expect(error?.code == EROFS)
    #expect(error?.message.pt.contains("somente leitura") == true)
  }

  @Test(.enabled(if: canMount, "needs the right to mount"))
  func aWorkAreaOnAnotherVolumeStopsTheClaim() throws {
    let world = try FolderBench()
    let bench = Bench(world)
    #expect(mkdir(world.inbox + "/.malote", 0o700) == 0)
    try mountMemory(world.inbox + "/.malote")
    defer { unmount(world.inbox + "/.malote") }
    try world.drop(bytes("a.xml"), bytes("<x></x>"))
    let candidate = try bench.settle().candidates.first
    let error = #expect(throws: FileSystemError.self) { try bench.take(candidate, as: "M-1") }
    #expect(error?.code == EXDEV)
    #expect(error?.isTransient == false)
    #expect(try world.visibleNames() == [bytes("a.xml")])
  }

  @Test(.enabled(if: geteuid() == 0, "needs root, to become somebody else"))
  func withoutPermissionNothingIsClaimed() async {
    await #expect(processExitsWith: .success) {
      let world = try FolderBench()
      try world.drop(bytes("a.xml"), bytes("<x></x>"))
      try world.drop(bytes("b.xml"), bytes("<x></x>"))
      chmod(world.inbox + "/b.xml", 0o600)
      guard seteuid(65_534) == 0 else { throw ScratchError.call("seteuid", errno) }
      defer { seteuid(0) }
      let bench = Bench(world)
      let look = try bench.settle()
      guard look.candidates.map(\.name) == [bytes("a.xml")] else { exit(2) }
      guard look.strangers == [Stranger(name: bytes("b.xml"), kind: "unreadable")] else { exit(3) }
      do {
        _ = try bench.take(look.candidates.first, as: "M-1")
        exit(4)
      } catch let error as FileSystemError {
        guard error.code == EACCES, !error.isTransient, error.message.pt.contains("sem permissão") else { exit(5) }
      }
    }
  }

  @Test(.enabled(if: geteuid() == 0, "needs root, to become somebody else"))
  func aWorkAreaThatSomebodyElseMadeIsRefused() async {
    await #expect(processExitsWith: .success) {
      let world = try FolderBench()
      chmod(world.inbox, 0o777)
      mkdir(world.inbox + "/.malote", 0o777)
      chmod(world.inbox + "/.malote", 0o777)
      try world.drop(bytes("a.xml"), bytes("<x></x>"))
      guard seteuid(65_534) == 0 else { throw ScratchError.call("seteuid", errno) }
      defer { seteuid(0) }
      let bench = Bench(world)
      do {
        _ = try bench.take(bench.settle().candidates.first, as: "M-1")
        exit(4)
      } catch let error as FileSystemError {
        guard error.code == EPERM else { exit(5) }
      }
    }
  }
}
