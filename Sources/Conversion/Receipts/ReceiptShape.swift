import EDIModel
import Layouts

/// Where in a document of the receipts' flow each thing stands that a receipt says.
struct ReceiptShape: Sendable {
  let shape: DocumentShape
  private let fields: [ReceiptField: FieldRef]

  init(_ flow: Flow) {
    shape = flow.shape
    var fields: [ReceiptField: FieldRef] = [:]
    for field in ReceiptField.allCases { fields[field] = flow.shape.field(at: field.rawValue) }
    self.fields = fields
  }

  /// A receipt as a document, whose texts are cut to what their fields hold.
  func document(_ receipt: Receipt) -> Document {
    var document = Document(shape: shape)
    document.ordinal = 1
    set(.answeredOn, receipt.answeredOn, in: .root, of: &document)
    set(.processedOn, receipt.answeredOn, in: .root, of: &document)
    set(.company, receipt.company, in: .root, of: &document)
    set(.branch, receipt.branch, in: .root, of: &document)
    set(.protocolNumber, receipt.id.description, in: .root, of: &document)
    set(.outcome, receipt.outcome.rawValue, in: .root, of: &document)
    set(.reference, receipt.reference ?? receipt.fileName, in: .root, of: &document)
    set(.message, receipt.message, in: .root, of: &document)
    set(.sender, receipt.sender, in: .root, of: &document)
    set(.answerer, "MALOTE", in: .root, of: &document)
    set(.fileName, receipt.fileName, in: .root, of: &document)
    set(.sha256, receipt.sha256, in: .root, of: &document)
    for entry in receipt.entries { add(entry, receipt, to: &document) }
    for entry in receipt.entries {
      for finding in entry.findings { add(finding, to: &document) }
      if let statement = entry.statement { add(statement, entry.outcome, to: &document) }
      if entry.outcome == .duplicate { addRepetition(to: &document) }
    }
    return document
  }

  /// A row for each key that the document has in its destination, or one without.
  private func add(_ entry: Receipt.Entry, _ receipt: Receipt, to document: inout Document) {
    let keys = destinationKeys(of: entry, receipt)
    for key in keys.isEmpty ? [nil] : keys.map(Optional.some) {
      guard let row = appendRow(of: .documentOutcome, to: &document) else { return }
      set(.documentNumber, entry.id.description, in: row, of: &document)
      set(.documentKey, entry.key, in: row, of: &document)
      set(.documentOutcome, entry.outcome.rawValue, in: row, of: &document)
      if let first = entry.findings.first(where: { $0.severity == .error }) ?? entry.findings.first {
        set(.documentCode, first.code.rawValue, in: row, of: &document)
        set(.documentField, first.field, in: row, of: &document)
        set(.documentText, first.sentence, in: row, of: &document)
      }
      set(.documentText, entry.statement?.text, in: row, of: &document)
      set(.destinationKind, key?.kind, in: row, of: &document)
      set(.destinationKey, key?.value, in: row, of: &document)
    }
  }

  /// What the destination has said; before it has, the gateway's number of what is accepted.
  private func destinationKeys(of entry: Receipt.Entry, _ receipt: Receipt) -> [Statement.Key] {
    if let statement = entry.statement { return statement.keys }
    if entry.outcome == .rejected { return [] }
    let kind = receipt.message.map { $0.uppercased() + "INTERNALID" } ?? ""
    return [Statement.Key(kind: kind, value: entry.id.description)]
  }

  private func add(_ finding: Finding, to document: inout Document) {
    guard let row = appendRow(of: .messageText, to: &document) else { return }
    set(.messageKind, finding.severity == .error ? "E" : "A", in: row, of: &document)
    if finding.severity == .error { set(.messageAnswer, Self.notProcessed, in: row, of: &document) }
    set(.messageCode, finding.code.rawValue, in: row, of: &document)
    set(.messageText, finding.sentence, in: row, of: &document)
  }

  /// What the destination said, in its own words.
  private func add(_ statement: Statement, _ outcome: Receipt.Outcome, to document: inout Document) {
    guard let text = statement.text, let row = appendRow(of: .messageText, to: &document) else { return }
    set(.messageKind, outcome == .rejected ? "E" : "A", in: row, of: &document)
    if outcome == .rejected { set(.messageAnswer, Self.notProcessed, in: row, of: &document) }
    set(.messageText, text, in: row, of: &document)
  }

  /// What came before is no error: Protheus takes the code for success.
  private func addRepetition(to document: inout Document) {
    guard let row = appendRow(of: .messageText, to: &document) else { return }
    set(.messageKind, "A", in: row, of: &document)
    set(.messageAnswer, QueueCode.processedBefore, in: row, of: &document)
    set(.messageText, "Este documento já foi aceito antes, com o mesmo conteúdo", in: row, of: &document)
  }

  /// What the queue of Protheus calls them.
  private static let notProcessed = "1"

  func rows(of field: ReceiptField, in document: Document) -> [Row] {
    guard let group = fields[field]?.group else { return [] }
    return (0..<document.count(of: group)).map { Row(group: group, index: $0) }
  }

  func text(_ field: ReceiptField, in row: Row, of document: Document) -> String? {
    fields[field].flatMap { document.text(of: $0, in: row) }
  }

  private func appendRow(of field: ReceiptField, to document: inout Document) -> Row? {
    fields[field].map { document.appendRow(group: $0.group, parent: 0, origin: 0, line: 0) }
  }

  private func set(_ field: ReceiptField, _ text: String?, in row: Row, of document: inout Document) {
    guard let ref = fields[field], let text else { return }
    let value = Self.fitting(text, shape[ref].type)
    if !value.isEmpty { document.set(ref, in: row, to: value.utf8) }
  }

  /// What of a text its field holds, without blanks around it: no layout reads those back.
  private static func fitting(_ text: String, _ type: ValueType) -> String {
    var scalars = Substring(text).unicodeScalars.drop { $0 == " " }
    if case .text(let size) = type { scalars = scalars.prefix(size) }
    while scalars.last == " " { scalars.removeLast() }
    return String(scalars)
  }
}

extension Finding {
  /// What it says, in one sentence, Portuguese first as everything that people read.
  var sentence: String {
    let parts = [
      code.text.title.pt + " [\(code.rawValue)]", label.map { "“\($0.pt)”" }, place.line.map { "linha \($0)" },
      found.map { "encontrado “\($0)”" }, expected.map { "esperado \($0.pt)" },
    ]
    return parts.compactMap(\.self).joined(separator: "; ")
  }
}
