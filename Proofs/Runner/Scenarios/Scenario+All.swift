import EDIModel
import Traceability

extension Scenario {
  /// All of them, in the order in which they are run.
  static let all = [
    order, postings, rejected, duplicate, update, half, corrected, resend, reprocess, conflict, poisoned, mixed, large,
    largeRefused, answered, heard,
  ]

  static func named(_ name: String) -> Scenario? { all.first { $0.name == name } }

  private static let first = Drop("protheus", "pedido.xml", OrderFile().bytes)
  private static let three = Drop(
    "trimpaper", "apontamentos.txt", PostingFile(records: [51, 52, 53], bad: [52]).bytes)

  private static let order = Scenario(
    name: "order", title: Bilingual(pt: "um pedido bom", en: "one good order"), drops: [first],
    states: [.delivered: 1])

  private static let postings = Scenario(
    name: "postings", title: Bilingual(pt: "três apontamentos, um ruim", en: "three postings, one of them bad"),
    drops: [three], ends: 2, states: [.delivered: 2, .rejected: 1], rejects: [".2_apontamentos.txt"])

  /// An order, a repetition of an order that was answered before, and three postings.
  private static let answered = Scenario(
    name: "answered", title: Bilingual(pt: "cada arquivo com o seu retorno", en: "each file with its receipt"),
    history: [first],
    drops: [
      Drop("protheus", "de-novo.xml", OrderFile().bytes),
      Drop("protheus", "outro.xml", OrderFile(number: "002017").bytes), three,
    ], answers: true, ends: 2, states: [.delivered: 1 + 1 + 2 + 4, .duplicate: 1, .rejected: 1],
    rejects: [".2_apontamentos.txt"])

  /// Postings that were handed over and answered: Protheus takes one, refuses the other, and speaks of a third.
  private static let heard = Scenario(
    name: "heard", title: Bilingual(pt: "o que o destino respondeu", en: "what the destination answered"),
    history: [three],
    drops: [
      Drop("protheus", "aceito.xml", ResponseFile(record: 51).bytes),
      Drop("protheus", "recusado.xml", ResponseFile(record: 53, isTaken: false).bytes),
      Drop("protheus", "de-outro.xml", ResponseFile(record: 99).bytes),
    ], answers: true, states: [.confirmed: 1, .refused: 1, .rejected: 1, .consumed: 3, .delivered: 1 + 2],
    rejects: [".2_apontamentos.txt"])

  private static let rejected = Scenario(
    name: "rejected", title: Bilingual(pt: "um arquivo recusado", en: "a rejected file"),
    drops: [Drop("protheus", "zero.xml", OrderFile(quantity: 0).bytes)], ends: 2, states: [.rejected: 1],
    rejects: [".1_zero.xml"])

  private static let duplicate = Scenario(
    name: "duplicate", title: Bilingual(pt: "o mesmo pedido outra vez", en: "the same order again"),
    history: [first], drops: [Drop("protheus", "de-novo.xml", OrderFile().bytes)],
    states: [.delivered: 1, .duplicate: 1])

  /// Under the name that the first one had.
  private static let update = Scenario(
    name: "update", title: Bilingual(pt: "uma atualização do pedido", en: "an update of the order"), history: [first],
    drops: [Drop("protheus", "pedido.xml", OrderFile(quantity: 7000, stamp: "2026-11-03T09:00:00").bytes)],
    states: [.delivered: 2])

  private static let half = Scenario(
    name: "half", title: Bilingual(pt: "um arquivo pela metade", en: "a half-written file"),
    drops: [Drop("protheus", "metade.xml", OrderFile().firstHalf)], ends: 2, states: [.rejected: 1],
    rejects: ["_metade.xml"])

  private static let corrected = Scenario(
    name: "corrected", title: Bilingual(pt: "a cópia corrigida de um recusado", en: "a corrected copy"),
    history: [three], drops: [Drop("trimpaper", "corrigido.txt", PostingFile(records: [52], number: 2).bytes)],
    states: [.delivered: 3, .rejected: 1], rejects: ["resolvidos/.2_apontamentos.txt"])

  private static let resend = Scenario(
    name: "resend", title: Bilingual(pt: "um reenvio pedido", en: "a resend that was asked for"), history: [first],
    requests: [Wish(kind: .resend, subject: "M-0000001.1")], states: [.delivered: 1], again: 1)

  private static let reprocess = Scenario(
    name: "reprocess", title: Bilingual(pt: "um reprocessamento pedido", en: "a reprocessing that was asked for"),
    history: [three], requests: [Wish(kind: .reprocess, subject: "M-0000001")], ends: 2,
    states: [.delivered: 4, .rejected: 2], rejects: [".2_apontamentos.txt", ".2_apontamentos.txt"])

  private static let conflict = Scenario(
    name: "conflict", title: Bilingual(pt: "o nome já é de outro arquivo", en: "the name belongs to another file"),
    drops: [first],
    strangers: [Drop("trimpaper", "ORDER_20261103074510_004512.txt", Array("de outro programa\n".utf8))], ends: 75,
    states: [.waiting: 1])

  /// The poisoned file is read three times, then set aside; its neighbour arrives. What the fault library waits for is
  /// the original in the archive being opened.
  private static let poisoned = Scenario(
    name: "poisoned", title: Bilingual(pt: "um arquivo que derruba o processo", en: "a file that ends the process"),
    drops: [Drop("protheus", "veneno.xml", OrderFile(number: "004666").bytes), first], ends: 2,
    states: [.delivered: 1, .rejected: 1], rejects: ["_veneno.xml"], poison: "_veneno.xml")

  private static let mixed = Scenario(
    name: "mixed", title: Bilingual(pt: "de tudo um pouco", en: "some of everything"),
    drops: [
      first, Drop("protheus", "outro.xml", OrderFile(number: "004513").bytes),
      Drop("protheus", "de-novo.xml", OrderFile().bytes),
      Drop("protheus", "zero.xml", OrderFile(number: "004514", quantity: 0).bytes),
      Drop("protheus", "OK_copia.xml", OrderFile(number: "004515").bytes),
      Drop("protheus", "metade.xml", OrderFile(number: "004516").firstHalf),
      Drop("protheus", "leiame.pdf", Array("%PDF-1.7 nada que se reconheça\n".utf8)),
      Drop("protheus", "enorme.xml", OrderFile(number: "004517").bytes + [UInt8](repeating: 0x20, count: 70_000)),
      three,
    ], largestFile: "64KB", ends: 2, states: [.delivered: 4, .duplicate: 1, .rejected: 5, .ignored: 1],
    rejects: [".1_zero.xml", ".2_apontamentos.txt", "_enorme.xml", "_leiame.pdf", "_metade.xml"])

  /// Larger than what is kept in memory, and more documents than one group: read twice, journalled in groups.
  private static let large = Scenario(
    name: "large", title: Bilingual(pt: "um arquivo grande, em grupos", en: "a large file, in groups"),
    drops: [Drop("trimpaper", "grande.txt", largeFile(isMiscounted: false))], ends: 2,
    states: [.delivered: 269, .rejected: 1], rejects: [".4_grande.txt"], isLong: true)

  private static let largeRefused = Scenario(
    name: "large-refused", title: Bilingual(pt: "um arquivo grande com total errado", en: "a large file, miscounted"),
    drops: [Drop("trimpaper", "errado.txt", largeFile(isMiscounted: true))], ends: 2, states: [.rejected: 270],
    rejects: ["_errado.txt"], isLong: true)

  private static func blanks(_ count: Int) -> [UInt8] { [UInt8](repeating: 0x20, count: count) }

  private static func largeFile(isMiscounted: Bool) -> [UInt8] {
    PostingFile(records: Array(1000..<1270), bad: [1003], isMiscounted: isMiscounted, reels: 205).bytes
  }
}
