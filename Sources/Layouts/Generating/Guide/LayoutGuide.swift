public import EDIModel

/// What a consultant attaches to the agreement about a layout: its tables, field by field, made of the declarations.
public struct LayoutGuide: Sendable {
  /// What the layout is, in a line.
  public let title: Bilingual
  /// What must be known of its files as a whole, name and value.
  public let facts: [(name: Bilingual, value: Bilingual)]
  /// One table for each kind of record; one for XML.
  public let tables: [Table]

  /// The fields of one kind of record, or the elements of an XML layout.
  public struct Table: Sendable {
    /// `Registro 60: ordem de produção`.
    public let title: Bilingual
    /// How often it comes, and when.
    public let note: Bilingual?
    /// Its fields, in order.
    public let rows: [Row]
  }

  /// One field.
  public struct Row: Sendable {
    /// The column's name, or the element's path.
    public let name: String
    /// Where it starts: a column from 1, or a field's number from 1; empty for XML.
    public let start: String
    /// Its length; empty where the type has none.
    public let length: String
    /// How a value is written.
    public let type: Bilingual
    /// When a value must be there.
    public let required: Bilingual
    /// The field of the source's dictionary.
    public let origin: String
    /// What it is, and what its values mean.
    public let description: Bilingual
  }

  /// The names of the columns of every table.
  public static let columns = [
    Bilingual(pt: "Campo", en: "Field"), Bilingual(pt: "Início", en: "Start"), Bilingual(pt: "Tamanho", en: "Length"),
    Bilingual(pt: "Tipo", en: "Type"), Bilingual(pt: "Obrigatório", en: "Required"),
    Bilingual(pt: "Origem", en: "Origin"), Bilingual(pt: "Descrição", en: "Description"),
  ]

  /// Describes a layout of a flow.
  public init(_ layout: Layout, of flow: Flow) {
    let words = GuideWords(shape: layout.shape)
    title = Bilingual(pt: "\(flow.title.pt): \(layout.title.pt)", en: "\(flow.title.en): \(layout.title.en)")
    switch layout.format {
    case .xml(let xml):
      facts =
        Self.facts(layout, flow) + [
          (Bilingual(pt: "Elemento raiz", en: "Root element"), Bilingual(xml.elements.first?.name ?? ""))
        ]
      tables = [XMLGuide(xml: xml, words: words).table]
    case .positional(let text), .delimited(let text):
      facts = Self.facts(layout, flow) + Self.facts(text)
      tables = TextGuide(text: text, words: words).tables
    }
  }

  /// The cells of a row in a language.
  public static func cells(_ row: Row, _ language: Language) -> [String] {
    [
      row.name, row.start, row.length, row.type[language], row.required[language], row.origin,
      row.description[language],
    ]
  }

  private typealias Fact = (name: Bilingual, value: Bilingual)

  private static func facts(_ layout: Layout, _ flow: Flow) -> [Fact] {
    let isSource = layout.system == flow.from
    let use =
      flow.kind == .receipt
      ? Bilingual(
        pt: "\(layout.system) e a integração gravam e leem", en: "\(layout.system) and the integration write and read")
      : isSource
        ? Bilingual(pt: "\(flow.from) grava, a integração lê", en: "\(flow.from) writes, the integration reads")
        : Bilingual(pt: "a integração grava, \(flow.to) lê", en: "the integration writes, \(flow.to) reads")
    var facts: [Fact] = [
      (Bilingual(pt: "Fluxo", en: "Flow"), Bilingual("\(flow.name) (\(flow.way))")),
      (Bilingual(pt: "Uso", en: "Use"), use),
    ]
    if !isSource || flow.kind == .receipt, let name = layout.fileName {
      facts.append((Bilingual(pt: "Nome do arquivo", en: "File name"), Bilingual(GuideWords.spell(name, layout.shape))))
    }
    let tests = layout.recogniser.filter { $0.source != .path("/") }.map(GuideWords.spell)
    if !tests.isEmpty {
      facts.append(
        (
          Bilingual(pt: "Reconhecido por", en: "Recognised by"),
          Bilingual(pt: tests.map(\.pt).joined(separator: "; "), en: tests.map(\.en).joined(separator: "; "))
        ))
    }
    return facts
  }

  private static func facts(_ text: TextLayout) -> [Fact] {
    var facts: [Fact] = [
      (Bilingual(pt: "Codificação", en: "Encoding"), Bilingual(text.encoding.rawValue)),
      (Bilingual(pt: "Fim de linha", en: "Line end"), Bilingual(text.newline.rawValue.uppercased())),
    ]
    if let separator = text.separator {
      facts.append(
        (
          Bilingual(pt: "Separador", en: "Separator"),
          Bilingual(separator == 9 ? "TAB" : String(Unicode.Scalar(separator)))
        ))
    }
    return facts
  }
}
