public import EDIModel

extension LayoutGuide {
  /// The page as Markdown.
  public func markdown(_ language: Language) -> String {
    var lines = ["# \(title[language])", ""]
    for fact in facts { lines.append("* \(fact.name[language]): `\(fact.value[language])`") }
    for table in tables {
      lines += ["", "## \(table.title[language])", ""]
      if let note = table.note { lines += [note[language], ""] }
      lines.append("| " + Self.columns.map { $0[language] }.joined(separator: " | ") + " |")
      lines.append("|" + String(repeating: "---|", count: Self.columns.count))
      for row in table.rows {
        var cells = Self.cells(row, language).map(Self.markdownCell)
        cells[0] = "`\(row.name)`"
        lines.append("| " + cells.joined(separator: " | ") + " |")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The page as HTML that needs nothing but itself.
  public func html(_ language: Language) -> String {
    var body = "<h1>\(Self.escaped(title[language]))</h1>\n<dl>\n"
    for fact in facts {
      body += "<dt>\(Self.escaped(fact.name[language]))</dt><dd>\(Self.escaped(fact.value[language]))</dd>\n"
    }
    body += "</dl>\n"
    for table in tables {
      body += "<h2>\(Self.escaped(table.title[language]))</h2>\n"
      if let note = table.note { body += "<p>\(Self.escaped(note[language]))</p>\n" }
      body += "<table>\n<thead><tr>"
      body += Self.columns.map { "<th scope=\"col\">\(Self.escaped($0[language]))</th>" }.joined()
      body += "</tr></thead>\n<tbody>\n"
      for row in table.rows {
        let cells = Self.cells(row, language).map(Self.escaped)
        body += "<tr><th scope=\"row\">\(cells[0])</th>"
        body += cells.dropFirst().map { "<td>\($0)</td>" }.joined() + "</tr>\n"
      }
      body += "</tbody>\n</table>\n"
    }
    return Self.page(title[language], body: body, language)
  }

  /// All tables as one CSV for a spreadsheet: the table's title before its columns, separated by semicolons.
  public func csv(_ language: Language) -> String {
    let head = [language == .pt ? "Registro" : "Record"] + Self.columns.map { $0[language] }
    let rows = tables.flatMap { table in table.rows.map { [table.title[language]] + Self.cells($0, language) } }
    return ([head] + rows).map { $0.map(Self.csvCell).joined(separator: ";") + "\r\n" }.joined()
  }

  /// A page that needs nothing but itself, around its body.
  static func page(_ title: String, body: String, _ language: Language) -> String {
    """
    <!DOCTYPE html>
    <html lang="\(language == .pt ? "pt-BR" : "en")">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(escaped(title))</title>
    <style>
    body { font: 16px/1.4 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; }
    dt { font-weight: bold; }
    table { border-collapse: collapse; width: 100%; }
    th, td { border: 1px solid #767676; padding: .25rem .5rem; text-align: left; vertical-align: top; }
    @media print { h2 { break-after: avoid; } tr { break-inside: avoid; } }
    </style>
    </head>
    <body>
    \(body)</body>
    </html>

    """
  }

  private static func markdownCell(_ text: String) -> String { replacing(text, ["|": "\\|", "\n": " "]) }

  static func escaped(_ text: String) -> String {
    replacing(text, ["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;"])
  }

  private static func csvCell(_ text: String) -> String {
    let isPlain = !text.contains { $0 == ";" || $0 == "\"" || $0.isNewline }
    return isPlain ? text : "\"" + replacing(text, ["\"": "\"\""]) + "\""
  }

  private static func replacing(_ text: String, _ changes: [Character: String]) -> String {
    text.reduce(into: "") { result, character in result += changes[character] ?? String(character) }
  }
}
