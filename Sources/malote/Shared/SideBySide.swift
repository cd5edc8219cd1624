import Conversion
import EDIModel
import Filesystem
import Formats

/// Judges the documents of one file on all processors, some of them at a time.
struct SideBySide: JudgingLine {
  /// Bytes of the file that are given to a thread at a time, and that are under way in all: enough to keep threads busy,
  /// little beside the memory that everything else needs.
  private static let pieceSize = 64 << 10
  private static let heaviest = 1 << 20

  private let work: OrderedWork<[ReadDocument], [JudgedDocument]>
  private let piece = Piece()

  private final class Piece {
    var documents: [ReadDocument] = []
    var size = 0
  }

  init(_ judge: @escaping @Sendable (ReadDocument) -> JudgedDocument) {
    work = OrderedWork(width: processorCount, heaviest: Self.heaviest) { $0.map(judge) }
  }

  func add(_ read: ReadDocument, _ use: (JudgedDocument) throws -> Void) throws {
    piece.documents.append(read)
    piece.size += read.document.extent.bytes.count
    if piece.size >= Self.pieceSize { try send(use) }
  }

  func finish(_ use: (JudgedDocument) throws -> Void) throws {
    try send(use)
    for judged in work.finish() { try judged.forEach(use) }
  }

  private func send(_ use: (JudgedDocument) throws -> Void) throws {
    let (documents, size) = (piece.documents, piece.size)
    (piece.documents, piece.size) = ([], 0)
    for judged in work.add(documents, weight: size) { try judged.forEach(use) }
  }
}

extension FileSettings {
  /// For a large file that is worked on alone: all processors, and a spool for what does not fit into memory.
  static var large: FileSettings {
    var settings = FileSettings()
    settings.line = { SideBySide($0) }
    settings.makeSpool = { SpoolFile() }
    return settings
  }
}
