/// Finds places in a text by line and column, both from 1 and in characters.
enum TextSearch {
  /// Where a key that stands at `line` and `column` is repeated: on a later line at the same column, or else further
  /// on in its line or below.
  static func repetition(of key: String, in text: String, line: Int, column: Int) -> (line: Int, column: Int) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let first = columns(of: key, in: lines.indices.contains(line - 1) ? lines[line - 1] : "").first { $0 > column }
    if let first { return (line, first) }
    for (index, content) in lines.enumerated().dropFirst(line) {
      let found = columns(of: key, in: content)
      if found.contains(column) { return (index + 1, column) }
    }
    return (line, column)
  }

  /// The place of the character at an offset.
  static func position(ofCharacter offset: Int, in text: String) -> (line: Int, column: Int) {
    var (line, column) = (1, 1)
    for character in text.prefix(max(0, offset)) {
      (line, column) = character.isNewline ? (line + 1, 1) : (line, column + 1)
    }
    return (line, column)
  }

  /// The columns at which `key:` stands as a whole word, bare or in quotes.
  private static func columns(of key: String, in line: Substring) -> [Int] {
    let scalars = Array(line.unicodeScalars)
    return ["\(key):", "\"\(key)\":", "'\(key)':"].flatMap { spelling -> [Int] in
      let wanted = Array(spelling.unicodeScalars)
      return scalars.indices.filter { index in
        guard scalars[index...].starts(with: wanted) else { return false }
        return index == 0 || [" ", "{", ","].contains(scalars[index - 1])
      }.map { $0 + 1 }
    }.sorted()
  }
}
