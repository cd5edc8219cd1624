import Filesystem
import Glibc
import Testing

@testable import Transports

/// A partner that moves files about while they are being taken.
@Suite("Folder intake in a race")
struct FolderIntakeRaceTests {
  /// Files of ever other sizes are renamed in and out of one name.
  @Test func noFileIsLostOrMistakenForAnother() throws {
    let scratch = try Scratch()
    let inbox = try scratch.folder("inbox")
    let rounds = 3_000
    let problems = Lock<[String]>([])
    parallel(2, width: 2) { side in
      do {
        side == 0 ? try shuffle(inbox, scratch, rounds) : try takeWhatCanBeTaken(inbox, problems)
      } catch {
        problems.withLock { $0.append("\(error)") }
      }
    }
    #expect(problems.withLock { $0 } == [])
    let work = try Directory(path: inbox).directory(bytes(".malote"))
    var claimed = 0
    try work.forEachEntry { _ in
      claimed += 1
      return true
    }
    #expect(try names(in: inbox).count + claimed == rounds)
    #expect(claimed > 0)
  }

  /// A service that has just started archives what it had claimed, with all its threads: none of them knows the work
  /// area yet.
  @Test func claimedFilesAreOpenedByManyThreads() throws {
    let scratch = try Scratch()
    let inbox = try scratch.folder("inbox")
    try Directory(path: inbox).makeDirectory(WorkArea.name, permissions: 0o700)
    let claims = (0..<64).map { bytes("M-\($0)") }
    for claim in claims { try put(claim, claim, in: inbox + "/.malote") }
    // An intake promises this of opening alone.
    nonisolated(unsafe) let intake = FolderIntake(
      system: "protheus", options: FolderOptions(inbox: inbox, outbox: inbox))
    let found = Lock(0)
    parallel(claims.count, width: 8) { number in
      let file = try? intake.open(claims[number])
      found.withLock { $0 += file == nil ? 0 : 1 }
    }
    #expect(found.withLock { $0 } == claims.count)
  }

  private func shuffle(_ inbox: String, _ scratch: Scratch, _ rounds: Int) throws {
    let (outside, inside) = (try Directory(path: scratch.path), try Directory(path: inbox))
    for round in 0..<rounds {
      try put(bytes("new"), [UInt8](repeating: 0x2E, count: round + 1), in: scratch.path)
      // Out of the way with the one before, if it has not been taken.
      _ = try? inside.rename(bytes("a.xml"), to: inside, as: bytes("\(round).tmp"), replacing: false)
      // Our own rename back may have taken the name meanwhile.
      while (try? outside.rename(bytes("new"), to: inside, as: bytes("a.xml"), replacing: false)) == nil {
        _ = try? inside.rename(bytes("a.xml"), to: inside, as: bytes("\(round)-again.tmp"), replacing: false)
      }
    }
    try outside.writeDurably(bytes("done"), bytes("done").span, replacing: true)
  }

  private func takeWhatCanBeTaken(_ inbox: String, _ problems: Lock<[String]>) throws {
    let intake = FolderIntake(system: "protheus", options: FolderOptions(inbox: inbox, outbox: inbox))
    let parent = try Directory(path: inbox + "/..")
    var claim = 0
    while try parent.status(bytes("done")) == nil {
      let look = try intake.look(now: .now(), limit: 10) { _, _ in true }
      for candidate in look.candidates {
        claim += 1
        guard let taken = try intake.take(candidate, as: bytes("M-\(claim)")) else { continue }
        if taken.inode != candidate.inode || taken.size != candidate.size {
          problems.withLock { $0.append("\(taken) is not \(candidate)") }
        }
      }
    }
  }
}
