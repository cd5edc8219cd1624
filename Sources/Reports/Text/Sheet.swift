/// A page of plain text in the making: headings, paragraphs and aligned pairs, wrapped at ``width`` cells.
struct Sheet {
  /// The most cells of a line; longer single words (paths) stand out whole, so that they can be copied.
  let width: Int
  private(set) var lines: [String] = []

  init(width: Int = 92) { self.width = width }

  /// A line underlined with `rule`.
  mutating func title(_ text: String, rule: Character = "=") {
    let first = lines.count
    paragraph(text)
    let longest = lines[first...].map { DisplayWidth.of($0) }.max() ?? 0
    lines.append(String(repeating: rule, count: longest))
  }

  /// A blank line and a heading.
  mutating func heading(_ text: String) {
    blank()
    lines.append(text.uppercased())
  }

  /// An empty line.
  mutating func blank() { lines.append("") }

  /// Wrapped text; all lines after the first are indented by as much as `first` is wide.
  mutating func paragraph(_ text: String, first: String = "") {
    let hang = DisplayWidth.of(first)
    let wrapped = Self.wrap(text, width: width - hang)
    for (index, line) in wrapped.enumerated() {
      lines.append((index == 0 ? first : String(repeating: " ", count: hang)) + line)
    }
  }

  /// `label: value` pairs with their values below each other; pairs without a value are left out.
  mutating func pairs(_ pairs: [(label: String, value: String?)], indent: Int = 0) {
    let labels = pairs.filter { $0.value != nil }.map { $0.label + ":" }
    let column = (labels.map { DisplayWidth.of($0) }.max() ?? 0) + 2
    for (label, value) in pairs {
      guard let value else { continue }
      paragraph(value, first: String(repeating: " ", count: indent) + (label + ":").padded(to: column))
    }
  }

  /// Numbered steps.
  mutating func steps(_ steps: [String], indent: Int = 2) {
    for (index, step) in steps.enumerated() {
      paragraph(step, first: String(repeating: " ", count: indent) + "\(index + 1). ")
    }
  }

  /// Breaks at blanks; a word that is longer than a line stays whole.
  static func wrap(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      if line.isEmpty {
        line = String(word)
      } else if DisplayWidth.of(line) + 1 + DisplayWidth.of(word) <= width {
        line += " " + word
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    return lines + [line]
  }
}

extension String {
  /// This text in lines of at most `width` cells, broken at blanks; all but the first are indented. Line ends are kept.
  public func wrapped(to width: Int, indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    let paragraphs = split(separator: "\n", omittingEmptySubsequences: false)
    return paragraphs.enumerated().map { number, paragraph in
      // Only the first line of the first paragraph stands out to the left; what fits stays as it is.
      if number == 0, DisplayWidth.of(paragraph) <= width { return paragraph }
      let head = number == 0 ? paragraph.prefix(indent) : ""
      let lines = Sheet.wrap(String(paragraph.dropFirst(head.count)), width: max(8, width - indent))
      return (number == 0 ? head : margin[...]) + lines.joined(separator: "\n" + margin)[...]
    }.joined(separator: "\n")
  }
}
