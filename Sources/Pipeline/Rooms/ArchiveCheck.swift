internal import Crypto
public import EDIModel
import Filesystem
import Glibc
public import Traceability

/// Compares the originals in a site's archive with what its ledger says they hash to. Reads every one of them, in
/// constant memory, beside a running gateway.
public struct ArchiveCheck: Sendable {
  /// What is wrong with an original.
  public struct Problem: Sendable, Hashable {
    /// Its interchange.
    public let id: InterchangeID
    /// What is wrong.
    public let kind: Kind

    /// What can be wrong.
    public enum Kind: String, Sendable {
      /// It is not there.
      case missing
      /// Its bytes are not the ones that came.
      case changed
      /// It cannot be read now.
      case unreadable
    }
  }

  /// How many problems are listed at most; ``problemCount`` counts them all.
  public static let listed = 100
  /// How many originals were compared.
  public private(set) var files = 0
  /// The first problems, oldest interchange first.
  public private(set) var problems: [Problem] = []
  /// How many problems there are.
  public private(set) var problemCount = 0

  /// Nothing compared yet.
  public init() {}

  /// Whether nothing was found.
  public var isClean: Bool { problemCount == 0 }

  /// Compares all originals, and tells how many after each. Throws when the ledger cannot be read.
  public mutating func run(site path: String, ledger: some LedgerReading, compared: (Int) -> Void = { _ in }) throws {
    let archive = Result { () throws(FileSystemError) in try Archive(path: path + "/archive") }
    var last: InterchangeID?
    while case let page = try ledger.archived(after: last), let end = page.last {
      for file in page {
        files += 1
        compared(files)
        if let kind = Self.problem(path: file.archivePath, sha256: file.sha256, in: archive) {
          problemCount += 1
          if problems.count < Self.listed { problems.append(Problem(id: file.id, kind: kind)) }
        }
      }
      last = end.id
    }
  }

  private static func problem(
    path: [UInt8], sha256: [UInt8], in archive: Result<Archive, FileSystemError>
  ) -> Problem.Kind? {
    do throws(FileSystemError) {
      let file = try archive.get().open(path)
      var hash = SHA256()
      var position = 0
      while case let chunk = try file.bytes(at: position, count: 256 << 10), !chunk.isEmpty {
        hash.update(data: chunk)
        position += chunk.count
      }
      return Array(hash.finalize()) == sha256 ? nil : .changed
    } catch {
      return error.code == ENOENT ? .missing : .unreadable
    }
  }
}
