import Glibc
import Layouts

/// Whether a text file of one layout ends with its trailer, and that counts the file's lines.
struct TrailerCheck: Sendable {
  private let plan: TextPlan
  private let header: RecordPlan
  private let trailer: RecordPlan

  /// `nil` for layouts without a header or a trailer: their content does not tell whether they are whole.
  init?(_ plan: TextPlan) {
    guard let header = plan.header, let trailer = plan.trailer else { return nil }
    self.plan = plan
    self.header = plan.records[header]
    self.trailer = plan.records[trailer]
  }

  /// Whether a first line is this layout's header, or the beginning of it while its line end is missing.
  func begins(with line: FirstLine) -> Bool {
    let bytes = line.bytes.span
    if !line.isEnded && line.bytes.count < header.key.count { return header.key.starts(with: line.bytes) }
    guard header.isIdentified(bytes, separator: plan.text.separator) else { return false }
    var map = LineMap()
    map.measure(bytes, separator: plan.text.separator, page: plan.page)
    if line.isEnded ? extent(map) != header.extent : map.extent > header.extent { return false }
    for step in header.steps where step.action == .constant && map.reaches(start: step.start, size: step.size) {
      let range = map.range(start: step.start, size: step.size)
      let isCut = !line.isEnded && range.upperBound == line.bytes.count
      let text = Array(line.bytes[RecordReading.trimmed(bytes, range)])
      let wanted = header.constants[step.column]
      guard text == wanted || (isCut && wanted.starts(with: text)) else { return false }
    }
    return true
  }

  /// Judges the end of a file that begins as this layout does.
  func judge(size: Int, read: (_ offset: Int, _ count: Int) throws -> [UInt8]) rethrows -> Wholeness {
    let count = min(size, tailSize)
    let tail = try read(size - count, count)
    // Half of a line end: the other half is on its way.
    if tail.last == 0x0D { return .partial }
    guard let line = Self.lastLine(tail, isWholeFile: count == size) else { return .partial }
    let bytes = tail[line].span
    guard trailer.isIdentified(bytes, separator: plan.text.separator) else { return .partial }
    var map = LineMap()
    map.measure(bytes, separator: plan.text.separator, page: plan.page)
    let found = extent(map)
    guard found >= trailer.extent else { return .partial }
    guard found == trailer.extent else { return .unrecognisable }
    guard let stated = statedCount(bytes, map) else { return .whole }
    let before = try Self.lineFeeds(before: size - count + line.lowerBound, read: read)
    return stated == Int128(before + 1) ? .whole : .unrecognisable
  }

  /// The number of lines that the trailer states; `nil` for layouts that count only some of them, -1 for no number.
  private func statedCount(_ bytes: borrowing Span<UInt8>, _ map: LineMap) -> Int128? {
    for step in trailer.steps where step.action == .count {
      guard case .count(let records) = trailer.record.columns[step.column].content, records.count == plan.records.count
      else { continue }
      return Digits.number(bytes, map.range(start: step.start, size: step.size)) ?? -1
    }
    return nil
  }

  /// Fields that are empty at the end of a delimited line do not count, as for its reader.
  private func extent(_ map: LineMap) -> Int {
    guard plan.text.separator != nil else { return map.extent }
    var extent = map.extent
    while extent > trailer.extent, extent > header.extent, map.range(start: extent - 1, size: 1).isEmpty { extent -= 1 }
    return extent
  }

  private var tailSize: Int {
    let columns = trailer.record.columns
    return columns.reduce(0) { $0 + $1.size } * (plan.page.isSingleByte ? 1 : 4) + columns.count + (4 << 10)
  }

  /// The last line that is not blank; `nil` when it begins before the tail or there is none.
  private static func lastLine(_ tail: [UInt8], isWholeFile: Bool) -> Range<Int>? {
    var end = tail.last == 0x1A ? tail.count - 1 : tail.count
    while end > 0 {
      let feed = tail[..<end].lastIndex(of: 0x0A)
      var line = (feed.map { $0 + 1 } ?? 0)..<end
      if tail[line].last == 0x0D { line = line.lowerBound..<line.upperBound - 1 }
      if tail[line].contains(where: { $0 != 0x20 }) { return feed == nil && !isWholeFile ? nil : line }
      end = feed ?? 0
    }
    return nil
  }

  /// Counts the lines before an offset, at the speed of reading.
  private static func lineFeeds(
    before end: Int, read: (_ offset: Int, _ count: Int) throws -> [UInt8]
  ) rethrows -> Int {
    var count = 0
    var offset = 0
    while offset < end {
      let bytes = try read(offset, min(end - offset, 1 << 20))
      guard !bytes.isEmpty else { break }
      bytes.withUnsafeBytes { buffer in
        var rest = buffer[...]
        while let base = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty,
          let found = memchr(base, 0x0A, rest.count)
        {
          count += 1
          rest = rest.dropFirst(UnsafeRawPointer(found) - base + 1)
        }
      }
      offset += bytes.count
    }
    return count
  }
}
