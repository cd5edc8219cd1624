import EDIModel
import Filesystem
internal import Foundation
internal import Glibc

/// Makes a site that runs: folders, `malote.yaml`, and its own copy of the schemas, which an upgrade never touches.
public enum SiteMaker {
  /// Makes a site in `path` from the schemas in `schemas`. What is there already is an error, never overwritten.
  public static func make(at path: String, schemas: String) throws {
    do { try fill(path, schemas: schemas, FileManager.default) } catch let error as CocoaError {
      // Foundation tells the cause as an error below its own.
      let cause = error.underlying as? POSIXError
      throw FileSystemError(.makeDirectory, path: path, code: cause?.code.rawValue ?? EIO)
    }
  }

  private static func fill(_ path: String, schemas: String, _ manager: FileManager) throws {
    if manager.fileExists(atPath: path + "/malote.yaml") {
      throw GatewayError.request(
        Bilingual(pt: "já existe uma instalação em \(path)", en: "there is a site in \(path) already"))
    }
    for folder in ["protheus/inbox", "protheus/outbox", "trimpaper/inbox", "trimpaper/outbox", "error", "archive"] {
      try manager.createDirectory(atPath: path + "/" + folder, withIntermediateDirectories: true)
    }
    if !manager.fileExists(atPath: path + "/schemas") {
      try manager.copyItem(atPath: schemas, toPath: path + "/schemas")
    }
    try Data(configuration.utf8).write(to: URL(fileURLWithPath: path + "/malote.yaml"))
  }

  /// What a new site says: the values of the samples, each with what it is for.
  static let configuration = """
    # A instalação do Malote. Mude um valor, confira com `malote doctor` e recarregue com SIGHUP.
    # (The site. Change a value, check it with `malote doctor`, reload with SIGHUP.)
    site: demonstracao

    # Só documentos desta empresa e destas filiais são aceitos. (Company and branches whose documents are accepted.)
    company: "01"
    branches: ["010004"]

    environment: P                  # P produção, T teste
    timezone: America/Sao_Paulo     # a hora local do moinho nos relatórios
    language: pt-BR                 # pt-BR ou en

    systems:
      protheus:
        inbox: protheus/inbox       # onde o Protheus grava
        outbox: protheus/outbox     # onde o Protheus busca
        quiet: 2s                   # sem mudança por este tempo, o arquivo é examinado
        patience: 10min             # depois disto, um arquivo pela metade é recusado como incompleto
        rescan: 30s                 # a pasta é relida neste intervalo, com ou sem aviso do sistema
        # Cópias que o Protheus guarda do que já mandou: ficam de lado (ignorado).
        ignored_prefixes: ["OK_", "ERR_"]
      trimpaper:
        inbox: trimpaper/inbox
        outbox: trimpaper/outbox
        quiet: 2s
        patience: 10min

    largest_file: 4GB               # acima disto o arquivo é recusado sem ser lido

    # Quem envia um arquivo recebe um retorno (fluxo `retorno`), menos destes fluxos; "*" são todos.
    # (Who sends a file gets a receipt, but for these flows; "*" is all of them.)
    # without_receipt: [cadastro-produto]

    # Até quando o destino responde ao que recebeu; depois disso fica SEM CONFIRMAÇÃO em `malote list`.
    # (How long a destination may take to answer; later than that it is NOT ANSWERED in `malote list`.)
    # answer_within:
    #   apontamento-producao: 2h

    # O layout que cada destino recebe, quando há mais de um. (Which layout a destination gets, where there are several.)
    # deliver:
    #   ordem-producao: trimpaper-txt

    """
}
