public import EDIModel

/// The first page of a folder of layout guides: each flow with its layouts.
public struct GuideIndex: Sendable {
  private let flows: [Flow]
  private let title = Bilingual(pt: "Layouts, campo a campo", en: "Layouts, field by field")

  /// An index of these flows' pages.
  public init(_ flows: [Flow]) { self.flows = flows }

  /// Links to `<flow>/<layout>.md`.
  public func markdown(_ language: Language) -> String {
    let note = Bilingual(
      pt: "Estas páginas são geradas das declarações, com `malote docs -o PASTA`.",
      en: "These pages are made of the declarations, by `malote docs -o DIR`.")
    var lines = ["# \(title[language])", "", note[language]]
    for flow in flows {
      lines += ["", "## \(flow.title[language])", "", "`\(flow.name)`: \(flow.way)", ""]
      for layout in flow.layouts {
        lines.append("* [\(layout.title[language])](\(layout.path).md) (\(layout.system))")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Links to `<flow>/<layout>.html`.
  public func html(_ language: Language) -> String {
    var body = "<h1>\(title[language])</h1>\n"
    for flow in flows {
      body += "<h2>\(LayoutGuide.escaped(flow.title[language]))</h2>\n<ul>\n"
      for layout in flow.layouts {
        let text = LayoutGuide.escaped(layout.title[language])
        body += "<li><a href=\"\(layout.path).html\">\(text)</a> (\(layout.system))</li>\n"
      }
      body += "</ul>\n"
    }
    return LayoutGuide.page(title[language], body: body, language)
  }
}
