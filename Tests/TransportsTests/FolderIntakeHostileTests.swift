import Filesystem
import Glibc
import Testing

@testable import Transports

/// What lies in an inbox and is no plain file, and inboxes that are not as they should be.
@Suite("Folder intake among strangers")
struct FolderIntakeHostileTests {
  @Test func whatIsNoFileIsNamedOnceAndLeftAlone() throws {
    let world = try FolderBench()
    let bench = Bench(world)
    #expect(mkfifo(world.inbox + "/fifo.xml", 0o644) == 0)
    #expect(symlink("/etc/hostname", world.inbox + "/link.xml") == 0)
    #expect(symlink("/nowhere", world.inbox + "/dangling.xml") == 0)
    #expect(mkdir(world.inbox + "/folder.xml", 0o755) == 0)
    try bindSocket(world.inbox + "/socket.xml")
    try world.drop(bytes("a.xml"), bytes("<x></x>"))
    let first = try bench.look()
    let kinds = Dictionary(uniqueKeysWithValues: first.strangers.map { (printable($0.name), $0.kind) })
    #expect(
      kinds == [
        "fifo.xml": "fifo", "link.xml": "symlink", "dangling.xml": "symlink", "folder.xml": "directory",
        "socket.xml": "socket",
      ])
    #expect(try bench.look(after: world.quiet).candidates.map(\.name) == [bytes("a.xml")])
    #expect(try bench.look(after: .seconds(60)).strangers.isEmpty)
    #expect(try world.visibleNames().count == 6)
  }

  @Test func aStrangerThatComesAgainIsNamedAgain() throws {
    let world = try FolderBench()
    let bench = Bench(world)
    #expect(mkfifo(world.inbox + "/fifo.xml", 0o644) == 0)
    #expect(try bench.look().strangers.count == 1)
    #expect(unlink(world.inbox + "/fifo.xml") == 0)
    #expect(try bench.look(after: .seconds(60)).strangers.isEmpty)
    #expect(mkfifo(world.inbox + "/fifo.xml", 0o644) == 0)
    #expect(try bench.look(after: .seconds(60)).strangers.count == 1)
  }

  @Test func aHardLinkWaitsUntilItIsTheOnlyName() throws {
    let world = try FolderBench()
    let bench = Bench(world)
    try put(bytes("elsewhere"), bytes("<x></x>"), in: world.scratch.path)
    #expect(link(world.scratch.path + "/elsewhere", world.inbox + "/a.xml") == 0)
    let look = try bench.settle()
    #expect(look.candidates.isEmpty)
    #expect(look.strangers == [Stranger(name: bytes("a.xml"), kind: "hard-link")])
    #expect(try bench.look(after: .seconds(60)).strangers.isEmpty)
    #expect(unlink(world.scratch.path + "/elsewhere") == 0)
    _ = try bench.look(after: .seconds(60))
    #expect(try bench.look(after: world.quiet).candidates.map(\.readiness) == [.whole])
  }

  @Test func aLinkInPlaceOfTheCandidateIsNotTaken() throws {
    let world = try FolderBench()
    let bench = Bench(world)
    try world.drop(bytes("a.xml"), bytes("<x></x>"))
    let candidate = try bench.settle().candidates.first
    try world.withdraw(bytes("a.xml"))
    #expect(symlink("/etc/hostname", world.inbox + "/a.xml") == 0)
    #expect(try bench.take(candidate, as: "M-1") == nil)
    #expect(try world.intake.taken().isEmpty)
  }

  @Test func aWorkAreaThatIsALinkIsRefused() throws {
    let world = try FolderBench()
    let bench = Bench(world)
    try world.drop(bytes("a.xml"), bytes("<x></x>"))
    let candidate = try bench.settle().candidates.first
    #expect(symlink(world.scratch.path, world.inbox + "/.malote") == 0)
    #expect(throws: FileSystemError.self) { try bench.take(candidate, as: "M-1") }
    #expect(try world.visibleNames() == [bytes("a.xml")])
  }

  @Test func theWorkAreaIsOurs() throws {
    let world = try FolderBench()
    let bench = Bench(world)
    try world.drop(bytes("a.xml"), bytes("<x></x>"))
    _ = try bench.take(bench.settle().candidates.first, as: "M-1")
    #expect(try Directory(path: world.inbox).status(bytes(".malote"))?.permissions == 0o700)
  }

  @Test func aClaimThatStoppedHalfwayIsFinished() throws {
    let world = try FolderBench()
    let bench = Bench(world)
    try world.drop(bytes("a.xml"), bytes("<x></x>"))
    let candidate = try bench.settle().candidates.first
    #expect(mkdir(world.inbox + "/.malote", 0o700) == 0)
    #expect(link(world.inbox + "/a.xml", world.inbox + "/.malote/M-1") == 0)
    #expect(try bench.take(candidate, as: "M-1") != nil)
    #expect(try world.visibleNames().isEmpty)
    #expect(try world.intake.taken().count == 1)
  }

  private func bindSocket(_ path: String) throws {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    try #require(path.utf8.count < MemoryLayout.size(ofValue: address.sun_path))
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(bound == 0)
  }
}
