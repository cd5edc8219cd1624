import EDIModel

extension LedgerError.Code {
  typealias Text = (message: Bilingual, remedy: Bilingual)

  /// What people are told.
  var text: Text {
    switch self {
    case .busy:
      text(
        "O registro está ocupado por outro programa", "The ledger is busy with another program",
        remedy: "Aguarde e tente de novo.", "Wait and try again.")
    case .full:
      text(
        "Não há espaço em disco para o registro", "There is no space left for the ledger",
        remedy: "Libere espaço no disco; o trabalho continua sozinho.", "Free some space; work goes on by itself.")
    case .writing:
      text(
        "Não foi possível gravar no registro", "The ledger could not be written",
        remedy: "Verifique a cota e o disco; nada foi gravado pela metade.",
        "Check quota and disk; nothing was written by half.")
    case .disk:
      text(
        "O disco falhou ao ler ou gravar o registro", "The disk failed under the ledger",
        remedy: "Pare o Malote, verifique o disco e inicie de novo.", "Stop Malote, check the disk and start again.")
    case .access:
      text(
        "Sem permissão para abrir ou gravar o registro", "No right to open or write the ledger",
        remedy: "Verifique o dono e as permissões do arquivo e da pasta.",
        "Check owner and permissions of the file and its folder.")
    case .missing, .damaged, .newer, .network, .durability, .contradiction: fileText
    }
  }

  private var fileText: Text {
    switch self {
    case .missing:
      text(
        "O registro ainda não existe", "There is no ledger yet",
        remedy: "Confira a pasta do site; o registro nasce com `malote run`.",
        "Check the site's folder; `malote run` creates the ledger.")
    case .damaged:
      text(
        "O arquivo do registro está danificado ou não é do Malote", "The ledger's file is damaged or not Malote's",
        remedy: "Não apague nada. Guarde uma cópia e restaure o último backup.",
        "Delete nothing. Keep a copy and restore the last backup.")
    case .newer:
      text(
        "O registro foi gravado por uma versão mais nova do Malote", "A newer Malote wrote this ledger",
        remedy: "Use a versão mais nova do programa.", "Use the newer version of the program.")
    case .network:
      text(
        "O registro está em uma pasta de rede", "The ledger stands on a network file system",
        remedy: "Mova o site para um disco local.", "Move the site to a local disk.")
    case .durability:
      text(
        "O registro não garante os dados em uma queda de energia", "The ledger cannot promise to survive a power cut",
        remedy: "Verifique o sistema de arquivos e a versão do SQLite.", "Check the file system and SQLite's version.")
    default:
      text(
        "Erro interno: passo fora de ordem no registro", "Internal error: a step out of order in the ledger",
        remedy: "Envie o detalhe ao suporte.", "Send the detail to support.")
    }
  }

  private func text(_ pt: String, _ en: String, remedy remedyPT: String, _ remedyEN: String) -> Text {
    (Bilingual(pt: pt, en: en), Bilingual(pt: remedyPT, en: remedyEN))
  }
}
