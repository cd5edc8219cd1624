import Filesystem
import Glibc

/// The systems that collect files, all the while: now at once, now after a pause.
final class Collector: Sendable {
  private let site: SiteFolders
  private let gate: Gate
  private let disk: Durable
  private let seed: UInt64
  private let name: String
  private let count = Lock(0)
  private let doubtful = Lock<Set<String>>([])

  init(_ site: SiteFolders, gate: Gate, disk: Durable, seed: UInt64, name: String) {
    self.site = site
    self.gate = gate
    self.disk = disk
    self.seed = seed
    self.name = name
  }

  /// Names that were taken in, and of which a cut leaves open whether they were removed: they may be taken in again.
  var doubted: Set<String> { doubtful.withLock { $0 } }

  /// Collects until the gate is closed for good.
  func run() {
    var random = SeededRandom(seed: seed, name + "/collector")
    while gate.pass() {
      for system in SiteFolders.systems { collect(from: site.outbox(system)) }
      usleep(UInt32(random.happens(oneIn: 4) ? random.number(10...150) * 1000 : 1000))
    }
  }

  private func collect(from outbox: String) {
    for name in Bytes.names(in: outbox) where !name.hasPrefix(".") {
      let number = count.withLock { count in
        count += 1
        return count
      }
      let digits = String(number)
      let target =
        site.collected + "/001-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits + "-" + name
      if disk.isDurable { takeIn(outbox + "/" + name, name, to: target) } else { rename(outbox + "/" + name, target) }
    }
  }

  /// Reads it, keeps it elsewhere, and then removes it.
  private func takeIn(_ path: String, _ name: String, to target: String) {
    guard let bytes = Bytes.read(path), disk.append(bytes[...], to: target) else { return }
    if !disk.remove(path) { _ = doubtful.withLock { $0.insert(name) } }
  }
}
