public import Filesystem
import Glibc

/// Gives files to a folder: written under a hidden name beside their destination (`.NAME.part`), then renamed, so that
/// who collects sees whole files only.
public final class FolderDelivery: Delivery {
  /// The system that gets the files.
  public let system: String
  private let outbox: SiteFolder

  private static let ending = Array(".part".utf8)

  /// Makes a delivery to the options' outbox, which need not exist yet.
  public init(system: String, options: FolderOptions) {
    self.system = system
    outbox = SiteFolder(options.outbox)
  }

  /// Writes the hidden part of a file, synced.
  public func prepare(_ name: [UInt8], bytes: borrowing Span<UInt8>) throws(FileSystemError) {
    // The service's umask decides who else may read or remove it.
    try outbox.current().writeAnew(Self.part(of: name), bytes, permissions: 0o666)
  }

  /// Gives the part its final name.
  public func publish(_ name: [UInt8]) throws(FileSystemError) -> Publication {
    let outbox = try outbox.current()
    do throws(FileSystemError) {
      try outbox.rename(Self.part(of: name), to: outbox, as: name, replacing: false)
      return .published
    } catch {
      switch error.code {
      case EEXIST: return .occupied
      case ENOENT: return try outbox.status(name) == nil ? .absent : .occupied
      default: throw error
      }
    }
  }

  /// Makes what was prepared and published durable.
  public func sync() throws(FileSystemError) { try outbox.current().sync() }

  /// Opens a part or a final file.
  /// - Throws: EINVAL when it is no regular file.
  public func open(_ name: [UInt8], isPart: Bool) throws(FileSystemError) -> File? {
    let outbox = try outbox.current()
    guard let file = try outbox.open(isPart ? Self.part(of: name) : name) else { return nil }
    guard try file.status().kind == .regular else {
      throw FileSystemError(.open, path: outbox.path + "/" + printable(name), code: EINVAL)
    }
    return file
  }

  /// Removes a part.
  public func discard(_ name: [UInt8]) throws(FileSystemError) {
    try outbox.current().remove(Self.part(of: name))
  }

  /// The final names whose parts lie in the outbox.
  public func parts() throws(FileSystemError) -> [[UInt8]] {
    var names: [[UInt8]] = []
    try outbox.current().forEachEntry { entry in
      if let name = Self.final(of: entry.name) { names.append(name) }
      return true
    }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private static func part(of name: [UInt8]) -> [UInt8] { [UInt8(ascii: ".")] + name + ending }

  private static func final(of part: [UInt8]) -> [UInt8]? {
    guard part.first == UInt8(ascii: "."), part.count > ending.count + 1, part.suffix(ending.count) == ending[...]
    else { return nil }
    return Array(part.dropFirst().dropLast(ending.count))
  }
}
