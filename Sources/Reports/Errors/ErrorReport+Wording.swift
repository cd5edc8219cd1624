import EDIModel

/// The sentences of a report, each in one place: the text and the data say the same.
extension ErrorReport {
  var title: Bilingual {
    guard let subject else {
      return Bilingual(
        pt: "Arquivo \(origin.fileName) NÃO foi aceito", en: "File \(origin.fileName) was NOT accepted")
    }
    let to = Self.systemName(subject.destination)
    switch scope {
    case .document:
      let key = subject.key.map { " " + $0 } ?? ""
      return Bilingual(
        pt: "\(subject.title.pt)\(key) NÃO seguiu para o \(to)",
        en: "\(subject.title.en)\(key) did NOT go on to \(to)")
    case .file:
      return Bilingual(
        pt: "Arquivo \(origin.fileName) (\(subject.title.pt)) NÃO seguiu para o \(to)",
        en: "File \(origin.fileName) (\(subject.title.en)) did NOT go on to \(to)")
    }
  }

  /// The plain cause: the one error itself, or how many there are.
  var cause: Bilingual {
    if count(of: .error) == 1, findings.count == 1, furtherFindings == 0, let only = findings.first {
      let title = only.code.text.title
      return Bilingual(
        pt: "\(title.pt)\(only.label.map { ": " + $0.pt } ?? "").",
        en: "\(title.en)\(only.label.map { ": " + $0.en } ?? "").")
    }
    let isFile = scope == .file
    let more = furtherFindings
    return Bilingual(
      pt: "\(isFile ? "Este arquivo" : "Este documento") tem \(tally.pt)."
        + (more > 0 ? " Além desses, há mais \(more) que não \(more == 1 ? "está" : "estão") na lista." : ""),
      en: "This \(isFile ? "file" : "document") has \(tally.en)." + (more > 0 ? " \(more) more are not listed." : ""))
  }

  /// `3 erros e 1 aviso`.
  private var tally: Bilingual {
    let counts = [
      (count(of: .error), ("erro", "erros"), ("error", "errors")),
      (count(of: .warning), ("aviso", "avisos"), ("warning", "warnings")),
      (count(of: .notice), ("nota", "notas"), ("notice", "notices")),
    ].filter { $0.0 > 0 }
    func list(_ words: [String], and: String) -> String {
      words.count < 2 ? words.joined() : words.dropLast().joined(separator: ", ") + and + (words.last ?? "")
    }
    return Bilingual(
      pt: list(counts.map { Self.number($0.0, $0.1.0, $0.1.1) }, and: " e "),
      en: list(counts.map { Self.number($0.0, $0.2.0, $0.2.1) }, and: " and "))
  }

  /// What did not happen because of it, and what was not touched.
  var impact: [Bilingual] {
    let to = subject.map { Self.systemName($0.destination) }
    guard case .document(let wentOn, let alsoRejected) = scope else {
      return [
        Bilingual(
          pt: "Nenhum documento deste arquivo seguiu\(to.map { " para o " + $0 } ?? "").",
          en: "No document of this file went on\(to.map { " to " + $0 } ?? "").")
      ]
    }
    let lost = Bilingual(
      pt: "Nada deste documento foi gravado no \(to ?? "destino").",
      en: "Nothing of this document reached \(to ?? "its destination").")
    if wentOn == 0, alsoRejected == 0 {
      return [lost, Bilingual(pt: "Nenhum outro documento foi afetado.", en: "No other document was affected.")]
    }
    return [lost] + others(wentOn: wentOn, alsoRejected: alsoRejected)
  }

  private func others(wentOn: Int, alsoRejected: Int) -> [Bilingual] {
    var lines: [Bilingual] = []
    if wentOn > 0 {
      lines.append(
        Bilingual(
          pt: wentOn == 1
            ? "O documento bom do mesmo arquivo seguiu normalmente."
            : "Os \(wentOn) documentos bons do mesmo arquivo seguiram normalmente.",
          en: "\(Self.number(wentOn, "good document", "good documents")) of the same file went on as usual."))
    }
    if alsoRejected > 0 {
      lines.append(
        Bilingual(
          pt: alsoRejected == 1
            ? "Mais um documento do mesmo arquivo foi recusado; ele tem o seu próprio relatório."
            : "Mais \(alsoRejected) documentos do mesmo arquivo foram recusados; cada um tem o seu próprio relatório.",
          en: alsoRejected == 1
            ? "Another document of the same file was rejected; it has its own report."
            : "\(alsoRejected) other documents of the same file were rejected; each has its own report."))
    }
    return lines
  }

  /// What to do, step by step.
  var steps: [Bilingual] {
    let from = Self.systemName(origin.system)
    let help = Bilingual(
      pt: "Em caso de dúvida, fale com a TI e informe o rastreio \(id).",
      en: "When in doubt, ask IT and tell them the trace id \(id).")
    guard mayBeDroppedAgain else {
      return [
        Bilingual(
          pt: "Não grave este arquivo de novo. Avise a TI e informe o rastreio \(id).",
          en: "Do not drop this file again. Tell IT the trace id \(id).")
      ]
    }
    if isMisplaced {
      return [
        Bilingual(
          pt:
            "Grave o arquivo, sem mudar nada nele, na pasta de entrada do sistema que o gerou; não em \(origin.inbox).",
          en: "Drop the file as it is into the inbox of the system that wrote it; not into \(origin.inbox)."),
        help,
      ]
    }
    let many = count(of: .error) + furtherFindings > 1
    return [
      Bilingual(
        pt: "No \(from), corrija \(many ? "os erros acima" : "o erro acima") e gere o arquivo de novo.",
        en: "In \(from), correct the \(many ? "errors" : "error") above and export the file again."),
      Bilingual(
        pt: "Na pasta \(origin.inbox), grave o arquivo corrigido.",
        en: "Into the folder \(origin.inbox), drop the corrected file."),
      help,
    ]
  }

  /// How to hand the corrected file in; `nil` when it must not be.
  var resending: Bilingual? {
    guard mayBeDroppedAgain else { return nil }
    if isMisplaced {
      return origin.rejected.map {
        Bilingual(pt: "A cópia \($0) serve: é o arquivo inteiro.", en: "The copy \($0) will do: it is the whole file.")
      }
    }
    var pt = "O arquivo corrigido pode ter o mesmo nome ou outro."
    var en = "The corrected file may have the same name or another one."
    if case .document(let wentOn, _) = scope, wentOn > 0 {
      pt += " O que já seguiu não precisa ir de novo; se vier, é reconhecido e não entra em dobro."
      en += " What went on already need not come again; if it does, it is recognised and not taken twice."
    }
    if let rejected = origin.rejected {
      pt += " Se preferir, corrija a cópia \(rejected) e grave só ela na mesma pasta."
      en += " Or correct the copy \(rejected) and drop that one only."
    }
    return Bilingual(pt: pt, en: en)
  }

  /// Nothing is wrong with the file itself: it only lies in the wrong folder.
  private var isMisplaced: Bool { findings.contains { $0.code == .layoutWrongWay } }

  /// A file that stopped the program is for IT alone.
  private var mayBeDroppedAgain: Bool { !findings.contains { $0.code == .fileCrashedReader } }

  /// `protheus` as people write it.
  static func systemName(_ system: String) -> String { system.prefix(1).uppercased() + system.dropFirst() }

  static func number(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }
}
