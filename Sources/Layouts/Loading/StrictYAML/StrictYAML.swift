import EDIModel
import Yams

/// Reads YAML so that nothing is guessed: scalars are text exactly as written, every key is asked for or refused, and
/// whatever is wrong is reported with its line and column.
///
/// Refused: duplicate keys, anchors, aliases and merge keys, explicit tags, several documents in a file, files beyond
/// ``maximumSize``, nesting beyond ``maximumDepth``.
public enum StrictYAML {
  /// The largest file that is read, in bytes.
  public static let maximumSize = 1 << 20
  /// The deepest nesting of mappings and sequences.
  public static let maximumDepth = 32

  /// Reads a file whose root is a mapping. Returns `nil` when there is none, with the reason in `log`.
  ///
  /// `kind` names the sort of mapping, for the vocabulary of the language.
  public static func mapping(_ bytes: [UInt8], file: String, kind: String, log: DeclarationLog) -> StrictMapping? {
    node(bytes, file: file, log: log)?.mapping(kind)
  }

  static func node(_ bytes: [UInt8], file: String, log: DeclarationLog) -> StrictNode? {
    let start = DeclarationPlace(file: file)
    guard let text = text(bytes, at: start, log: log) else { return nil }
    do {
      // The parser owns the anchors that its nodes refer to weakly, so it lives until they have been looked for.
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      let root = try parser.singleRoot()
      let imported = root.map { YAMLImporter(file: file, log: log).node($0, depth: 0) }
      withExtendedLifetime(parser) {}
      if root == nil {
        log.report(.yamlEmpty, at: start, Bilingual(pt: "o arquivo está vazio", en: "the file is empty"))
      }
      return imported
    } catch {
      report(error, text: text, file: file, log: log)
      return nil
    }
  }

  private static func text(_ bytes: [UInt8], at start: DeclarationPlace, log: DeclarationLog) -> String? {
    guard bytes.count <= maximumSize else {
      log.report(
        .yamlTooLarge, at: start, Bilingual(pt: "o arquivo passa de 1 MiB", en: "the file is larger than 1 MiB"))
      return nil
    }
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else {
      log.report(
        .yamlEncoding, at: start,
        Bilingual(pt: "o arquivo não está em UTF-8 sem BOM", en: "the file is not UTF-8 without a byte order mark"),
        hint: Bilingual(pt: "grave-o como UTF-8 sem BOM", en: "save it as UTF-8 without a byte order mark"))
      return nil
    }
    return text
  }

  private static func report(_ error: any Error, text: String, file: String, log: DeclarationLog) {
    func place(_ mark: Mark) -> DeclarationPlace {
      DeclarationPlace(file: file, line: mark.line, column: mark.column)
    }
    func syntax(_ problem: String, at place: DeclarationPlace) {
      log.report(.yamlSyntax, at: place, Bilingual(pt: "YAML inválido: \(problem)", en: "invalid YAML: \(problem)"))
    }
    switch error {
    case YamlError.scanner(let context, let problem, let mark, _),
      YamlError.parser(let context, let problem, let mark, _),
      YamlError.composer(let context, let problem, let mark, _):
      // What is never closed is looked for to the end of the file; it is wrong where it begins.
      let isUnclosed = problem.contains("end of stream")
      syntax(problem, at: place(isUnclosed ? context?.mark ?? mark : mark))
    case YamlError.duplicatedKeysInMapping(let keys, let context):
      let key = keys.first ?? ""
      let second = TextSearch.repetition(of: key, in: text, line: context.mark.line, column: context.mark.column)
      log.reportDuplicate(key, at: DeclarationPlace(file: file, line: second.line, column: second.column))
    case YamlError.reader(let problem, let offset, _, _):
      let position = TextSearch.position(ofCharacter: offset ?? 0, in: text)
      syntax(problem, at: DeclarationPlace(file: file, line: position.line, column: position.column))
    default:
      syntax("\(type(of: error))", at: DeclarationPlace(file: file))
    }
  }
}

extension DeclarationLog {
  func reportDuplicate(_ key: String, at place: DeclarationPlace) {
    report(
      .yamlDuplicateKey, at: place,
      Bilingual(pt: "a chave `\(key)` está repetida", en: "the key `\(key)` is repeated"),
      hint: Bilingual(pt: "deixe uma só", en: "leave only one"))
  }
}
