import Glibc

@testable import Formats

/// A file of many postings that is never in memory as a whole.
struct PostingSource: ByteSource {
  private(set) var produced = 0
  private let documents: Int
  private var next = 0
  private var line = 1
  private var pending: [UInt8] = file([PostingLines.header()])
  private var position = 0

  init(documents: Int) { self.documents = documents }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    if position == pending.count { refill() }
    let count = min(buffer.count, pending.count - position)
    buffer[..<count].copyBytes(from: pending[position..<position + count])
    position += count
    produced += count
    return count
  }

  private mutating func refill() {
    position = 0
    pending = []
    if next < documents {
      pending = file([
        PostingLines.posting(line + 1, registro: String(next)), PostingLines.reel(line + 2),
        PostingLines.reel(line + 3, numero: "B2"),
      ])
      line += 3
    } else if next == documents {
      line += 1
      pending = file([
        PostingLines.trailer(
          line, all: line, [documents, documents * 2, 0], boa: zeros(125_050 * documents, 18),
          peso: zeros(1_250_500 * documents, 18))
      ])
    }
    next += 1
  }
}

/// The memory of this process that is in use, in bytes.
func residentBytes() -> Int {
  guard let file = fopen("/proc/self/statm", "r") else { return 0 }
  defer { fclose(file) }
  var line = [CChar](repeating: 0, count: 256)
  guard fgets(&line, 256, file) != nil else { return 0 }
  let fields = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(
    separator: " ")
  return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
}
