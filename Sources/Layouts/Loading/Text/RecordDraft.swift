import EDIModel

/// A record while its layout is read: counts and sums wait until all records are known.
struct RecordDraft {
  /// A column whose place is known and whose content may still wait.
  struct Column {
    let name: Located<String>
    let label: Bilingual
    let size: Int
    let start: Int
    let content: Content
  }

  /// What a column holds.
  enum Content {
    case ready(TextLayout.Content)
    case count(StrictNode)
    case sum(StrictNode)
  }

  let id: Located<String>
  let role: TextLayout.Record.Role
  let label: Bilingual
  let group: Int
  let repeats: Bool
  let minimum: Int
  let maximum: Int
  let condition: Condition?
  let columns: [Column]
  /// Names of columns that were refused; nothing more is said about them.
  let refused: Set<String>

  func record(_ columns: [TextLayout.Column]) -> TextLayout.Record {
    TextLayout.Record(
      id: id.value, role: role, label: label, group: group, repeats: repeats, minimum: minimum, maximum: maximum,
      condition: condition, columns: columns)
  }
}
