import Filesystem
import Glibc
import PowerSwitch
import Traceability

/// Three volumes of a site, each an ext4 image of its own: the site with its ledger, the folders of the systems, and the
/// archive with the error folder.
///
/// Three and not one, because a journal commits all that is pending on its volume: on one volume, the ledger's syncs would
/// make durable what nobody else has synced, and hide that it is missing. With the long commit interval nothing becomes
/// durable by waiting either.
final class Volumes: Sendable {
  /// Where the images and the mount points lie.
  let folder: String
  private static let names = ["site", "systems", "archive"]

  init(_ folder: String) { self.folder = folder }

  /// The site on these volumes; what the gateway says and what is collected for good lies elsewhere.
  var site: SiteFolders {
    SiteFolders(
      site: mountPoint("site") + "/site", collected: mountPoint("systems") + "/collected", logs: folder + "/logs",
      faultRoot: folder + "/mounted")
  }

  private func mountPoint(_ name: String) -> String { folder + "/mounted/" + name }
  private func image(_ name: String) -> String { folder + "/" + name + ".img" }
  private var log: String { folder + "/logs/volumes.log" }

  /// Why no volume can be mounted here; `nil` where it can.
  static func obstacle(in folder: String) -> String? {
    guard geteuid() == 0 else { return "not root" }
    let volumes = Volumes(folder + "/trial")
    defer { Folders.remove(volumes.folder) }
    do {
      try volumes.format()
      try volumes.mount()
    } catch {
      return error.description
    }
    defer { try? volumes.unmount() }
    return power_switch_off(volumes.mountPoint("site")) == 0
      ? nil : "EXT4_IOC_SHUTDOWN: \(String(cString: strerror(errno)))"
  }

  /// Makes the images.
  func format() throws(ProofError) {
    try Folders.make(folder + "/logs")
    for name in Self.names {
      try Folders.make(mountPoint(name))
      let file = open(image(name), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      guard file >= 0, ftruncate(file, 48 << 20) == 0 else { throw ProofError("\(image(name)): cannot be made") }
      close(file)
      try command("mkfs.ext4", ["-q", "-F", "-E", "lazy_itable_init=0,lazy_journal_init=0", image(name)])
    }
  }

  /// Takes over the images of others, which are not mounted.
  func copy(_ others: Volumes) throws(ProofError) {
    try Folders.make(folder + "/logs")
    for name in Self.names {
      try Folders.make(mountPoint(name))
      try command("cp", ["--sparse=always", others.image(name), image(name)])
    }
  }

  func mount() throws(ProofError) {
    for name in Self.names { try command("mount", ["-o", "loop,commit=300", image(name), mountPoint(name)]) }
  }

  func unmount() throws(ProofError) {
    for name in Self.names.reversed() {
      // A program that is being started next door may hold what this one had open until it is itself.
      for _ in 0..<100 {
        if try Program.run("umount", [mountPoint(name)], log: log) == .exit(0) { break }
        usleep(20_000)
      }
    }
  }

  /// Lays the site out over the volumes: what the site's folder holds elsewhere is linked to.
  func layOut(_ gateway: Gateway, configuration: String) throws(ProofError) {
    let site = site
    try site.make(gateway, configuration: configuration)
    for (name, volume) in [
      ("protheus", "systems"), ("trimpaper", "systems"), ("archive", "archive"), ("error", "archive"),
    ] {
      try Folders.copy(site.site + "/" + name, to: mountPoint(volume) + "/" + name)
      Folders.remove(site.site + "/" + name)
      // From where the link stands, so that it holds wherever the images are mounted.
      guard symlink("../../\(volume)/\(name)", site.site + "/" + name) == 0 else {
        throw ProofError("\(name): cannot be linked")
      }
    }
  }

  /// The power is gone: what was not made durable will not be there.
  func cutPower() throws(ProofError) {
    for name in Self.names where power_switch_off(mountPoint(name)) != 0 {
      throw ProofError("\(mountPoint(name)): \(String(cString: strerror(errno)))")
    }
  }

  /// The power is back.
  func restore() throws(ProofError) {
    try unmount()
    try mount()
  }

  /// Makes everything that stands on them now durable.
  func sync() throws(ProofError) {
    for name in Self.names { try command("sync", ["-f", mountPoint(name)]) }
  }

  /// Where the chain ends that everybody can see while the process stands still: readers see what is durable, no more.
  func headSeen() -> ChainHead? { try? Ledger.reading(path: site.ledger, busySeconds: 0.2).head() }

  private func command(_ name: String, _ arguments: [String]) throws(ProofError) {
    let ending = try Program.run(name, arguments, log: log)
    guard ending == .exit(0) else {
      let said = String(decoding: (Bytes.read(log) ?? []).suffix(300), as: UTF8.self)
      throw ProofError("\(name) \(arguments.joined(separator: " ")): \(ending) \(said)")
    }
  }
}
