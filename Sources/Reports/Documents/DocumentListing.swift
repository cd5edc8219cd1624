public import EDIModel

/// A document as people look through it: each row of each list with its fields, their places and their values.
///
/// It holds values of the document, and so is made only when somebody asks for them.
public struct DocumentListing: Sendable {
  /// The document itself or a row of one of its lists, with the fields that have a value.
  public struct Section: Sendable, Encodable {
    /// The list's path in `flow.yaml`; empty for the document itself.
    public let group: String
    /// What business people call it.
    public let label: Bilingual
    /// The row's number in the document, from 1.
    public let number: Int
    /// The line on which it begins.
    public let line: Int
    /// The fields that have a value, in the order of the flow.
    public let fields: [Entry]
  }

  /// A field that has a value.
  public struct Entry: Sendable, Encodable {
    /// Its path in `flow.yaml`: `itens/produto`.
    public let field: String
    /// What business people call it.
    public let label: Bilingual
    /// Its line in the file, from 1.
    public let line: Int
    /// Its byte offset in the file, from 0.
    public let byte: Int
    /// Its canonical value: `1234.5`, `20260827`.
    public let value: String
    /// The value as Brazilians write it: `1234,5`, `27/08/2026`.
    public let shown: String
  }

  /// The document's number in its file.
  public let ordinal: Int
  /// The lines that it takes.
  public let lines: ClosedRange<Int>
  /// The document itself, then its rows, each list's rows below the row that holds them.
  public let sections: [Section]

  /// Lists a document.
  public init(_ document: Document) {
    ordinal = document.ordinal
    lines = document.extent.lines
    sections = Self.sections(of: document, from: .root)
  }

  private static func sections(of document: Document, from row: Row) -> [Section] {
    let groups = document.shape.groups
    let below = groups.indices.filter { groups[$0].parent == row.group }.flatMap { group in
      document.indices(of: group, under: row).flatMap { sections(of: document, from: Row(group: group, index: $0)) }
    }
    return [section(of: document, row: row)] + below
  }

  private static func section(of document: Document, row: Row) -> Section {
    let shape = document.shape
    let declared = shape.groups[row.group]
    let fields = declared.fields.indices.compactMap { slot -> Entry? in
      let ref = FieldRef(group: row.group, slot: slot)
      guard let bytes = document.bytes(of: ref, in: row) else { return nil }
      let place = document.place(of: ref, in: row)
      return Entry(
        field: shape.path(of: ref), label: shape[ref].label, line: place.line, byte: place.origin,
        value: String(decoding: bytes, as: UTF8.self), shown: Spelling.forPeople(bytes, as: shape[ref].type))
    }
    return Section(
      group: shape.path(ofGroup: row.group), label: declared.label, number: row.index + 1,
      line: fields.map(\.line).min() ?? document.extent.lines.lowerBound, fields: fields)
  }

  /// The listing as text: one table per row.
  public func text(_ style: Style) -> String {
    let pt = style.language == .pt
    return sections.map { section in
      var table = Table([
        Table.Column(pt ? "linha" : "line", rightAligned: true), Table.Column("byte", rightAligned: true),
        Table.Column(pt ? "campo" : "field"), Table.Column(pt ? "nome" : "name"), Table.Column(pt ? "valor" : "value"),
      ])
      for field in section.fields {
        table.add([String(field.line), String(field.byte), field.field, field.label[style.language], field.shown])
      }
      return heading(of: section, style) + table.render(style) + "\n"
    }.joined()
  }

  private func heading(of section: Section, _ style: Style) -> String {
    let pt = style.language == .pt
    guard section.group.isEmpty else {
      return style.paint("\(section.label[style.language]) \(section.number)", .bold) + "\n"
    }
    let span =
      lines.count == 1
      ? "\(pt ? "linha" : "line") \(lines.lowerBound)"
      : "\(pt ? "linhas" : "lines") \(lines.lowerBound)–\(lines.upperBound)"
    return style.paint("\(pt ? "Documento" : "Document") \(ordinal), \(span)", .bold) + "\n"
  }
}
