import EDIModel
import Traceability

/// The words for what stands in the ledger, in the terms of the systems' own monitors.
enum LedgerWords {
  static func text(_ state: DocumentState) -> Bilingual {
    switch state {
    case .waiting: Bilingual(pt: "aguardando", en: "waiting")
    case .delivered: Bilingual(pt: "entregue", en: "delivered")
    case .rejected: Bilingual(pt: "RECUSADO", en: "REJECTED")
    case .duplicate: Bilingual(pt: "duplicado", en: "duplicate")
    case .superseded: Bilingual(pt: "ultrapassado", en: "superseded")
    case .ignored: Bilingual(pt: "ignorado", en: "ignored")
    case .consumed: Bilingual(pt: "consumido", en: "consumed")
    case .unconfirmed: Bilingual(pt: "NÃO CONFIRMADO", en: "UNCONFIRMED")
    }
  }

  static func text(_ state: InterchangeState) -> Bilingual {
    switch state {
    case .claiming: Bilingual(pt: "chegando", en: "arriving")
    case .received: Bilingual(pt: "recebido", en: "received")
    case .registered: Bilingual(pt: "em conversão", en: "being converted")
    case .converted: Bilingual(pt: "em entrega", en: "being delivered")
    case .done: Bilingual(pt: "encerrado", en: "done")
    case .vanished: Bilingual(pt: "sumiu da pasta", en: "vanished")
    }
  }

  static func text(_ kind: EntryKind) -> Bilingual {
    switch kind {
    case .created: Bilingual(pt: "registro criado", en: "ledger created")
    case .claimed: Bilingual(pt: "arquivo encontrado", en: "file found")
    case .vanished: Bilingual(pt: "arquivo sumiu da pasta", en: "file vanished")
    case .received: Bilingual(pt: "original guardado", en: "original stored")
    case .reading: Bilingual(pt: "leitura recomeçada", en: "reading begun again")
    case .sequence: Bilingual(pt: "sequência de arquivos", en: "file sequence")
    case .registered: Bilingual(pt: "documento conferido", en: "document checked")
    case .read: Bilingual(pt: "arquivo conferido", en: "file checked")
    case .output: Bilingual(pt: "documento convertido", en: "document converted")
    case .converted: Bilingual(pt: "arquivo convertido", en: "file converted")
    case .waiting: Bilingual(pt: "aguardando", en: "waiting")
    case .delivered: Bilingual(pt: "entregue", en: "delivered")
    case .unconfirmed: Bilingual(pt: "entrega não confirmada", en: "delivery unconfirmed")
    case .rejected: Bilingual(pt: "recusado", en: "rejected")
    case .resolved: Bilingual(pt: "resolvido por cópia corrigida", en: "resolved by a corrected copy")
    case .done: Bilingual(pt: "encerrado", en: "done")
    case .reprocessing: Bilingual(pt: "reprocessamento", en: "reprocessing")
    case .asked: Bilingual(pt: "pedido de operador", en: "asked by an operator")
    case .answered: Bilingual(pt: "pedido atendido", en: "request carried out")
    }
  }

  /// Why a document is where it is: codes, the document that decided it, what it waits for.
  static func reason(of record: DocumentRecord, _ language: Language) -> String {
    var parts: [String] = []
    if case .rejected(let codes) = record.entry.verdict { parts.append(codes.joined(separator: ", ")) }
    if let related = record.related { parts.append("→ \(related)") }
    if let resolved = record.resolvedBy {
      parts.append(Bilingual(pt: "resolvido por \(resolved)", en: "resolved by \(resolved)")[language])
    }
    if let note = record.note { parts.append(note) }
    return parts.joined(separator: "; ")
  }
}
