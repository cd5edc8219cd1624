import EDIModel
import Pipeline

/// Where a gateway stands, in words.
struct StatusText {
  private let status: GatewayStatus

  init(_ status: GatewayStatus) { self.status = status }

  /// What is watched while it runs: `Malote: 9 arquivos, 4 entregues, 7 recusados`.
  var line: Bilingual {
    let idle = Bilingual(
      pt: "aguardando arquivos (Ctrl-C termina)", en: "waiting for files (Ctrl-C stops it)")
    let arriving = Self.count(status.unfinished, ("chegando", "chegando"), ("arriving", "arriving"))
    let counts = done + [arriving].compactMap(\.self)
    let work = counts.isEmpty ? [idle] : counts
    return Bilingual(
      pt: "Malote: " + Self.list(work, .pt) + Self.brackets(now, .pt),
      en: "Malote: " + Self.list(work, .en) + Self.brackets(now, .en))
  }

  /// What was done, when it is over.
  var summary: Bilingual {
    let unfinished = Self.count(
      status.unfinished, ("arquivo ainda chegando", "arquivos ainda chegando"),
      ("file still arriving", "files still arriving"))
    let counts = done + [unfinished].compactMap(\.self)
    if counts.isEmpty { return Bilingual(pt: "Nenhum arquivo.", en: "No file.") }
    let place =
      status.rejected > 0
      ? Bilingual(pt: " O que foi recusado está em error/.", en: " What was rejected is in error/.") : Bilingual("")
    return Bilingual(pt: Self.list(counts, .pt) + "." + place.pt, en: Self.list(counts, .en) + "." + place.en)
  }

  /// The counts that are not zero.
  private var done: [Bilingual] {
    [
      Self.count(status.files, ("arquivo", "arquivos"), ("file", "files")),
      Self.count(
        status.delivered, ("entregue", "entregues"), ("delivered", "delivered")),
      Self.count(status.rejected, ("recusado", "recusados"), ("rejected", "rejected")),
      Self.count(status.repeated, ("repetido", "repetidos"), ("repeated", "repeated")),
      Self.count(status.ignored, ("ignorado", "ignorados"), ("ignored", "ignored")),
    ].compactMap(\.self)
  }

  /// What it is at, and what keeps it from more.
  private var now: [Bilingual] {
    let current = status.current.map { current in
      current.documents == 0
        ? Bilingual(pt: "lendo \(current.id)", en: "reading \(current.id)")
        : Bilingual("\(current.id): \(current.document * 100 / current.documents) %")
    }
    let closed = status.closedInboxes.map { $0 + "/inbox" } + status.closedOutboxes.map { $0 + "/outbox" }
    let names = closed.sorted().joined(separator: ", ")
    let trouble = names.isEmpty ? nil : Bilingual(pt: "PARADO: \(names)", en: "STOPPED: \(names)")
    let paused = status.isPaused ? Bilingual(pt: "PARADO: registro", en: "STOPPED: ledger") : nil
    return [current, trouble, paused].compactMap(\.self)
  }

  private static func count(_ number: Int, _ pt: (String, String), _ en: (String, String)) -> Bilingual? {
    guard number > 0 else { return nil }
    return Bilingual(
      pt: "\(number) \(number == 1 ? pt.0 : pt.1)", en: "\(number) \(number == 1 ? en.0 : en.1)")
  }

  private static func list(_ parts: [Bilingual], _ language: Language) -> String {
    parts.map { $0[language] }.joined(separator: ", ")
  }

  private static func brackets(_ parts: [Bilingual], _ language: Language) -> String {
    parts.map { "  [" + $0[language] + "]" }.joined()
  }
}
