public import EDIModel
import Filesystem
import Reports
import Traceability

/// Where people find what was rejected: the rejected part itself, a report in words and one in JSON. Names depend on
/// the document alone, so doing it again writes the same files.
public final class ErrorFolder: Sendable {
  private let root: Directory
  private let resolved: Directory

  init(path: String) throws(FileSystemError) {
    root = try Directory(path: path)
    let name = Array("resolvidos".utf8)
    try root.makeDirectory(name)
    resolved = try root.directory(name)
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
    try root.writeDurably(name, part.span, replacing: true)
    try write(report, for: name)
  }

  /// Pe: writes a copy of a rejected file and its reports; a file too large to be read at all has no copy.
  func write(_ name: [UInt8], original: ArchivedFile?, report: ErrorReport) throws {
    if let original { try original.copyDurably(to: name, in: root) }
    try write(report, for: name)
  }

  private func write(_ report: ErrorReport, for name: [UInt8]) throws {
    try root.writeDurably(Self.ending(name, Self.json), Array(report.json()).span, replacing: true)
    try root.writeDurably(Self.ending(name, Self.text), Array(report.text()).span, replacing: true)
  }

  /// Makes everything written or moved durable.
  func sync() throws(FileSystemError) {
    try resolved.sync()
    try root.sync()
  }

  /// Moves a rejected document that a corrected copy has put right to `resolvidos/`. What is gone already is fine.
  func resolve(_ name: [UInt8]) throws(FileSystemError) {
    for file in [name, Self.ending(name, Self.json), Self.ending(name, Self.text)] where try root.status(file) != nil {
      try root.rename(file, to: resolved, as: file, replacing: true)
    }
  }

  private static let text = ".erro.txt"
  private static let json = ".erro.json"

  private static func ending(_ name: [UInt8], _ ending: String) -> [UInt8] { name + Array(ending.utf8) }
}
