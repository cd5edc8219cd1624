public import EDIModel
import Filesystem
import Reports
import Traceability

/// Where people find what was rejected: the rejected part itself, a report in words and one in JSON. Names depend on
/// the document alone, so doing it again writes the same files.
public final class ErrorFolder: Sendable {
  private let path: String

  init(path: String) throws(FileSystemError) {
    self.path = path
    _ = try resolved(in: root())
  }

  /// The folder that stands at the path now: people clear it up, and may make it anew.
  private func root() throws(FileSystemError) -> Directory { try Directory(path: path) }

  private func resolved(in root: Directory) throws(FileSystemError) -> Directory {
    let name = Array("resolvidos".utf8)
    if try root.status(name) == nil { try root.makeDirectory(name) }
    return try root.directory(name)
  }

  /// `M-0001234.3_pedido.txt`, or `M-0001234_pedido.txt` for a whole file.
  static func name(of id: some CustomStringConvertible, file: [UInt8]) -> [UInt8] {
    Array((String(describing: id) + "_" + String(decoding: SafeName.make(from: file), as: UTF8.self)).utf8)
  }

  /// Where the report of a rejected document may lie, below the site's folder: as its own or its file's, still to be done
  /// or resolved.
  public static func reports(of id: DocumentID, file: [UInt8]) -> [String] {
    ["error/", "error/resolvidos/"].flatMap { folder in
      [name(of: id, file: file), name(of: id.interchange, file: file)].map {
        folder + String(decoding: ending($0, text), as: UTF8.self)
      }
    }
  }

  /// Pe: writes a rejected part and its reports. Durable after ``sync()``.
  func write(_ name: [UInt8], part: [UInt8], report: ErrorReport) throws {
    let root = try root()
    try root.writeDurably(name, part.span, replacing: true)
    try write(report, for: name, in: root)
  }

  /// Pe: writes a copy of a rejected file and its reports; a file too large to be read at all has no copy.
  func write(_ name: [UInt8], original: ArchivedFile?, report: ErrorReport) throws {
    let root = try root()
    if let original { try original.copyDurably(to: name, in: root) }
    try write(report, for: name, in: root)
  }

  private func write(_ report: ErrorReport, for name: [UInt8], in root: Directory) throws {
    try root.writeDurably(Self.ending(name, Self.json), Array(report.json()).span, replacing: true)
    try root.writeDurably(Self.ending(name, Self.text), Array(report.text()).span, replacing: true)
  }

  /// Makes everything written or moved durable.
  func sync() throws(FileSystemError) {
    let root = try root()
    try resolved(in: root).sync()
    try root.sync()
  }

  /// Moves a rejected document that a corrected copy has put right to `resolvidos/`. What is gone already is fine.
  func resolve(_ name: [UInt8]) throws(FileSystemError) {
    let root = try root()
    let resolved = try resolved(in: root)
    for file in [name, Self.ending(name, Self.json), Self.ending(name, Self.text)] where try root.status(file) != nil {
      try root.rename(file, to: resolved, as: file, replacing: true)
    }
  }

  private static let text = ".erro.txt"
  private static let json = ".erro.json"

  private static func ending(_ name: [UInt8], _ ending: String) -> [UInt8] { name + Array(ending.utf8) }
}
