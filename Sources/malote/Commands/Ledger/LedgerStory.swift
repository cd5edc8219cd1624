import EDIModel
import Filesystem
import Reports
import Traceability

/// One file, or one document of it, with everything that happened.
struct LedgerStory {
  let interchange: InterchangeRecord
  private let document: DocumentRecord?
  let documents: DocumentTable
  let entries: [LedgerEntry]

  /// The most documents of a file that are shown.
  private static let shown = 200

  /// Looks it up. Throws when there is no such file or document.
  init(_ text: String, in ledger: LedgerReader) throws {
    let documentID = DocumentID(text)
    guard let id = documentID?.interchange ?? InterchangeID(text), let record = try ledger.interchange(id) else {
      throw Self.unknown(text)
    }
    interchange = record
    if let documentID {
      guard let found = try ledger.document(documentID) else { throw Self.unknown(text) }
      document = found
      documents = try DocumentTable([found], in: ledger)
      entries = try ledger.entries(of: documentID)
    } else {
      document = nil
      documents = try DocumentTable(try ledger.documents(of: id, limit: Self.shown), in: ledger)
      entries = try ledger.entries(of: id, limit: Self.shown * 4)
    }
  }

  private static func unknown(_ text: String) -> CommandFailure {
    CommandFailure(
      .noInput, Bilingual(pt: "não há \(text) no registro", en: "there is no \(text) in the ledger"),
      remedy: Bilingual(pt: "Procure com: malote trace CHAVE", en: "Look for it with: malote trace KEY"))
  }

  func text(_ style: Style, clock: SiteClock) -> String {
    let pt = style.language == .pt
    var text = Self.pairs(filePairs(style.language, clock))
    if let document { text += Self.pairs(documentPairs(document, style.language)) }
    if document == nil, !documents.records.isEmpty { text += "\n" + documents.text(style, clock: clock) }
    var table = Table([
      Table.Column(pt ? "quando" : "when"), Table.Column("id"), Table.Column(pt ? "o que houve" : "what happened"),
      Table.Column(pt ? "quem" : "who"), Table.Column(pt ? "detalhe" : "detail"),
    ])
    for entry in entries { table.add(Self.row(entry, style.language, clock)) }
    return text + "\n" + table.render(style) + more(style.language)
  }

  /// Says so when a file has more than is shown.
  private func more(_ language: Language) -> String {
    guard document == nil, documents.records.count == Self.shown else { return "" }
    return Bilingual(
      pt: "Só os primeiros \(Self.shown) documentos; um deles: malote show \(interchange.id).1\n",
      en: "The first \(Self.shown) documents only; one of them: malote show \(interchange.id).1\n")[language]
  }

  private func filePairs(_ language: Language, _ clock: SiteClock) -> [(String, String?)] {
    let pt = language == .pt
    return [
      (pt ? "Arquivo" : "File", "\(interchange.id)  \(printable(interchange.name))"),
      (pt ? "De" : "From", interchange.system),
      (pt ? "Situação" : "State", LedgerWords.text(interchange.state)[language]),
      (pt ? "Recebido" : "Received", clock.text(interchange.claimedAt)),
      (pt ? "Encerrado" : "Done", interchange.doneAt.map { clock.text($0) }),
      ("Layout", interchange.layout),
      (pt ? "Tamanho" : "Size", "\(interchange.size) bytes"),
      ("SHA-256", interchange.sha256.map(hexadecimal)),
      ("Original", interchange.archivePath.map { "archive/" + printable($0) }),
      (pt ? "Reprocessa" : "Reprocesses", interchange.reprocesses?.description),
    ]
  }

  private func documentPairs(_ document: DocumentRecord, _ language: Language) -> [(String, String?)] {
    let pt = language == .pt
    let reason = LedgerWords.reason(of: document, language)
    let keys = document.entry.keys.filter { !$0.isPersonal }.map { "\($0.kind) \($0.value)" }
    return [
      (pt ? "Documento" : "Document", document.id.description),
      (pt ? "Situação" : "State", LedgerWords.text(document.state)[language]),
      (pt ? "Motivo" : "Reason", reason.isEmpty ? nil : reason),
      (pt ? "Chaves" : "Keys", keys.isEmpty ? nil : keys.joined(separator: ", ")),
      (pt ? "Saída" : "Output", document.output.map { "\($0.system)/outbox/\(printable($0.name))" }),
      (pt ? "SHA-256 da saída" : "Output's SHA-256", document.output.map { hexadecimal($0.sha256) }),
    ]
  }

  private static func pairs(_ pairs: [(String, String?)]) -> String {
    let known = pairs.compactMap { label, value in value.map { (label + ":", $0) } }
    let width = known.map(\.0.count).max() ?? 0
    return known.map { label, value in
      label + String(repeating: " ", count: width - label.count + 2) + value + "\n"
    }.joined()
  }

  private static func row(_ entry: LedgerEntry, _ language: Language, _ clock: SiteClock) -> [String] {
    // A document's state is worth a word; a file's is what the entry's kind says already.
    let state = entry.document == nil ? nil : entry["state"].flatMap { DocumentState(rawValue: $0) }
    let details =
      [state.map { LedgerWords.text($0)[language] }].compactMap(\.self)
      + ["name", "reason", "result", "codes", "note"].compactMap { entry[$0] }
    return [
      clock.text(entry.at), entry.document?.description ?? entry.interchange?.description ?? "",
      LedgerWords.text(entry.kind)[language], entry["by"] ?? entry["actor"] ?? "", details.joined(separator: "; "),
    ]
  }
}
