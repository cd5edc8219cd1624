import ArgumentParser
import EDIModel
import Pipeline
import Traceability

/// `malote reprocess ID --reason`
struct Reprocess: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Converte de novo a partir do original guardado. (Converts again from the original.)",
    discussion: """
      EXEMPLOS (EXAMPLES):
        malote reprocess M-0001234 --reason "layout corrigido (MIT006 118)"
      """)

  @Argument(help: ArgumentHelp("M-0001234", valueName: "id")) var id: String
  @Option(help: ArgumentHelp("Por quê; fica no registro. (Why; kept for good.)", valueName: "motivo")) var reason:
    String
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.perform { try await OperatorRequest(kind: .reprocess, id: id, reason: reason).send(global, $0) }
  }
}

/// `malote resend ID --reason`
struct Resend: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Entrega de novo os mesmos bytes de um documento. (Hands over the same bytes again.)",
    discussion: """
      EXEMPLOS (EXAMPLES):
        malote resend M-0001234.3 --reason "arquivo apagado no Protheus"
      """)

  @Argument(help: ArgumentHelp("M-0001234.3", valueName: "id")) var id: String
  @Option(help: ArgumentHelp("Por quê; fica no registro. (Why; kept for good.)", valueName: "motivo")) var reason:
    String
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.perform { try await OperatorRequest(kind: .resend, id: id, reason: reason).send(global, $0) }
  }
}

/// Something that an operator asks of the gateway, which carries it out: only the holder of the site's lock acts.
private struct OperatorRequest {
  let kind: Request.Kind
  let id: String
  let reason: String

  /// How long the answer of a running gateway is waited for.
  private static let patience = Duration.seconds(4)

  func send(_ options: GlobalOptions, _ terminal: Terminal) async throws -> ExitStatus {
    let site = try Site.load(try SitePath.find(options.site).path)
    try checkSubject(in: site)
    let ledger = try Ledger(path: site.ledgerPath, configuration: site.fingerprint, actor: Operator.name)
    let asked = try ledger.addRequest(kind, subject: id, reason: reason)
    let answered = try await answer(to: asked, in: ledger)
    if terminal.isJSON {
      try terminal.print(json: Record(answered))
    } else if let result = answered.result {
      try terminal.print(
        Bilingual(pt: "Pedido \(asked.id) atendido: \(result)\n", en: "Request \(asked.id) done: \(result)\n")[
          terminal.language])
    } else {
      terminal.say(
        Bilingual(
          pt: "Pedido \(asked.id) registrado. O serviço o atende assim que estiver rodando (malote run).",
          en: "Request \(asked.id) noted. The gateway carries it out as soon as it runs (malote run)."))
    }
    return .ok
  }

  private func checkSubject(in site: Site) throws {
    let ledger = try Ledger.reading(path: site.ledgerPath)
    let isKnown =
      try DocumentID(id).map { try ledger.document($0) != nil }
      ?? InterchangeID(id).map { try ledger.interchange($0) != nil } ?? false
    guard isKnown else {
      throw CommandFailure(.noInput, Bilingual(pt: "não há \(id) no registro", en: "there is no \(id) in the ledger"))
    }
    if kind == .resend, DocumentID(id) == nil {
      throw CommandFailure(
        .usage,
        Bilingual(
          pt: "só um documento pode ser reenviado: \(id).1, \(id).2, …", en: "name one document: \(id).1, \(id).2, …"))
    }
    guard reason.contains(where: { !$0.isWhitespace }) else {
      throw CommandFailure(.usage, Bilingual(pt: "diga o motivo em --reason", en: "say why with --reason"))
    }
  }

  private func answer(to request: Request, in ledger: Ledger) async throws -> Request {
    let end = ContinuousClock.now + Self.patience
    while ContinuousClock.now < end {
      if let current = try ledger.request(request.id), current.doneAt != nil { return current }
      try await Task.sleep(for: .milliseconds(100))
    }
    return request
  }

  private struct Record: Encodable {
    let id: Int64
    let kind: Request.Kind
    let subject: String
    let reason: String
    let actor: String
    let askedAt: String
    let doneAt: String?
    let result: String?

    init(_ request: Request) {
      id = request.id
      kind = request.kind
      subject = request.subject
      reason = request.reason
      actor = request.actor
      askedAt = request.askedAt
      doneAt = request.doneAt
      result = request.result
    }
  }
}
