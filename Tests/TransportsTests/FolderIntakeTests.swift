import Filesystem
import Glibc
import Testing

@testable import Transports

/// An inbox in a real folder.
struct FolderBench: IntakeBench {
  let scratch: Scratch
  let inbox: String
  let intake: any Intake
  let quiet: Duration = .milliseconds(50)
  let patience: Duration = .seconds(10)
  let notice: Duration

  init(_ adjust: (inout FolderOptions) -> Void = { _ in }) throws {
    scratch = try Scratch()
    inbox = try scratch.folder("inbox")
    var options = FolderOptions(inbox: inbox, outbox: scratch.path)
    options.quiet = quiet
    options.patience = patience
    adjust(&options)
    notice = options.usesEvents ? .zero : options.pollEvery
    intake = FolderIntake(system: "protheus", options: options)
  }

  func drop(_ name: [UInt8], _ content: [UInt8]) throws { try put(name, content, in: inbox) }
  func extend(_ name: [UInt8], _ content: [UInt8]) throws { try append(content, to: name, in: inbox) }
  func backdate(_ name: [UInt8], seconds: Int) throws { try age(name, seconds: seconds, in: inbox) }
  func withdraw(_ name: [UInt8]) throws { try Directory(path: inbox).remove(name) }
  func visibleNames() throws -> [[UInt8]] { try names(in: inbox) }

  /// Writes a file elsewhere and renames it in.
  func moveIn(_ name: [UInt8], _ content: [UInt8]) throws {
    try put(name, content, in: scratch.path)
    try Directory(path: scratch.path).rename(name, to: Directory(path: inbox), as: name, replacing: true)
  }
}

@Suite("Folder intake")
struct FolderIntakeTests {
  @Test("conforms with events", arguments: IntakeConformance.all)
  func conformsWithEvents(_ check: IntakeConformance) throws {
    let world = try FolderBench()
    _ = try world.intake.look(now: Monotonic(nanoseconds: 0), limit: 1, isWhole: endsInTag)
    #expect(world.intake.eventDescriptor != nil)
    try check.run(Bench(world))
  }

  @Test("conforms without events", arguments: IntakeConformance.all)
  func conformsWithoutEvents(_ check: IntakeConformance) throws {
    let world = try FolderBench { $0.usesEvents = false }
    #expect(world.intake.eventDescriptor == nil)
    try check.run(Bench(world))
  }

  @Test func eventsWakeWhoWaits() throws {
    let world = try FolderBench()
    let bench = Bench(world)
    _ = try bench.look()
    let descriptor = try #require(world.intake.eventDescriptor)
    #expect(waitUntilReadable([descriptor], until: Monotonic.now()) == [false])
    try world.drop(bytes("a.xml"), bytes("<x></x>"))
    #expect(waitUntilReadable([descriptor], until: Monotonic.now() + .seconds(10)) == [true])
    _ = try bench.look()
    #expect(waitUntilReadable([descriptor], until: Monotonic.now()) == [false])
  }

  @Test func aRenamedInFileIsReadyAtOnceEvenWhenItsContentIsNot() throws {
    let world = try FolderBench()
    let bench = Bench(world)
    _ = try bench.look()
    try world.moveIn(bytes("a.xml"), bytes("<x>half"))
    let look = try bench.look()
    #expect(look.candidates.map(\.readiness) == [.renamed])
    #expect(try bench.take(look.candidates.first, as: "M-1") != nil)
  }

  @Test func aRenamedInFileThatIsWrittenToHasToBeQuiet() throws {
    let world = try FolderBench()
    let bench = Bench(world)
    _ = try bench.look()
    try world.moveIn(bytes("a.xml"), bytes("<x>half"))
    try world.extend(bytes("a.xml"), bytes("</x>"))
    #expect(try bench.look().candidates.isEmpty)
    #expect(try bench.look(after: world.quiet).candidates.map(\.readiness) == [.whole])
  }

  @Test func renamedFromItsTemporaryNameInsideTheInbox() throws {
    let world = try FolderBench()
    let bench = Bench(world)
    try world.drop(bytes("a.xml.tmp"), bytes("<x></x>"))
    #expect(try bench.settle().candidates.isEmpty)
    let inbox = try Directory(path: world.inbox)
    try inbox.rename(bytes("a.xml.tmp"), to: inbox, as: bytes("a.xml"), replacing: false)
    #expect(try bench.look().candidates.map(\.readiness) == [.renamed])
  }

  @Test func aRenameOverAWaitingFileIsAnotherFile() throws {
    let world = try FolderBench()
    let bench = Bench(world)
    try world.drop(bytes("a.xml"), bytes("<x>half"))
    #expect(try bench.settle().candidates.isEmpty)
    try world.moveIn(bytes("a.xml"), bytes("<x>new</x>"))
    #expect(try bench.look().candidates.map(\.size) == [10])
    #expect(try bench.look(after: world.patience).candidates.map(\.size) == [10])
  }

  @Test func ignoredPrefixesAreSaidToBeSo() throws {
    let world = try FolderBench { $0.ignoredPrefixes = ["eco_"] }
    try world.drop(bytes("eco_a.xml"), bytes("<x>half"))
    #expect(try Bench(world).settle().candidates.map(\.readiness) == [.ignored])
  }

  @Test func aSparseTerabyteIsRefusedUnread() throws {
    let world = try FolderBench()
    try world.drop(bytes("big.xml"), [])
    #expect(truncate(world.inbox + "/big.xml", 1 << 40) == 0)
    let look = try Bench(world).settle { _, _ in
      Issue.record("it was read")
      return true
    }
    #expect(look.candidates.map(\.readiness) == [.tooLarge])
    #expect(look.candidates.map(\.size) == [1 << 40])
  }

  @Test func noOrderOfEventsHidesAFileWhenTheyOverflow() throws {
    let world = try FolderBench()
    let bench = Bench(world)
    _ = try bench.look()
    for number in 0..<9_000 { try world.drop(bytes("\(number)"), bytes("<x></x>")) }
    var found = 0
    for _ in 0..<20 where found < 9_000 {
      let look = try bench.look(after: world.quiet, limit: 10_000)
      for candidate in look.candidates {
        found += 1
        #expect(try bench.take(candidate, as: "M-\(found)") != nil)
      }
    }
    #expect(found == 9_000)
  }
}

@Suite("Markers")
struct MarkerTests {
  private func world() throws -> (FolderBench, Bench) {
    let world = try FolderBench { $0.markerSuffix = ".ok" }
    return (world, Bench(world))
  }

  @Test(arguments: [true, false])
  func aFileIsReadyWhenItsMarkerIsThereAndTakesItAway(usesEvents: Bool) throws {
    let world = try FolderBench {
      $0.markerSuffix = ".ok"
      $0.usesEvents = usesEvents
    }
    let bench = Bench(world)
    try world.drop(bytes("a.xml"), bytes("<x>half"))
    #expect(try bench.settle().candidates.isEmpty)
    #expect(try bench.look(after: world.patience * 2).waiting == 1)
    try world.drop(bytes("a.xml.ok"), [])
    let look = try bench.look(after: world.notice)
    #expect(look.candidates.map(\.name) == [bytes("a.xml")])
    #expect(look.candidates.map(\.readiness) == [.renamed])
    #expect(try bench.take(look.candidates.first, as: "M-1") != nil)
    #expect(try world.visibleNames().isEmpty)
  }

  @Test func aMarkerThatCameFirstDoesNotVouchForWhatIsWrittenLater() throws {
    let (world, bench) = try world()
    try world.drop(bytes("a.xml.ok"), [])
    _ = try bench.look()
    usleep(20_000)
    try world.drop(bytes("a.xml"), bytes("<x>half"))
    #expect(try bench.settle().candidates.isEmpty)
    try world.extend(bytes("a.xml"), bytes("</x>"))
    #expect(try bench.settle().candidates.map(\.readiness) == [.whole])
  }

  @Test func anOrphanMarkerIsNoFile() throws {
    let (world, bench) = try world()
    try world.drop(bytes("a.xml.ok"), bytes("<x></x>"))
    let look = try bench.settle()
    #expect(look.candidates.isEmpty)
    #expect(look.waiting == 0)
  }
}
