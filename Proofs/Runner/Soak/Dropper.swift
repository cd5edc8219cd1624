import Filesystem
import Glibc

/// The systems that drop files, all the while.
final class Dropper: Sendable {
  private let site: SiteFolders
  private let gate: Gate
  private let disk: Durable
  private let seed: UInt64
  private let name: String
  private let dropped = Lock<[SoakDrop]>([])
  private let doubtful = Lock<Set<String>>([])

  init(_ site: SiteFolders, gate: Gate, disk: Durable, seed: UInt64, name: String) {
    self.site = site
    self.gate = gate
    self.disk = disk
    self.seed = seed
    self.name = name
  }

  /// What lies, or lay, in an inbox for sure.
  var all: [SoakDrop] { dropped.withLock { $0 } }
  /// Names of files of which a cut leaves open whether they came.
  var doubted: Set<String> { doubtful.withLock { $0 } }

  /// Drops until the gate is closed for good.
  func run() {
    var plan = SoakPlan(seed: seed, name)
    var random = SeededRandom(seed: seed, name + "/pace")
    var slow: [Slow] = []
    while true {
      // A file that is being written comes to its end before everything is to stand still.
      if gate.isClosing, !slow.isEmpty {
        while let last = slow.popLast() { write(last.drop, from: last.done) }
      }
      guard gate.pass() else { return }
      advance(&slow, &random)
      if slow.count < 3 {
        let drop = plan.next()
        if drop.manner == .slowly { slow.append(Slow(drop: drop)) } else { self.drop(drop) }
      }
      usleep(UInt32(random.number(1...60)) * 1000)
    }
  }

  private struct Slow {
    let drop: SoakDrop
    var done = 0
  }

  /// Writes one more piece of each file that is written slowly.
  private func advance(_ slow: inout [Slow], _ random: inout SeededRandom) {
    for index in slow.indices.reversed() {
      let drop = slow[index].drop
      let next = slow[index].done + random.number(1...400)
      // A trailer is whole without its line end: who pauses in between says that it is done.
      let end = next + 2 >= drop.bytes.count ? drop.bytes.count : next
      let isWritten = disk.append(drop.bytes[slow[index].done..<end], to: path(drop))
      if !isWritten { doubt(drop) }
      slow[index].done = end
      if end == drop.bytes.count || !isWritten {
        if isWritten { finish(drop) }
        slow.remove(at: index)
      }
    }
  }

  private func write(_ drop: SoakDrop, from start: Int) {
    if disk.append(drop.bytes[start...], to: path(drop)) { finish(drop) } else { doubt(drop) }
  }

  private func drop(_ drop: SoakDrop) {
    guard drop.manner == .renamed else { return write(drop, from: 0) }
    let draft = path(drop) + ".tmp"
    let isThere = disk.append(drop.bytes[...], to: draft) && disk.move(draft, to: path(drop))
    if isThere { note(drop) } else { doubt(drop) }
  }

  private func finish(_ drop: SoakDrop) {
    if disk.syncFolder(of: path(drop)) { note(drop) } else { doubt(drop) }
  }

  private func note(_ drop: SoakDrop) { dropped.withLock { $0.append(drop) } }

  private func doubt(_ drop: SoakDrop) { _ = doubtful.withLock { $0.insert(drop.name) } }

  private func path(_ drop: SoakDrop) -> String { site.inbox(drop.system) + "/" + drop.name }
}
