import Filesystem
import Glibc
import Testing

@testable import Transports

/// An inbox that a conformance check can play its partner in, whatever the transport.
protocol IntakeBench {
  var intake: any Intake { get }
  var quiet: Duration { get }
  var patience: Duration { get }
  /// After how long at the latest a change is seen.
  var notice: Duration { get }
  /// Writes a file under its final name.
  func drop(_ name: [UInt8], _ content: [UInt8]) throws
  /// Writes on at the end of a file.
  func extend(_ name: [UInt8], _ content: [UInt8]) throws
  /// Gives a file an older time stamp.
  func backdate(_ name: [UInt8], seconds: Int) throws
  /// Removes a file.
  func withdraw(_ name: [UInt8]) throws
  /// What lies in the inbox.
  func visibleNames() throws -> [[UInt8]]
}

/// A bench with a clock that only the test moves.
final class Bench {
  let world: any IntakeBench
  var now = Monotonic(nanoseconds: 1_000_000_000_000)

  init(_ world: any IntakeBench) { self.world = world }

  /// Looks after a while.
  func look(
    after span: Duration = .zero, limit: Int = 100,
    isWhole: (borrowing File, Int64) throws -> Bool? = endsInTag
  ) throws -> Look {
    now = now + span
    return try world.intake.look(now: now, limit: limit, isWhole: isWhole)
  }

  /// Looks twice, so that what lies there is seen and has been quiet long enough.
  func settle(limit: Int = 100, isWhole: (borrowing File, Int64) throws -> Bool? = endsInTag) throws -> Look {
    _ = try look(after: world.notice, limit: limit, isWhole: isWhole)
    return try look(after: world.quiet, limit: limit, isWhole: isWhole)
  }

  func take(_ candidate: Candidate?, as claim: String) throws -> Taken? {
    try world.intake.take(#require(candidate), as: bytes(claim))
  }
}

/// What every intake must do. A transport's tests run `all` on their own bench.
struct IntakeConformance: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let run: @Sendable (Bench) throws -> Void

  private init(_ name: String, _ run: @escaping @Sendable (Bench) throws -> Void) {
    testDescription = name
    self.run = run
  }

  static let all: [IntakeConformance] = arrival + content + claims

  private static let arrival = [
    IntakeConformance("a dropped file is taken after its quiet period, once") { bench in
      try bench.world.drop(bytes("a.xml"), bytes("<x></x>"))
      let early = try bench.look(after: bench.world.notice)
      #expect(early.candidates.isEmpty)
      #expect(early.waiting == 1)
      #expect(early.again.map { $0 > bench.now } == true)
      let ready = try bench.look(after: bench.world.quiet)
      #expect(ready.candidates.map(\.name) == [bytes("a.xml")])
      #expect(ready.candidates.map(\.readiness) == [.whole])
      #expect(ready.candidates.map(\.size) == [7])
      #expect(try bench.take(ready.candidates.first, as: "M-1")?.size == 7)
      #expect(try bench.world.visibleNames().isEmpty)
      #expect(try bench.settle().candidates.isEmpty)
    },
    IntakeConformance("an old time stamp is no quiet period") { bench in
      try bench.world.drop(bytes("a.xml"), bytes("<x></x>"))
      try bench.world.backdate(bytes("a.xml"), seconds: 3 * 365 * 86_400)
      #expect(try bench.look(after: bench.world.notice).candidates.isEmpty)
      #expect(try bench.look(after: bench.world.quiet).candidates.count == 1)
    },
    IntakeConformance("a name is bytes, whatever they are") { bench in
      let names = [
        bytes("jo") + [0xE3] + bytes("o.xml"), bytes("two\nlines.xml"), bytes("-rf.xml"), bytes("a\u{301}.xml"),
        bytes("\u{E1}.xml"), [UInt8](repeating: 0x78, count: 255), bytes(#"back\slash:*?"<>|.xml"#),
      ].sorted { $0.lexicographicallyPrecedes($1) }
      for name in names { try bench.world.drop(name, bytes("<x></x>")) }
      let look = try bench.settle()
      #expect(look.candidates.map(\.name).sorted { $0.lexicographicallyPrecedes($1) } == names)
      for (number, candidate) in look.candidates.enumerated() {
        #expect(try bench.take(candidate, as: "M-\(number)") != nil)
      }
      #expect(try bench.world.visibleNames().isEmpty)
    },
    IntakeConformance("unfinished files are known by their names and never touched") { bench in
      let names = [".a.xml", "a.tmp", "a.xml.part", "a.FILEPART", "a.writing", "~$a.xml", "a.xml~", "a.crdownload"]
      for name in names { try bench.world.drop(bytes(name), bytes("<x></x>")) }
      #expect(try bench.settle().candidates.isEmpty)
      #expect(try bench.look(after: bench.world.patience * 2).candidates.isEmpty)
      #expect(try bench.look().waiting == 0)
    },
    IntakeConformance("the oldest come first, no more than asked for, and the rest is announced") { bench in
      for number in 0..<7 {
        try bench.world.drop(bytes("\(number).xml"), bytes("<x></x>"))
        try bench.world.backdate(bytes("\(number).xml"), seconds: 1000 + 10 * (number % 4))
      }
      let first = try bench.settle(limit: 5)
      #expect(first.candidates.count == 5)
      #expect(first.candidates.prefix(3).map(\.name) == ["3.xml", "2.xml", "6.xml"].map(bytes))
      #expect(first.hasMore)
      for (number, candidate) in first.candidates.enumerated() {
        #expect(try bench.take(candidate, as: "M-\(number)") != nil)
      }
      let rest = try bench.look(limit: 5)
      #expect(rest.candidates.map(\.name) == ["0.xml", "4.xml"].map(bytes))
      #expect(!rest.hasMore)
    },
  ]

  private static let content = [
    IntakeConformance("a slow writer's half file is not taken, however long it rests") { bench in
      try bench.world.drop(bytes("a.xml"), bytes("<x>half"))
      #expect(try bench.settle().candidates.isEmpty)
      for _ in 0..<20 { #expect(try bench.look(after: bench.world.quiet).candidates.isEmpty) }
      try bench.world.extend(bytes("a.xml"), bytes(" and half</x>"))
      let change = max(bench.world.notice, bench.world.quiet * 8)
      #expect(try bench.look(after: change).candidates.isEmpty, "it has only just changed")
      let ready = try bench.look(after: bench.world.quiet)
      #expect(ready.candidates.map(\.readiness) == [.whole])
      #expect(ready.candidates.map(\.size) == [20])
    },
    IntakeConformance("a file that is never whole is incomplete when the patience ends") { bench in
      try bench.world.drop(bytes("a.xml"), bytes("<x>half"))
      _ = try bench.settle()
      #expect(try bench.look(after: bench.world.patience - bench.world.quiet * 3).waiting == 1)
      let late = try bench.look(after: bench.world.quiet * 3)
      #expect(late.candidates.map(\.readiness) == [.incomplete])
      #expect(late.waiting == 0)
    },
    IntakeConformance("an empty file is not whole, and is not even asked about") { bench in
      try bench.world.drop(bytes("a.xml"), [])
      var asked = 0
      let look = try bench.settle { _, _ in
        asked += 1
        return true
      }
      #expect(look.candidates.isEmpty)
      #expect(look.waiting == 1)
      #expect(asked == 0)
      #expect(try bench.look(after: bench.world.patience).candidates.map(\.readiness) == [.incomplete])
    },
    IntakeConformance("where content cannot tell, the quiet period decides") { bench in
      try bench.world.drop(bytes("a.bin"), [0, 1, 2])
      #expect(try bench.settle().candidates.map(\.readiness) == [.quiet])
    },
    IntakeConformance("a file that does not change is read once") { bench in
      try bench.world.drop(bytes("a.xml"), bytes("<x>half"))
      var asked = 0
      let half: (borrowing File, Int64) throws -> Bool? = { _, _ in
        asked += 1
        return false
      }
      _ = try bench.settle(isWhole: half)
      for _ in 0..<30 { _ = try bench.look(after: bench.world.quiet, isWhole: half) }
      #expect(asked == 1)
      try bench.world.extend(bytes("a.xml"), bytes("more"))
      for _ in 0..<30 { _ = try bench.look(after: bench.world.quiet, isWhole: half) }
      #expect(asked == 2)
    },
    IntakeConformance("a file that cannot be judged is named once and does not stop the others") { bench in
      struct Unreadable: Error {}
      try bench.world.drop(bytes("a.xml"), bytes("<x>bad</x>"))
      try bench.world.drop(bytes("b.xml"), bytes("<x></x>"))
      let judge: (borrowing File, Int64) throws -> Bool? = { _, size in
        if size == 10 { throw Unreadable() }
        return true
      }
      let look = try bench.settle(isWhole: judge)
      #expect(look.candidates.map(\.name) == [bytes("b.xml")])
      #expect(look.strangers == [Stranger(name: bytes("a.xml"), kind: "unreadable")])
      #expect(try bench.look(after: bench.world.quiet * 9, isWhole: judge).strangers.isEmpty)
    },
  ]

  private static let claims = [
    IntakeConformance("what was offered and not taken is offered again") { bench in
      try bench.world.drop(bytes("a.xml"), bytes("<x></x>"))
      #expect(try bench.settle().candidates.count == 1)
      #expect(try bench.look().candidates.count == 1)
    },
    IntakeConformance("a file that went on after the look is not taken, and loses nothing") { bench in
      try bench.world.drop(bytes("a.xml"), bytes("<x></x>"))
      let candidate = try bench.settle().candidates.first
      try bench.world.extend(bytes("a.xml"), bytes("<x></x>"))
      #expect(try bench.take(candidate, as: "M-1") == nil)
      #expect(try bench.world.visibleNames() == [bytes("a.xml")])
      #expect(try bench.world.intake.taken().isEmpty)
      #expect(try bench.look(after: bench.world.notice).candidates.isEmpty)
      #expect(try bench.look(after: bench.world.quiet).candidates.map(\.size) == [14])
    },
    IntakeConformance("a file that was replaced after the look is another one") { bench in
      try bench.world.drop(bytes("keep.xml"), bytes("<x></x>"))
      try bench.world.drop(bytes("a.xml"), bytes("<x></x>"))
      let candidate = try bench.settle().candidates.first { $0.name == bytes("a.xml") }
      let other = try bench.look().candidates.first { $0.name == bytes("keep.xml") }
      let swapped = Candidate(
        name: bytes("a.xml"), inode: try #require(other).inode, size: 7, readiness: .whole)
      #expect(try bench.take(swapped, as: "M-1") == nil)
      #expect(try bench.take(candidate, as: "M-1") != nil)
    },
    IntakeConformance("a file that is gone is not taken") { bench in
      try bench.world.drop(bytes("a.xml"), bytes("<x></x>"))
      let candidate = try bench.settle().candidates.first
      try bench.world.withdraw(bytes("a.xml"))
      #expect(try bench.take(candidate, as: "M-1") == nil)
      #expect(try bench.settle().candidates.isEmpty)
    },
    IntakeConformance("a claim is never made over another") { bench in
      try bench.world.drop(bytes("a.xml"), bytes("<x>1</x>"))
      try bench.world.drop(bytes("b.xml"), bytes("<x>22</x>"))
      let look = try bench.settle()
      let (a, b) = (look.candidates.first { $0.size == 8 }, look.candidates.first { $0.size == 9 })
      #expect(try bench.take(a, as: "M-1") != nil)
      #expect(throws: FileSystemError.self) { try bench.take(b, as: "M-1") }
      #expect(try bench.world.visibleNames() == [bytes("b.xml")])
      #expect(try bench.world.intake.taken().map(\.size) == [8])
    },
    IntakeConformance("claimed files are listed, read and removed") { bench in
      let intake = bench.world.intake
      #expect(try intake.taken().isEmpty)
      #expect(try intake.open(bytes("M-1")) == nil)
      try bench.world.drop(bytes("a.xml"), bytes("<x></x>"))
      let taken = try #require(try bench.take(bench.settle().candidates.first, as: "M-1"))
      try intake.syncTakes()
      #expect(try intake.taken() == [taken])
      #expect(try intake.open(bytes("M-1"))?.bytes(at: 0, count: 100) == bytes("<x></x>"))
      try intake.remove(bytes("M-1"))
      try intake.remove(bytes("M-1"))
      try intake.syncTakes()
      #expect(try intake.taken().isEmpty)
    },
  ]
}
