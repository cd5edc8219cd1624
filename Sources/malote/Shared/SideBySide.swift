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

  private let work: OrderedWork<[ReadDocument], Result>
  private let piece = Piece()

  /// What became of some documents, and these themselves: memory is given back by the thread that took it, or both wait
  /// for each other at every document.
  private struct Result: Sendable {
    let documents: [ReadDocument]
    let judged: JudgedDocuments
  }

  private final class Piece {
    var documents: [ReadDocument] = []
    var size = 0
  }

  init(_ judge: @escaping @Sendable ([ReadDocument]) -> JudgedDocuments) {
    work = OrderedWork(width: processorCount, heaviest: Self.heaviest) { Result(documents: $0, judged: judge($0)) }
  }

  func add(_ read: ReadDocument, _ use: (JudgedDocuments) throws -> Void) throws {
    piece.documents.append(read)
    piece.size += read.document.extent.bytes.count
    if piece.size >= Self.pieceSize { try send(use) }
  }

  func finish(_ use: (JudgedDocuments) throws -> Void) throws {
    try send(use)
    for result in work.finish() { try use(result.judged) }
  }

  private func send(_ use: (JudgedDocuments) throws -> Void) throws {
    let (documents, size) = (piece.documents, piece.size)
    (piece.documents, piece.size) = ([], 0)
    piece.documents.reserveCapacity(documents.count + documents.count / 8)
    for result in work.add(documents, weight: size) { try use(result.judged) }
  }
}

extension FileSettings {
  /// For a large file that is worked on alone: all processors, and a spool for what does not fit into memory.
  /// - Parameter destination: Where all outputs are to go, one behind the other; without one they are handed over.
  static func large(sendingTo destination: CInt?) -> FileSettings {
    var settings = FileSettings()
    settings.line = { SideBySide($0) }
    settings.makeSpool = { SpoolFile(sendingTo: destination) }
    return settings
  }
}
