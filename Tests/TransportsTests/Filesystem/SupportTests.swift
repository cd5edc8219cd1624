import Filesystem
import Glibc
import Synchronization
import Testing

@Suite("Names, errors, locks and threads")
struct SupportTests {
  @Test(arguments: [
    ("Pedido-01_a.xml", "Pedido-01_a.xml"), ("../../etc/passwd", "_._.._etc_passwd"), (".hidden", "_hidden"),
    ("-rf", "_rf"), ("a b;c\n", "a_b_c_"), ("", "_"), (".", "_"), ("..", "__"), ("a.", "a_"), ("não", "n__o"),
    ("a\u{0}b", "a_b"),
  ])
  func namesAreMadeSafe(from name: String, expected: String) {
    #expect(String(decoding: SafeName.make(from: name), as: UTF8.self) == expected)
  }

  @Test func aLongNameKeepsItsEnding() {
    let name = SafeName.make(from: String(repeating: "x", count: 300) + ".xml")
    #expect(name.count == 200)
    #expect(name.suffix(5).elementsEqual("x.xml".utf8))
    #expect(SafeName.make(from: "a." + String(repeating: "y", count: 300)).count == 200)
  }

  @Test func everyByteGivesASafeName() {
    for first in UInt8.min...UInt8.max {
      let name = SafeName.make(from: [first, first])
      #expect(!name.contains(UInt8(ascii: "/")) && name.first != UInt8(ascii: ".") && name.first != UInt8(ascii: "-"))
      #expect(SafeName.make(from: name) == name)
    }
  }

  @Test func anErrorSaysWhatWhereAndWhyInBothLanguages() throws {
    let scratch = try Scratch()
    let folder = try Directory(path: scratch.path)
    let error = #expect(throws: FileSystemError.self) {
      try folder.rename(bytes("jo") + [0xE3, 0x0A], to: folder, as: bytes("b"), replacing: true)
    }
    #expect(error?.path == scratch.path + #"/jo\xE3\x0A"#)
    #expect(error?.message.pt == "não foi possível renomear \(scratch.path)/jo\\xE3\\x0A: não existe")
    #expect(error?.message.en == "could not rename \(scratch.path)/jo\\xE3\\x0A: it does not exist")
    #expect(FileSystemError(.read, path: "a", code: ENOTTY).message.en.contains("Inappropriate ioctl"))
  }

  @Test func whatMayPassByItselfIsTransient() {
    for code in [ENOSPC, EDQUOT, EIO, EROFS, EMFILE, ENFILE, ENOENT, ESTALE, ENODEV] {
      #expect(FileSystemError(.write, path: "a", code: code).isTransient)
    }
    for code in [EACCES, EPERM, EXDEV, ENAMETOOLONG, EINVAL, EEXIST, ELOOP] {
      #expect(!FileSystemError(.write, path: "a", code: code).isTransient)
    }
  }

  @Test func aLockIsHeldOnceAndNamesItsHolder() throws {
    let scratch = try Scratch()
    let path = scratch.path + "/lock"
    var held: FileLock?
    if case .held(let lock) = try FileLock.acquire(path: path) { held = lock }
    #expect(held != nil)
    guard case .busy(let process) = try FileLock.acquire(path: path) else {
      Issue.record("locked twice")
      return
    }
    #expect(process == getpid())
    held = nil
    guard case .held = try FileLock.acquire(path: path) else {
      Issue.record("not released")
      return
    }
  }

  @Test(arguments: [0, 1, 3, 1000], [1, 4, 64])
  func everyNumberIsDoneOnce(count: Int, width: Int) {
    #expect(parallelMap(count, width: width) { $0 * 2 } == (0..<count).map { $0 * 2 })
  }

  @Test func blockingBodiesRunSideBySide() {
    let start = Monotonic.now()
    parallel(16, width: 16) { _ in usleep(200_000) }
    #expect(Monotonic.now() - start < .milliseconds(1600), "one after the other would take 3.2 s")
  }

  @Test func theFirstFailureIsThrownAndTheOthersStillRun() {
    struct Odd: Error, Equatable { let number: Int }
    let done = Atomic<Int>(0)
    let error = #expect(throws: Odd.self) {
      _ = try parallelMap(100, width: 8) { number throws(Odd) -> Int in
        done.wrappingAdd(1, ordering: .relaxed)
        if number % 2 == 1 { throw Odd(number: number) }
        return number
      }
    }
    #expect(error == Odd(number: 1))
    #expect(done.load(ordering: .relaxed) == 100)
  }

  @Test func aLockKeepsCount() {
    let lock = Lock(0)
    parallel(10_000, width: 8) { _ in lock.withLock { $0 += 1 } }
    #expect(lock.withLock { $0 } == 10_000)
  }

  @Test func aBellWakesWhoWaitsUntilItIsSilenced() throws {
    let bell = try Bell()
    #expect(waitUntilReadable([bell.descriptor], until: Monotonic.now()) == [false])
    bell.ring()
    bell.ring()
    #expect(waitUntilReadable([bell.descriptor], until: nil) == [true])
    bell.silence()
    let deadline = Monotonic.now() + .milliseconds(20)
    #expect(waitUntilReadable([bell.descriptor], until: deadline) == [false])
    #expect(Monotonic.now() >= deadline)
  }

  @Test func spansThatAreTooLongAreCut() {
    let now = Monotonic(nanoseconds: 5)
    #expect(now + .seconds(Int64.max) == Monotonic(nanoseconds: .max))
    #expect(now + .milliseconds(2) - now == .milliseconds(2))
    #expect(now - .nanoseconds(7) == Monotonic(nanoseconds: -2))
  }
}
