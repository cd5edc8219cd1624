import Conversion
import EDIModel
import Filesystem
import Glibc
import Layouts
import Pipeline
import Traceability

/// Why a command cannot do what it was asked for: an exit code and what people are told.
struct CommandFailure: Error {
  let status: ExitStatus
  let message: Bilingual
  let remedy: Bilingual?

  init(_ status: ExitStatus, _ message: Bilingual, remedy: Bilingual? = nil) {
    self.status = status
    self.message = message
    self.remedy = remedy
  }

  /// Puts any error into words.
  init(_ error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as FileSystemError: self.init(error)
    case let errors as DeclarationErrors:
      self.init(.configuration, Bilingual(pt: errors.text(.pt), en: errors.text(.en)))
    case let error as Exchanges.ChoiceError: self.init(.configuration, error.message)
    case let error as LedgerError: self.init(error)
    case let error as Site.Failure: self.init(error)
    case let error as GatewayError: self.init(error)
    default:
      self.init(
        .software, Bilingual(pt: "erro interno: \(error)", en: "internal error: \(error)"),
        remedy: Bilingual(pt: "Avise a TI e guarde esta mensagem.", en: "Tell IT and keep this message."))
    }
  }

  private init(_ error: FileSystemError) {
    let status: ExitStatus
    switch error.code {
    case ENOENT, ENOTDIR, EISDIR, ELOOP: status = .noInput
    case EACCES, EPERM: status = .noPermission
    default: status = .inputOutput
    }
    let (message, remedy) = (error.message, error.remedy)
    self.init(
      status, Bilingual(pt: message.pt, en: message.en), remedy: Bilingual(pt: remedy.pt, en: remedy.en))
  }

  private init(_ error: LedgerError) {
    let status: ExitStatus
    switch error.code {
    case .busy: status = .tryLater
    case .full, .writing, .disk, .damaged, .durability: status = .inputOutput
    case .access: status = .noPermission
    case .missing: status = .noInput
    case .newer, .network: status = .configuration
    case .contradiction: status = .software
    }
    let detail = error.detail.isEmpty ? "" : " (\(error.detail))"
    self.init(
      status, Bilingual(pt: error.message.pt + detail, en: error.message.en + detail), remedy: error.remedy)
  }

  private init(_ failure: Site.Failure) {
    let text = Bilingual(pt: SiteFailure.text(failure, .pt), en: SiteFailure.text(failure, .en))
    if case .notASite = failure { self.init(.noInput, text) } else { self.init(.configuration, text) }
  }

  private init(_ error: GatewayError) {
    switch error {
    case .alreadyRunning: self.init(.tryLater, error.message)
    case .fileNumberTooLarge: self.init(.configuration, error.message)
    case .request: self.init(.data, error.message)
    }
  }
}
