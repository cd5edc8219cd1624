public import Layouts

/// Whether a file that may still be growing is whole, by its content.
public enum Wholeness: Sendable, Equatable {
  /// It ends as its kind ends: with the root's closing tag, or with a trailer that counts its lines right.
  case whole
  /// It begins as a known kind and does not end like it yet.
  case partial
  /// Its content does not tell.
  case unrecognisable
}

/// Tells whether a file is whole from its first bytes, its last bytes and the number of its lines.
///
/// A trailer of the right length that counts another number of lines does not tell: nothing is missing at the end, so
/// the file is left to its reader, who says what is wrong.
public struct WholenessCheck: Sendable {
  private let trailers: [TrailerCheck]

  /// Makes the check for the layouts that may come: those that are read.
  public init(layouts: [Layout]) {
    trailers = layouts.filter(\.canRead).compactMap { layout in
      switch layout.format {
      case .xml: nil
      case .positional(let text), .delimited(let text): TrailerCheck(TextPlan(layout: layout, text: text))
      }
    }
  }

  /// Judges a file of `size` bytes; `read` returns `count` bytes from `offset`, both within the size, and its errors are
  /// thrown on.
  public func judge(size: Int, read: (_ offset: Int, _ count: Int) throws -> [UInt8]) rethrows -> Wholeness {
    guard size > 0 else { return .partial }
    let head = try read(0, min(size, Self.headSize))
    if head.count < Self.byteOrderMark.count, Self.byteOrderMark.starts(with: head) { return .partial }
    switch XMLHead.facts(in: head, for: []) {
    case .refused: return .unrecognisable
    case .facts(let facts):
      guard let root = facts.root else { return size > head.count ? .unrecognisable : .partial }
      let count = min(size, Self.tailSize)
      return XMLTail.isClosed(rootName: Array(root.utf8), tail: try read(size - count, count)) ? .whole : .partial
    case .notXML: return try judgeText(FirstLine(of: head), size: size, headSize: head.count, read: read)
    }
  }

  private func judgeText(
    _ line: FirstLine, size: Int, headSize: Int, read: (_ offset: Int, _ count: Int) throws -> [UInt8]
  ) rethrows -> Wholeness {
    let candidates = trailers.filter { $0.begins(with: line) }
    if candidates.isEmpty || (!line.isEnded && size > headSize) { return .unrecognisable }
    guard line.isEnded else { return .partial }
    var best = Wholeness.unrecognisable
    for candidate in candidates {
      switch try candidate.judge(size: size, read: read) {
      case .whole: return .whole
      case .partial: best = .partial
      case .unrecognisable: break
      }
    }
    return best
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
  private static let headSize = 64 << 10
  private static let tailSize = 4 << 10
}
