public import Formats

/// A file's bytes, which can be read from their start as often as wanted.
public struct InterchangeSource<Bytes: ByteSource> {
  /// The file's size in bytes.
  public let size: Int
  private let opening: () throws -> Bytes

  /// Makes a source of a file of `size` bytes; `open` starts reading it anew.
  public init(size: Int, open: @escaping () throws -> Bytes) {
    self.size = size
    opening = open
  }

  /// Starts reading from the first byte. Throws what the opening closure throws.
  public func open() throws -> Bytes { try opening() }

  /// The first bytes, at most `count` of them.
  func head(_ count: Int) throws -> [UInt8] {
    var source = try open()
    var bytes = [UInt8](repeating: 0, count: min(count, size))
    var filled = 0
    while filled < bytes.count {
      let read = try bytes.withUnsafeMutableBytes {
        try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[filled...]))
      }
      if read == 0 { break }
      filled += read
    }
    return Array(bytes.prefix(filled))
  }
}

extension InterchangeSource where Bytes == MemorySource {
  /// Makes a source of bytes that are in memory already.
  public init(_ bytes: [UInt8]) { self.init(size: bytes.count) { MemorySource(bytes) } }
}
