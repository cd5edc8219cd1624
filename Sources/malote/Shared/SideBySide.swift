import Conversion
import EDIModel
import Filesystem
import Formats

/// Judges the documents of one file on all processors, some of them at a time.
struct SideBySide: JudgingLine {
  /// Bytes of the file that are given to a thread at a time, and that are under way in all: enough to keep threads busy,
  /// little beside the memory that everything else needs.
  private static let pieceSize = 32 << 10
  private static let heaviest = 256 << 10

  private let work: OrderedWork<[ReadDocument], Result>
  private let piece = Piece()

  /// What became of some documents, and these themselves: the reader reads the next ones into their memory.
  private struct Result: Sendable {
    let documents: [ReadDocument]
    let judged: JudgedDocuments
  }

  /// What is gathered for the next thread.
  private final class Piece {
    var documents: [ReadDocument] = []
    var size = 0
    var spent = SpentDocuments()
  }

  init(_ judge: @escaping @Sendable ([ReadDocument]) -> JudgedDocuments) {
    work = OrderedWork(width: processorCount, heaviest: Self.heaviest) { Result(documents: $0, judged: judge($0)) }
  }

  func add(_ read: inout ReadDocument, _ use: (JudgedDocuments) throws -> Void) throws {
    piece.size += read.document.extent.bytes.count
    if var spent = piece.spent.next() {
      swap(&spent, &read)
      piece.documents.append(spent)
    } else {
      piece.documents.append(read)
    }
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
    for result in work.add(documents, weight: size) {
      try use(result.judged)
      piece.spent.add(result.documents)
    }
  }
}

/// Documents that are through: the next ones are read into their memory.
private struct SpentDocuments {
  private var pieces: [[ReadDocument]] = []

  mutating func add(_ documents: [ReadDocument]) { pieces.append(documents) }

  mutating func next() -> ReadDocument? {
    while let last = pieces.indices.last {
      if let document = pieces[last].popLast() { return document }
      pieces.removeLast()
    }
    return nil
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
