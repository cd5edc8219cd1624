/// Takes comments and the contents of string literals out of Swift text, line for line.
///
/// It knows line and block comments, plain, multi-line and raw strings and the code inside their interpolations. Regular
/// expression literals are taken for code.
struct CodeText {
  private enum Mode {
    case code(depth: Int)
    case string(isLong: Bool, hashes: Int)
    case lineComment
    case blockComment(depth: Int)
  }

  private let source: [UInt8]
  private var position = 0
  private var modes: [Mode] = [.code(depth: 0)]
  private var result: [UInt8] = []

  static func strip(_ text: String) -> String {
    var reader = CodeText(source: Array(text.utf8))
    while reader.position < reader.source.count { reader.step() }
    return String(decoding: reader.result, as: UTF8.self)
  }

  private init(source: [UInt8]) { self.source = source }

  private mutating func step() {
    if source[position] == Self.newlineByte { return newline() }
    switch modes[modes.count - 1] {
    case .code(let depth): code(depth)
    case .string(let isLong, let hashes): string(isLong, hashes)
    case .lineComment: position += 1
    case .blockComment(let depth): comment(depth)
    }
  }

  private mutating func newline() {
    if case .lineComment = modes[modes.count - 1] { modes.removeLast() }
    if case .string(isLong: false, _) = modes[modes.count - 1] { modes.removeLast() }
    result.append(Self.newlineByte)
    position += 1
  }

  private mutating func code(_ depth: Int) {
    if take("//") { return modes.append(.lineComment) }
    if take("/*") { return modes.append(.blockComment(depth: 1)) }
    if opensString() { return }
    let character = source[position]
    position += 1
    if modes.count > 1 {
      if character == UInt8(ascii: "(") { modes[modes.count - 1] = .code(depth: depth + 1) }
      if character == UInt8(ascii: ")") {
        if depth == 1 { modes.removeLast() } else { modes[modes.count - 1] = .code(depth: depth - 1) }
      }
    }
    result.append(character)
  }

  private mutating func opensString() -> Bool {
    var hashes = 0
    while position + hashes < source.count, source[position + hashes] == UInt8(ascii: "#") { hashes += 1 }
    guard position + hashes < source.count, source[position + hashes] == UInt8(ascii: "\"") else { return false }
    position += hashes
    let isLong = take("\"\"\"")
    if !isLong { position += 1 }
    modes.append(.string(isLong: isLong, hashes: hashes))
    result += Array("\"\"".utf8)
    return true
  }

  private mutating func string(_ isLong: Bool, _ hashes: Int) {
    let marks = String(repeating: "#", count: hashes)
    if take("\\" + marks + "(") { return modes.append(.code(depth: 1)) }
    if take("\\" + marks) {
      if position < source.count, source[position] != Self.newlineByte { position += 1 }
    } else if take((isLong ? "\"\"\"" : "\"") + marks) {
      modes.removeLast()
    } else {
      position += 1
    }
  }

  private mutating func comment(_ depth: Int) {
    if take("*/") {
      if depth == 1 { modes.removeLast() } else { modes[modes.count - 1] = .blockComment(depth: depth - 1) }
    } else if take("/*") {
      modes[modes.count - 1] = .blockComment(depth: depth + 1)
    } else {
      position += 1
    }
  }

  private mutating func take(_ text: String) -> Bool {
    let wanted = text.utf8
    guard source[position] == wanted.first, source[position...].starts(with: wanted) else { return false }
    position += wanted.count
    return true
  }

  private static let newlineByte = UInt8(ascii: "\n")
}
