import EDIModel
import Pipeline
import Traceability

/// What an audit found, in words.
struct AuditText {
  let report: AuditReport
  let archive: ArchiveCheck?

  func text(_ language: Language) -> String {
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
      lines += archive.problems.map(Self.text)
    }
    lines += report.problems.map(Self.text)
    if report.problemCount > report.problems.count {
      let more = report.problemCount - report.problems.count
      lines.append(Bilingual(pt: "… e mais \(more).", en: "… and \(more) more."))
    }
    let head = "\(report.head.seq):\(hexadecimal(report.head.hash))"
    lines.append(Bilingual(pt: "Ponto final: \(head)", en: "Head: \(head)"))
    if let blindSpot = report.blindSpot { lines.append(blindSpot) }
    let isClean = report.isClean && (archive?.isClean ?? true)
    lines.append(
      isClean
        ? Bilingual(pt: "Íntegro.", en: "Intact.")
        : Bilingual(
          pt: "NÃO ÍNTEGRO: guarde uma cópia de tudo e avise a TI.", en: "NOT INTACT: copy everything and tell IT."))
    return lines.map { $0[language] + "\n" }.joined()
  }

  static func text(of problem: AuditReport.Problem) -> Bilingual {
    switch problem {
    case .link(let seq):
      Bilingual(pt: "entrada \(seq): o hash não confere", en: "entry \(seq): its hash does not match")
    case .missing(let seq): Bilingual(pt: "entrada \(seq): falta", en: "entry \(seq): missing")
    case .payload(let seq):
      Bilingual(pt: "entrada \(seq): o conteúdo foi alterado", en: "entry \(seq): its content was changed")
    case .document(let id, let field):
      Bilingual(pt: "\(id): \(field) difere da cadeia", en: "\(id): \(field) differs from the chain")
    case .interchange(let id, let field):
      Bilingual(pt: "\(id): \(field) difere da cadeia", en: "\(id): \(field) differs from the chain")
    case .counter(let name, let stored, let counted):
      Bilingual(
        pt: "contador \(name): guardado \(stored), contado \(counted)",
        en: "counter \(name): stored \(stored), counted \(counted)")
    case .cut(let known, let last):
      Bilingual(
        pt: "a cadeia acaba em \(last), mas já ia até \(known): foi cortada",
        en: "the chain ends at \(last) but went up to \(known): it was cut")
    case .rewritten(let known):
      Bilingual(
        pt: "a entrada \(known) não é a anotada: regravação", en: "entry \(known) is not the one noted: rewritten")
    }
  }

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
