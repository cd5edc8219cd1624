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

  func add(_ read: ReadDocument) -> [JudgedDocument] {
    piece.documents.append(read)
    piece.size += read.document.extent.bytes.count
    return piece.size < Self.pieceSize ? [] : send()
  }

  func finish() -> [JudgedDocument] { send() + work.finish().flatMap(\.self) }

  private func send() -> [JudgedDocument] {
    defer { (piece.documents, piece.size) = ([], 0) }
    return work.add(piece.documents, weight: piece.size).flatMap(\.self)
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
