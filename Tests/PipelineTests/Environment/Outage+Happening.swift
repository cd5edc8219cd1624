import Filesystem
import Foundation
import Glibc

@testable import Pipeline
@testable import Traceability

/// How each outage is made, and how it ends.
extension Outage {
  /// What ends an outage.
  typealias End = () throws -> Void

  /// Puts the folder on a volume of its own, where that is needed; before the gateway starts.
  func prepare(_ site: TestSite) throws {
    guard Self.ofMounts.contains(self) else { return }
    try Machine.keepMountsPrivate()
    try FileManager.default.createDirectory(atPath: site.volume, withIntermediateDirectories: false)
    try Machine.mountMemory(on: site.volume, size: 4 << 20, files: 64)
    switch self {
    case .ledgerFull:
      close(creat(site.volume + "/malote.sqlite", 0o644))
      try FileManager.default.createSymbolicLink(
        atPath: site.path + "/malote.sqlite", withDestinationPath: site.volume + "/malote.sqlite")
    case .workAreaElsewhere: break
    default:
      try FileManager.default.createDirectory(atPath: site.onVolume, withIntermediateDirectories: false)
      try Machine.bind(site.onVolume, on: site.path + "/" + folder)
    }
  }

  func begin(_ site: TestSite) throws -> End {
    let path = site.path + "/" + folder
    switch self {
    case .outboxFull, .archiveFull, .errorsFull, .ledgerFull: return try Self.fill(site.volume, files: false)
    case .outboxWithoutInodes, .archiveWithoutInodes: return try Self.fill(site.volume, files: true)
    case .inboxWithoutInodes:
      // Where there is none yet, it takes one to make the work area.
      try Machine.check(rmdir(path + "/.malote"))
      return try Self.fill(site.volume, files: true)
    case .outboxReadOnly, .archiveReadOnly, .errorsReadOnly, .inboxReadOnly:
      try Machine.remount(path, readOnly: true)
      return { try Machine.remount(path, readOnly: false) }
    case .outboxUnmounted, .inboxUnmounted:
      try Machine.unmount(path)
      return { try Machine.bind(site.onVolume, on: path) }
    case .workAreaElsewhere:
      try Machine.bind(site.volume, on: path)
      return { try Machine.unmount(path) }
    case .outboxForbidden, .archiveForbidden, .errorsForbidden, .workAreaForbidden:
      return try Self.forbid(path, 0o555)
    case .inboxForbidden: return try Self.forbid(path, 0)
    case .outboxGone, .archiveGone, .errorsGone, .inboxGone:
      try Machine.check(rename(path, path + ".fora"))
      return { try Self.makeAnew(path, from: path + ".fora") }
    case .ledgerBusy: return try Self.occupy(path)
    case .noDescriptors: return try Self.useUpDescriptors()
    }
  }

  private static func fill(_ volume: String, files: Bool) throws -> End {
    try Machine.fill(volume, as: ".cheio", files: files)
    return { try FileManager.default.removeItem(atPath: volume + "/.cheio") }
  }

  /// Takes the right to write, or every right, from a folder and those in it.
  private static func forbid(_ path: String, _ mode: mode_t) throws -> End {
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    let below = try manager.subpathsOfDirectory(atPath: path).map { path + "/" + $0 }
      .filter { manager.fileExists(atPath: $0, isDirectory: &isFolder) && isFolder.boolValue }
    for folder in below + [path] { try Machine.check(chmod(folder, mode)) }
    return { for folder in [path] + below { try Machine.check(chmod(folder, 0o755)) } }
  }

  /// Another folder of that name, with what was in the old one.
  private static func makeAnew(_ path: String, from old: String) throws {
    let manager = FileManager.default
    try manager.createDirectory(atPath: path + ".nova", withIntermediateDirectories: false)
    for name in try manager.contentsOfDirectory(atPath: old) {
      try Machine.check(rename(old + "/" + name, path + ".nova/" + name))
    }
    try Machine.check(rename(path + ".nova", path))
  }

  /// Another writer of the ledger that does not come to its end.
  private static func occupy(_ ledger: String) throws -> End {
    let other = try Ledger(path: ledger, configuration: [], actor: "outro")
    let isOver = Lock(false)
    let hasBegun = Lock(false)
    Pipeline.Thread.detach {
      try? other.post { _ in
        hasBegun.withLock { $0 = true }
        while !isOver.withLock({ $0 }) { usleep(2000) }
      }
    }
    while !hasBegun.withLock({ $0 }) { usleep(2000) }
    return { isOver.withLock { $0 = true } }
  }

  private static func useUpDescriptors() throws -> End {
    var limit = rlimit()
    try Machine.check(getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit))
    limit.rlim_cur = 128
    try Machine.check(setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit))
    var used: [CInt] = []
    while case let descriptor = dup(STDERR_FILENO), descriptor >= 0 { used.append(descriptor) }
    return { [used] in for descriptor in used { close(descriptor) } }
  }
}

extension TestSite {
  /// A volume of its own in the site, and the folder on it that stands at the path of one of the site's folders.
  var volume: String { path + "/volume" }
  var onVolume: String { volume + "/pasta" }
}
