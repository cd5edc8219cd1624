import EDIModel

/// Reads what is particular to layouts of records.
struct TextLayoutReader {
  let context: LayoutContext
  private var log: DeclarationLog { context.log }

  /// The layout; `nil` when its records cannot be read.
  func read(_ root: StrictMapping) -> TextLayout? {
    let encoding = root.required("encoding")?.choice(TextLayout.Encoding.self)?.value
    let newline = root.choice("newline", of: TextLayout.Newline.self)?.value ?? .crlf
    let separator = context.kind == .delimited ? root.requiredText("separator").flatMap { self.separator($0) } : nil
    let blankTotals = root.boolean("blank_totals")?.value ?? true
    guard let items = root.required("records")?.items() else { return nil }
    let characters = TextCharacters(encoding: encoding ?? .utf8, separator: separator, log: log)
    let reader = RecordReader(context: context, characters: characters)
    let drafts = items.compactMap { reader.read($0) }
    let order = RecordOrder(context: context)
    order.check(drafts, at: root.place(of: "records"))
    let totals = TotalReader(drafts: drafts, log: log)
    let records = drafts.map { $0.record($0.columns.compactMap { totals.column($0) }) }
    guard let encoding else { return nil }
    return TextLayout(
      encoding: encoding, newline: newline, separator: separator, records: records, allowsBlankTotals: blankTotals)
  }

  private func separator(_ text: Located<String>) -> UInt8? {
    if let byte = text.value.utf8.first, text.value.utf8.count == 1, byte == 9 || (32..<127).contains(byte) {
      return byte
    }
    log.reportWrongType(at: text.place, wanted: Bilingual(pt: "um só caractere ASCII", en: "a single ASCII character"))
    return nil
  }
}
