import Filesystem
import Glibc
import Testing

@testable import Transports

@Suite("A backlog")
struct BacklogTests {
  /// In a process of its own, so that its memory is its own.
  @Test(.enabled(if: !isSanitized, "a sanitizer's memory and time are not ours"))
  func aHundredThousandFilesAreWorkedOffInBoundedMemoryAndTime() async {
    let result = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
      let count = 100_000
      let scratch = try Scratch(in: "/dev/shm")
      let inbox = try scratch.folder("inbox")
      let folder = try Directory(path: inbox)
      for number in 0..<count {
        try folder.create(bytes("PEDIDO-VENDA-\(number).xml"), exclusive: true).write(bytes("<x></x>").span)
      }
      var options = FolderOptions(inbox: inbox, outbox: inbox)
      options.quiet = .milliseconds(50)
      let bench = Bench(try BacklogBench(scratch: scratch, options: options))
      let (memory, start) = (try residentBytes(), Monotonic.now())
      var (taken, looks, peak, slowest) = (0, 0, 0, Duration.zero)
      while taken < count, looks < 2_000 {
        let before = Monotonic.now()
        let look = try bench.look(after: .milliseconds(10), limit: 256)
        slowest = max(slowest, Monotonic.now() - before)
        looks += 1
        for candidate in look.candidates where try bench.take(candidate, as: "M-\(taken)") != nil { taken += 1 }
        peak = max(peak, try residentBytes())
      }
      let growth = (peak - memory) / 1_000_000
      print("100,000 files: \(Monotonic.now() - start), \(looks) looks, slowest \(slowest), \(growth) MB more")
      guard taken == count else { exit(2) }
      guard growth < 40 else { exit(3) }
      // Looking at everything each time would cost 390 times the first listing.
      guard looks < count / 256 + 30 else { exit(4) }
    }
    print(String(decoding: result?.standardOutputContent ?? [], as: UTF8.self))
  }

  @Test func whatFindsNoRoomIsMetLater() throws {
    var sightings = Sightings(capacity: 2)
    #expect(!sightings.isFull)
    let now = Monotonic(nanoseconds: 0)
    let prints = try prints(3)
    let first = sightings.insert(bytes("b"), prints[0], now: now, due: now + .seconds(2))
    _ = sightings.insert(bytes("a"), prints[1], now: now, due: now + .seconds(1))
    #expect(sightings.isFull)
    #expect(sightings.waitingCount == 2)
    #expect(sightings.nextDue() == now + .seconds(1))
    sightings.remove(first)
    #expect(!sightings.isFull)
    #expect(sightings.slot(of: prints[0].inode) == nil)
    let reused = sightings.insert(bytes("c"), prints[2], now: now, due: now + .seconds(3))
    #expect(reused == first)
    sightings.ripen(until: now + .seconds(2))
    #expect(sightings.popRipe().map { sightings[$0].name } == bytes("a"))
    #expect(sightings.popRipe() == nil, "the entry of the removed one is dropped")
    #expect(sightings.nextDue() == now + .seconds(3))
  }

  @Test func aHeapSorts() {
    var heap = Heap<Int>()
    let numbers = (0..<1000).map { ($0 * 7919) % 1009 }
    for number in numbers { heap.insert(number) }
    var sorted: [Int] = []
    while let next = heap.popFirst() { sorted.append(next) }
    #expect(sorted == numbers.sorted())
  }

  private func prints(_ count: Int) throws -> [Fingerprint] {
    let scratch = try Scratch()
    let folder = try Directory(path: scratch.path)
    return try (0..<count).map { number in
      try put(bytes("\(number)"), bytes("x"), in: scratch.path)
      return Fingerprint(try #require(try folder.status(bytes("\(number)"))))
    }
  }
}

/// An inbox that is only looked at.
private struct BacklogBench: IntakeBench {
  let scratch: Scratch
  let intake: any Intake
  let quiet: Duration = .milliseconds(50)
  let patience: Duration = .seconds(600)
  let notice: Duration = .zero

  init(scratch: Scratch, options: FolderOptions) throws {
    self.scratch = scratch
    intake = FolderIntake(system: "protheus", options: options)
  }

  func drop(_ name: [UInt8], _ content: [UInt8]) throws {}
  func extend(_ name: [UInt8], _ content: [UInt8]) throws {}
  func backdate(_ name: [UInt8], seconds: Int) throws {}
  func withdraw(_ name: [UInt8]) throws {}
  func visibleNames() throws -> [[UInt8]] { [] }
}

/// Whether a sanitizer watches this process.
private let isSanitized = ["__tsan_init", "__asan_init"].contains { (symbol: String) in dlsym(nil, symbol) != nil }

/// How much memory this process has in use.
private func residentBytes() throws -> Int {
  let statm = try #require(try content(bytes("statm"), in: "/proc/self", atMost: 200))
  let pages = String(decoding: statm, as: UTF8.self).split(separator: " ")
  return try #require(pages.count > 1 ? Int(pages[1]) : nil) * Int(getpagesize())
}
