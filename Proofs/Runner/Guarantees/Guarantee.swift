import EDIModel

/// The guarantees of `Docs/life-of-a-file.md`, by their numbers there.
enum Guarantee: Int, Sendable, CaseIterable, Comparable {
  case original = 1
  case archiveStays
  case completeNames
  case neverOverwritten
  case verdictFirst
  case deliveredOnce
  case sameBytes
  case conserved
  case laneOrder
  case reported
  case poisonSetAside
  case chain
  case oneHolder
  case goesOn
  case nothingLeft

  /// `G6`.
  var code: String { "G\(rawValue)" }

  /// What it says, in a few words.
  var title: Bilingual {
    switch self {
    case .original: Bilingual(pt: "o original nunca se perde", en: "the original is never lost")
    case .archiveStays: Bilingual(pt: "o arquivo morto não muda", en: "the archive never changes")
    case .completeNames: Bilingual(pt: "um nome visível é um arquivo inteiro", en: "a visible name is a complete file")
    case .neverOverwritten: Bilingual(pt: "nada é sobrescrito", en: "nothing is overwritten")
    case .verdictFirst: Bilingual(pt: "primeiro o veredito, depois a entrega", en: "verdict before delivery")
    case .deliveredOnce: Bilingual(pt: "entregue uma vez só", en: "delivered once")
    case .sameBytes: Bilingual(pt: "sempre os mesmos bytes", en: "always the same bytes")
    case .conserved: Bilingual(pt: "a soma dos documentos fecha", en: "documents add up")
    case .laneOrder: Bilingual(pt: "a ordem na raia", en: "order within a lane")
    case .reported: Bilingual(pt: "o recusado tem relatório", en: "what is rejected is reported")
    case .poisonSetAside: Bilingual(pt: "o que derruba é posto de lado", en: "what ends the process is set aside")
    case .chain: Bilingual(pt: "a cadeia confere", en: "the chain verifies")
    case .oneHolder: Bilingual(pt: "um só por vez", en: "one holder at a time")
    case .goesOn: Bilingual(pt: "tudo segue sozinho", en: "everything goes on by itself")
    case .nothingLeft: Bilingual(pt: "nada fica para trás", en: "nothing is left behind")
    }
  }

  static func < (left: Guarantee, right: Guarantee) -> Bool { left.rawValue < right.rawValue }
}

/// A guarantee that did not hold, and how that was seen.
struct Breach: Sendable {
  let guarantee: Guarantee
  let what: String

  init(_ guarantee: Guarantee, _ what: String) {
    self.guarantee = guarantee
    self.what = what
  }
}
