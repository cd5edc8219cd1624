public import EDIModel
import Layouts

/// What keeps a site from being used, in words.
public enum SiteFailure {
  /// The text of an error that ``Site/load(_:)`` throws.
  public static func text(_ error: any Error, _ language: Language) -> String {
    switch error {
    case Site.Failure.notASite(let path):
      Bilingual(
        pt: "não há malote.yaml em \(path); crie uma instalação com `malote init PASTA` ou indique-a com --site",
        en: "there is no malote.yaml in \(path); make a site with `malote init DIR` or name one with --site")[language]
    case Site.Failure.declarations(let errors): errors.text(language)
    case Site.Failure.choice(let text): text[language]
    case let error as GatewayError: error.message[language]
    default: "\(error)"
    }
  }
}
