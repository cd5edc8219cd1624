import ArgumentParser
import EDIModel

/// What every command takes.
struct GlobalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A pasta da instalação; senão a de MALOTE_SITE, senão a atual. (The site.)", valueName: "pasta"))
  var site: String?

  @Option(
    help: ArgumentHelp("A língua; senão a de LANG. (The language.)", valueName: "língua"))
  var lang: LanguageChoice?

  @Flag(help: "Dados em vez de texto, com chaves em inglês. (Data instead of text.)")
  var json = false

  /// Does the work of a command and ends the process with its status.
  func perform(_ work: (Terminal) async throws -> ExitStatus) async throws {
    let terminal = Terminal(language: lang?.language ?? Environment.language, isJSON: json)
    let status: ExitStatus
    do {
      status = try await work(terminal)
    } catch {
      let failure = CommandFailure(error)
      terminal.say(failure)
      status = failure.status
    }
    if status != .ok { throw ExitCode(status.rawValue) }
  }
}

/// The languages as they are chosen.
enum LanguageChoice: String, ExpressibleByArgument, CaseIterable {
  case pt
  case en

  var language: Language { self == .pt ? .pt : .en }
}
