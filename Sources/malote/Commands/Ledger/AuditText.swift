import EDIModel
import Pipeline
import Traceability

/// What an audit found, in words.
struct AuditText {
  let report: AuditReport
  let archive: ArchiveCheck?

  func text(_ language: Language) -> String {
    let head = "\(report.head.seq):\(hexadecimal(report.head.hash))"
    var lines: [Bilingual] = [
      Bilingual(
        pt:
          "Cadeia: \(report.entries) entradas, \(report.interchanges) arquivos, \(report.documents) documentos conferidos.",
        en: "Chain: \(report.entries) entries, \(report.interchanges) files, \(report.documents) documents checked.")
    ]
    if let archive {
      lines.append(
        Bilingual(
          pt: "Originais: \(archive.files) conferidos, \(archive.problemCount) com problema.",
          en: "Originals: \(archive.files) checked, \(archive.problemCount) with a problem."))
    }
    lines.append(Bilingual(pt: "Ponto final: \(head)", en: "Head: \(head)"))
    if let blindSpot = report.blindSpot { lines.append(blindSpot) }
    return (lines + [Bilingual("")] + verdict).map { $0[language] + "\n" }.joined()
  }

  /// Intact, or not and why.
  private var verdict: [Bilingual] {
    let found = (archive?.problems ?? []).map(Self.text) + report.problems.map(Self.text)
    let count = (archive?.problemCount ?? 0) + report.problemCount
    if count == 0 { return [Bilingual(pt: "Íntegro.", en: "Intact.")] }
    let more = count - found.count
    let rest = more > 0 ? [Bilingual(pt: "… e mais \(more).", en: "… and \(more) more.")] : []
    return [Bilingual(pt: "NÃO ÍNTEGRO. O que não confere:", en: "NOT INTACT. What does not match:")]
      + (found + rest).map { Bilingual(pt: "  " + $0.pt, en: "  " + $0.en) }
      + [
        Bilingual(
          pt: "Não apague nem corrija nada: guarde uma cópia de tudo e avise a TI.",
          en: "Remove and correct nothing: keep a copy of everything and tell IT.")
      ]
  }

  static func text(of problem: AuditReport.Problem) -> Bilingual {
    switch problem {
    case .link(let seq):
      Bilingual(
        pt: "entrada \(seq): não continua a anterior (o hash não confere)",
        en: "entry \(seq): does not continue the one before (its hash does not match)")
    case .missing(let seq):
      Bilingual(pt: "entrada \(seq): falta; foi apagada", en: "entry \(seq): missing; it was removed")
    case .payload(let seq):
      Bilingual(pt: "entrada \(seq): o conteúdo foi alterado", en: "entry \(seq): its content was changed")
    case .document(let id, let field): difference("\(id)", field)
    case .interchange(let id, let field): difference("\(id)", field)
    case .counter(let name, let stored, let counted):
      Bilingual(
        pt: "contador “\(name)”: guardado \(stored), contado \(counted)",
        en: "counter “\(name)”: stored \(stored), counted \(counted)")
    case .cut(let known, let last):
      Bilingual(
        pt: "a cadeia acaba em \(last), mas já ia até \(known): foi cortada",
        en: "the chain ends at \(last) but went up to \(known): it was cut")
    case .rewritten(let known):
      Bilingual(
        pt: "a entrada \(known) não é a anotada: regravação", en: "entry \(known) is not the one noted: rewritten")
    }
  }

  /// A table says something else than the chain: it was changed outside Malote.
  private static func difference(_ id: String, _ field: String) -> Bilingual {
    if field == "row" {
      return Bilingual(pt: "\(id): foi apagado do registro", en: "\(id): was removed from the ledger")
    }
    if field == "entry" {
      return Bilingual(
        pt: "\(id): nenhuma entrada da cadeia fala dele", en: "\(id): no entry of the chain speaks of it")
    }
    return Bilingual(
      pt: "\(id): \(fields[field] ?? field) não é o que a cadeia diz; foi alterado fora do Malote",
      en: "\(id): \(field) is not what the chain says; it was changed outside Malote")
  }

  private static let fields = [
    "state": "a situação", "system": "o sistema", "name": "o nome", "sha256": "o SHA-256",
    "archive": "o lugar do original",
    "registration": "o veredito", "flow": "o fluxo", "identity": "a identidade", "content": "o hash do conteúdo",
    "keys": "a lista de chaves", "number": "o número do arquivo", "by": "quem o resolveu", "index": "o índice de busca",
  ]

  static func text(of problem: ArchiveCheck.Problem) -> Bilingual {
    switch problem.kind {
    case .missing: Bilingual(pt: "\(problem.id): o original sumiu", en: "\(problem.id): the original is gone")
    case .changed:
      Bilingual(pt: "\(problem.id): o original foi alterado", en: "\(problem.id): the original was changed")
    case .unreadable:
      Bilingual(pt: "\(problem.id): não foi possível ler o original", en: "\(problem.id): the original cannot be read")
    }
  }
}
