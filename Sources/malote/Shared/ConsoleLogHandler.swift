import EDIModel
import Glibc
import Logging
import Reports

/// The log as a person at a terminal reads it: the time, what happened in words, then the rest as `key=value`.
struct ConsoleLogHandler: LogHandler {
  let console: Console
  var metadata = Logger.Metadata()
  var logLevel = Logger.Level.warning

  init(console: Console) { self.console = console }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var facts = metadata.merging(event.metadata ?? [:]) { $1 }.mapValues { "\($0)" }
    let language = console.style.language
    var line = "\(Self.clock()) \(Self.weight(event.level)[language])"
    if let id = facts.removeValue(forKey: "id") { line += " \(id)" }
    line += " " + (LogWords.text("\(event.message)")?[language] ?? "\(event.message)")
    let codes = facts.removeValue(forKey: "codes") ?? facts.removeValue(forKey: "code")
    if let codes { line += ": " + LedgerWords.text(ofCodes: codes.split(separator: " ").map(String.init), language) }
    if let reason = facts.removeValue(forKey: "error") ?? facts.removeValue(forKey: "reason") { line += ": " + reason }
    let rest = facts.filter { $0.key != "layout" }.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }
    console.say((line + rest.joined()).wrapped(to: console.style.width ?? 80, indent: 17))
  }

  private static func weight(_ level: Logger.Level) -> Bilingual {
    switch level {
    case .error, .critical: Bilingual(pt: "ERRO   ", en: "ERROR  ")
    case .warning: Bilingual(pt: "aviso  ", en: "warning")
    default: Bilingual(pt: "       ", en: "       ")
    }
  }

  /// `09:02:32`, on this machine's clock: the person is sitting before it.
  private static func clock() -> String {
    var (now, local) = (time(nil), tm())
    localtime_r(&now, &local)
    return [local.tm_hour, local.tm_min, local.tm_sec].map { ($0 < 10 ? "0" : "") + String($0) }.joined(separator: ":")
  }
}

/// The events of the log in words; their stable names are for programs.
enum LogWords {
  static func text(_ event: String) -> Bilingual? {
    switch event {
    case "document.rejected": Bilingual(pt: "recusado", en: "rejected")
    case "document.duplicate": Bilingual(pt: "repetido", en: "duplicate")
    case "document.superseded": Bilingual(pt: "ultrapassado", en: "superseded")
    case "interchange.received": Bilingual(pt: "recebido", en: "received")
    case "interchange.warning": Bilingual(pt: "atenção", en: "note")
    case "interchange.written-after-capture":
      Bilingual(
        pt: "mudou depois de aceito; a cópia ficou na pasta de trabalho",
        en: "changed after it was taken; the copy is kept in the work area")
    case "inbox.stranger":
      Bilingual(pt: "na entrada há algo que não é um arquivo", en: "something in the inbox is no file")
    case "step.failed": Bilingual(pt: "um passo falhou e será repetido", en: "a step failed and will be repeated")
    case "ledger.recovered": Bilingual(pt: "o registro voltou", en: "the ledger is back")
    case "folder.recovered": Bilingual(pt: "a pasta voltou", en: "the folder is back")
    case "process.recovered":
      Bilingual(pt: "o processo tem de novo o que lhe faltava", en: "the process has again what it was short of")
    case "delivery.conflict":
      Bilingual(
        pt: "há outro arquivo com o nome da saída; nada foi sobrescrito",
        en: "another file has the output's name; nothing was overwritten")
    case "work-area.stray":
      Bilingual(
        pt: "há na pasta de trabalho algo que o registro não conhece",
        en: "the work area holds something unknown to the ledger")
    case "configuration.reloaded": Bilingual(pt: "configuração nova em vigor", en: "new configuration in force")
    case "configuration.refused":
      Bilingual(pt: "configuração nova recusada, a antiga continua", en: "new configuration refused, the old one stays")
    default: nil
    }
  }
}
