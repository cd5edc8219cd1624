public import EDIModel
public import Formats

/// A file read to its end, with everything that its reader said.
public struct Pass {
  /// What the reader handed over.
  public var documents: [ReadDocument] = []
  /// What it returned.
  public var reading = Reading()

  /// Reads `bytes`, in pieces of at most `step` bytes.
  public init(_ bytes: [UInt8], by reader: any DocumentReader, step: Int = .max) {
    var source = Pieces(source: MemorySource(bytes), step: step)
    do {
      reading = try reader.read(&source, limits: Limits()) { documents.append($0) }
    } catch { stop("a reader threw what neither source nor receiver throw: \(error)") }
  }

  /// All findings: those of the documents, then those of the file.
  public var findings: [Finding] { documents.flatMap(\.findings) + reading.findings }
  /// Whether there is nothing against the file and its documents.
  public var isAccepted: Bool { !reading.isRejected && documents.allSatisfy { !$0.isRejected } }

  /// The contents of the documents, as the bytes that two versions are compared by.
  public var contents: [[UInt8]] { documents.map(\.document.content) }
}

/// Bytes in memory that come in small pieces.
private struct Pieces: ByteSource {
  var source: MemorySource
  let step: Int

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(step)))
  }
}

extension Document {
  /// The bytes that decide whether two documents are the same.
  public var content: [UInt8] {
    var bytes: [UInt8] = []
    updateContent { bytes += $0 }
    return bytes
  }
}
