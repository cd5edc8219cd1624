/// The fields that a flow of receipts has, by their paths in its `flow.yaml`: what the gateway says and hears in them.
public enum ReceiptField: String, Sendable, CaseIterable {
  // Of the file: when it is said and when the file was processed, the company and the branch, the gateway's number, what
  // became of it (accepted only where all of it was), what it called itself, the name of its message, who sent it and who
  // answers, its name and hash.
  case answeredOn = "gerado_em"
  case processedOn = "processado_em"
  case company = "empresa"
  case branch = "filial"
  case protocolNumber = "protocolo"
  case outcome = "situacao"
  case reference = "referencia"
  case message = "transacao"
  case sender = "remetente"
  case answerer = "emissor"
  case fileName = "arquivo"
  case sha256 = "sha256"

  // Of each document: the gateway's number, the sender's own key, what became of it, its first finding, and the key that
  // it has in its destination.
  case documentNumber = "documentos/protocolo_documento"
  case documentKey = "documentos/registro_origem"
  case documentOutcome = "documentos/situacao_documento"
  case documentCode = "documentos/codigo"
  case documentField = "documentos/campo"
  case documentText = "documentos/texto"
  case destinationKind = "documentos/tipo_chave"
  case destinationKey = "documentos/chave"

  // Of each message: error or warning, its code in Protheus' queue, its own code, its text.
  case messageKind = "mensagens/tipo"
  case messageAnswer = "mensagens/codigo_resposta"
  case messageCode = "mensagens/codigo_mensagem"
  case messageText = "mensagens/texto_mensagem"
}
