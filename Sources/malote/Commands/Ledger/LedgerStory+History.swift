import EDIModel
import Reports
import Traceability

extension LedgerStory {
  /// What happened, entry by entry, oldest first.
  func history(_ style: Style, _ clock: SiteClock) -> String {
    let pt = style.language == .pt
    var table = Table(
      [
        Table.Column(pt ? "quando" : "when", keptWhole: true), Table.Column("id", keptWhole: true),
        Table.Column(pt ? "o que houve" : "what happened", keptWhole: true),
      ], notes: pt ? "detalhe" : "detail")
    for entry in entries {
      table.add(
        [
          clock.text(entry.at), entry.document?.description ?? entry.interchange?.description ?? "",
          Self.event(of: entry)[style.language],
        ], note: Self.detail(of: entry, style.language))
    }
    return table.render(style)
  }

  /// A document is registered or acknowledged as something; everything else is what its kind says.
  private static func event(of entry: LedgerEntry) -> Bilingual {
    let saysState = entry.kind == .registered || entry.kind == .acknowledged
    let state = saysState ? entry["state"].flatMap { DocumentState(rawValue: $0) } : nil
    guard let state else { return LedgerWords.text(entry.kind) }
    return state == .waiting ? Bilingual(pt: "documento aceito", en: "document accepted") : LedgerWords.text(state)
  }

  private static func detail(of entry: LedgerEntry, _ language: Language) -> String {
    switch entry.kind {
    case .claimed: return entry["system"].map { $0 + "/inbox: " + (entry["name"] ?? "") } ?? ""
    case .sequence: return entry["judgement"].map { sequence($0)[language] } ?? ""
    case .registered:
      if entry["registration"] == "rejected", let codes = entry["reason"] {
        return LedgerWords.text(ofCodes: codes.split(separator: " ").map(String.init), language)
      }
      return entry["name"] ?? entry["by"] ?? entry["reason"] ?? ""
    case .asked, .answered, .reprocessing:
      return [entry["actor"], entry["reason"], entry["result"]].compactMap(\.self).joined(separator: ": ")
    case .acknowledged: return ["related", "result"].compactMap { entry[$0] }.joined(separator: ": ")
    default: return ["name", "by", "reason", "result", "note"].compactMap { entry[$0] }.joined(separator: "; ")
    }
  }

  private static func sequence(_ judgement: String) -> Bilingual {
    switch judgement {
    case "repeated": Bilingual(pt: "o número do arquivo já tinha vindo", en: "the file's number had come before")
    case "gap": Bilingual(pt: "faltam arquivos antes deste", en: "files before this one are missing")
    case "first": Bilingual(pt: "o primeiro desta sequência", en: "the first of this sequence")
    default: Bilingual(pt: "na ordem", en: "in order")
    }
  }
}
