import EDIModel
import Filesystem
import Pipeline
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

  func text(_ style: Style, site: SitePath) -> String {
    let clock = site.clock
    let blocks = [document.map { documentPairs($0, style.language, site) }, filePairs(style.language, site)]
    var text = Self.pairs(blocks.compactMap(\.self), width: style.width)
    if document == nil, !documents.records.isEmpty { text += "\n" + documents.text(style, clock: clock) }
    return text + "\n" + history(style, clock) + more(style.language)
  }

  /// Says so when a file has more than is shown.
  private func more(_ language: Language) -> String {
    guard document == nil, documents.records.count == Self.shown else { return "" }
    return Bilingual(
      pt: "Só os primeiros \(Self.shown) documentos; um deles: malote show \(interchange.id).1\n",
      en: "The first \(Self.shown) documents only; one of them: malote show \(interchange.id).1\n")[language]
  }

  private func documentPairs(_ document: DocumentRecord, _ language: Language, _ site: SitePath) -> [Pair] {
    let pt = language == .pt
    let way = [document.entry.flow, document.entry.destination.map { pt ? "para \($0)" : "to \($0)" }]
    return [
      (pt ? "Documento" : "Document", document.id.description),
      (pt ? "Situação" : "State", LedgerWords.state(of: document)[language]),
      (pt ? "Motivo" : "Reason", LedgerWords.reason(of: document, language)),
      (pt ? "Relatório" : "Report", site.report(of: document, in: interchange)),
      (pt ? "Fluxo" : "Flow", way.compactMap(\.self).joined(separator: ", ")),
      (pt ? "Chaves" : "Keys", Self.keys(of: document)),
      (pt ? "Saída" : "Output", document.output.map { site.outbox(of: $0.system) + "/" + printable($0.name) }),
      ("SHA-256", document.output.map { hexadecimal($0.sha256) }),
    ]
  }

  /// `op B4471301001; produto KRL125, MIOLO090`: each kind once, in the order of the flow.
  private static func keys(of document: DocumentRecord) -> String {
    let keys = document.entry.keys.filter { !$0.isPersonal }
    var kinds: [String] = []
    for key in keys where !kinds.contains(key.kind) { kinds.append(key.kind) }
    return kinds.map { kind in
      kind + " " + keys.filter { $0.kind == kind }.map(\.value).joined(separator: ", ")
    }.joined(separator: "; ")
  }

  private func filePairs(_ language: Language, _ site: SitePath) -> [Pair] {
    let pt = language == .pt
    return [
      (pt ? "Arquivo" : "File", "\(interchange.id)  \(printable(interchange.name))  (\(interchange.size) bytes)"),
      (pt ? "De" : "From", interchange.system),
      (pt ? "Situação" : "State", LedgerWords.text(interchange.state)[language]),
      (pt ? "Recebido" : "Received", site.clock.text(interchange.claimedAt)),
      (pt ? "Encerrado" : "Done", interchange.doneAt.map { site.clock.text($0) }),
      ("Layout", interchange.layout),
      (pt ? "Reprocessa" : "Reprocesses", interchange.reprocesses?.description),
      ("Original", interchange.archivePath.map { "archive/" + printable($0) }),
      ("SHA-256", interchange.sha256.map(hexadecimal)),
    ]
  }

  private typealias Pair = (label: String, value: String?)

  /// Blocks of labels and values, all values below each other; what has no value is left out.
  private static func pairs(_ blocks: [[Pair]], width limit: Int?) -> String {
    let known = blocks.map { block in
      block.compactMap { pair in pair.value.flatMap { $0.isEmpty ? nil : (label: pair.label + ":", value: $0) } }
    }
    let width = known.joined().map(\.label.count).max() ?? 0
    return known.map { block in
      block.map { label, value in
        let line = label + String(repeating: " ", count: width - label.count + 2) + value
        return (limit.map { line.wrapped(to: $0, indent: width + 2) } ?? line) + "\n"
      }.joined()
    }.joined(separator: "\n")
  }
}
