/// Production postings as Trimpaper writes them: positional, with header and trailer.
struct PostingFile: Sendable {
  /// The sender's own number of each posting.
  var records: [Int]
  /// Those whose end lies before their beginning.
  var bad: Set<Int> = []
  /// The number of the file.
  var number = 1
  /// The order that is produced; postings of one order travel in one lane.
  var order = "B4471201001"
  /// Whether the trailer counts one posting too many: then the whole file is refused.
  var isMiscounted = false
  /// Reels of each posting, which is how a file becomes large.
  var reels = 0

  /// The whole file.
  var bytes: [UInt8] {
    var lines = [header]
    for record in records {
      lines.append(posting(record, line: lines.count + 1))
      for reel in 0..<reels { lines.append(self.reel(reel, line: lines.count + 1)) }
    }
    lines.append(trailer(line: lines.count + 1))
    return Array(lines.map { $0 + "\r\n" }.joined().utf8)
  }

  private var header: String {
    "00" + "000001" + "AP" + "001" + text("TRIMPAPER", 10) + text("PROTHEUS", 10) + "01" + text("010004", 12)
      + "20261103061500" + digits(number, 9) + "P"
  }

  private func posting(_ record: Int, line: Int) -> String {
    let end = bad.contains(record) ? "20261102060000" : "20261102225500"
    let what = digits(record, 10) + "I" + text(order, 14) + "20" + text("REB01", 6) + text("KRL125", 15)
    let amounts = digits(quantity, 12) + digits(0, 12)
    let times = "20261102220500" + end + "20261102225500"
    return "70" + digits(line, 6) + what + amounts + times + text("00004711", 10) + "P" + text("", 10) + "01"
      + text("", 10)
  }

  /// Each weighs 10 kg; the rest is grammage, width, diameter, core, length and quality.
  private func reel(_ number: Int, line: Int) -> String {
    "71" + digits(line, 6) + text("26110\(number)", 20) + digits(1000, 13) + digits(1000, 13)
      + "150002450118007600051001"
  }

  private func trailer(line: Int) -> String {
    let count = records.count + (isMiscounted ? 1 : 0)
    let counts =
      digits(line, 8) + digits(count, 8) + digits(records.count * reels, 8) + String(repeating: "0", count: 16)
    return "99" + digits(line, 6) + counts + digits(quantity * records.count, 18)
      + digits(records.count * reels * 1000, 18)
  }

  /// The sum of the reels, whose weights have one decimal more.
  private var quantity: Int { reels == 0 ? 250_000 : reels * 100 }

  private func text(_ value: String, _ width: Int) -> String {
    value + String(repeating: " ", count: max(0, width - value.count))
  }

  private func digits(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
