import EDIModel

/// Finds the word that was probably meant.
enum Spelling {
  /// “Did you mean”, or the list of what there is when nothing is near.
  static func hint(for word: String, among words: [String]) -> Bilingual? {
    guard !words.isEmpty else { return nil }
    if let near = nearest(to: word, among: words) {
      return Bilingual(pt: "quis dizer `\(near)`?", en: "did you mean `\(near)`?")
    }
    let shown = words.prefix(40).map { "`\($0)`" }.joined(separator: ", ") + (words.count > 40 ? ", …" : "")
    return Bilingual(pt: "existem: \(shown)", en: "there are: \(shown)")
  }

  /// The word nearest to `word`, if it is near enough for a slip of the hand.
  static func nearest(to word: String, among words: [String]) -> String? {
    let limit = max(1, min(3, word.count / 3))
    let rated = words.map { (word: $0, distance: distance(word.lowercased(), $0.lowercased())) }
    return rated.filter { $0.distance <= limit }.min { ($0.distance, $0.word) < ($1.distance, $1.word) }?.word
  }

  /// How many letters must be inserted, removed, replaced or swapped with their neighbour.
  static func distance(_ left: String, _ right: String) -> Int {
    let (a, b) = (Array(left), Array(right))
    var rows = [Array(0...b.count)]
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var best = min(row[j] + 1, rows[i][j + 1] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, rows[i - 1][j - 1] + 1) }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
