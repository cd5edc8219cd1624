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
    case .confirmed: Bilingual(pt: "confirmado", en: "confirmed")
    case .refused: Bilingual(pt: "RECUSADO PELO DESTINO", en: "REFUSED BY DESTINATION")
    }
  }

  /// As its state, but what a corrected copy has put right no longer cries.
  static func state(of record: DocumentRecord) -> Bilingual {
    record.state == .rejected && record.resolvedBy != nil
      ? Bilingual(pt: "recusado", en: "rejected") : text(record.state)
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
    case .acknowledged: Bilingual(pt: "retorno do destino", en: "receipt of the destination")
    case .rejected: Bilingual(pt: "recusado", en: "rejected")
    case .resolved: Bilingual(pt: "resolvido por cópia corrigida", en: "resolved by a corrected copy")
    case .done: Bilingual(pt: "encerrado", en: "done")
    case .reprocessing: Bilingual(pt: "reprocessamento", en: "reprocessing")
    case .asked: Bilingual(pt: "pedido de operador", en: "asked by an operator")
    case .answered: Bilingual(pt: "pedido atendido", en: "request carried out")
    }
  }

  /// Why a document is where it is: what was wrong with it, the document that decided it, what it waits for.
  static func reason(of record: DocumentRecord, _ language: Language) -> String {
    var parts: [String] = []
    switch record.entry.verdict {
    case .rejected(let codes): parts.append(text(ofCodes: codes, language))
    case .ignored(let reason), .consumed(let reason): parts.append(text(ofReason: reason)[language])
    case .good: break
    }
    if let related = record.related { parts.append(text(of: record.state, decidedBy: related)[language]) }
    if let resolved = record.resolvedBy {
      parts.append(Bilingual(pt: "resolvido por \(resolved)", en: "resolved by \(resolved)")[language])
    }
    if let note = record.note { parts.append(text(ofNote: note)[language]) }
    return parts.joined(separator: "; ")
  }

  /// What codes of findings say: the first few by their titles, the rest counted.
  static func text(ofCodes codes: [String], _ language: Language) -> String {
    let shown = codes.prefix(3).map { code in
      FindingCode(rawValue: code).map { "\($0.text.title[language]) [\(code)]" } ?? code
    }
    let more = codes.count - shown.count
    return shown.joined(separator: "; ")
      + (more > 0 ? Bilingual(pt: "; e mais \(more)", en: "; and \(more) more")[language] : "")
  }

  private static func text(ofReason reason: String) -> Bilingual {
    switch reason {
    case "prefix":
      Bilingual(pt: "o nome tem um prefixo que fica de lado", en: "its name has a prefix that is set aside")
    case "echo": Bilingual(pt: "é do próprio Malote e voltou", en: "Malote's own, come back")
    case "receipt": Bilingual(pt: "retorno do destino", en: "a receipt of the destination")
    case "receipt-unknown":
      Bilingual(pt: "retorno de nada que se tenha entregue", en: "a receipt for nothing that was handed over")
    case "empty": Bilingual(pt: "não tem nenhum documento", en: "holds no document")
    default: Bilingual(reason)
    }
  }

  private static func text(of state: DocumentState, decidedBy other: DocumentID) -> Bilingual {
    switch state {
    case .duplicate: Bilingual(pt: "igual a \(other)", en: "same as \(other)")
    case .superseded: Bilingual(pt: "\(other) é mais novo", en: "\(other) is newer")
    case .rejected:
      Bilingual(
        pt: "outro conteúdo com a chave de \(other), aceito antes", en: "other content under the key of \(other)")
    default: Bilingual(pt: "veja \(other)", en: "see \(other)")
    }
  }

  /// What a waiting document waits for: `lane M-0000003.1`, `conflict`, or what the system said.
  private static func text(ofNote note: String) -> Bilingual {
    if note == "conflict" {
      return Bilingual(
        pt: "há outro arquivo com o nome da saída: tire-o de lá", en: "another file has the output's name: move it away"
      )
    }
    guard note.hasPrefix("lane ") else { return Bilingual(note) }
    let holder = note.dropFirst(5)
    return Bilingual(pt: "espera \(holder), que vai antes", en: "waits for \(holder), which goes first")
  }
}
