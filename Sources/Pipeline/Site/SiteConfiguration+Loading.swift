import EDIModel
public import Layouts

extension SiteConfiguration {
  /// Reads `malote.yaml`. Everything wrong in it is reported at once, with line, column and hint.
  public static func load(_ bytes: [UInt8], file: String) throws(DeclarationErrors) -> SiteConfiguration {
    let log = DeclarationLog()
    let configuration = read(bytes, file: file, log: log)
    try log.check()
    guard let configuration else { throw DeclarationErrors([]) }
    return configuration
  }

  static func read(_ bytes: [UInt8], file: String, log: DeclarationLog) -> SiteConfiguration? {
    StrictYAML.mapping(bytes, file: file, kind: "site", log: log).flatMap(read)
  }

  private enum Environment: String, CaseIterable { case P, T }

  private enum LanguageName: String, CaseIterable {
    case portuguese = "pt-BR"
    case english = "en"
  }

  private static func read(_ site: StrictMapping) -> SiteConfiguration? {
    let name = site.text("site")?.value ?? "malote"
    let company = site.requiredText("company")?.value
    let branches = site.required("branches")?.texts()?.map(\.value)
    let environment = site.choice("environment", of: Environment.self)?.value ?? .P
    let language = site.choice("language", of: LanguageName.self)?.value ?? .portuguese
    let timeZone = site.text("timezone")?.value ?? "America/Sao_Paulo"
    let largest = site.node("largest_file").flatMap(size) ?? 4 << 30
    let withoutReceipt = site.node("without_receipt")?.texts()?.map(\.value) ?? []
    let answers = site.node("answer_within")?.mapping("answer_within").map(durations) ?? [:]
    let deliver = site.node("deliver")?.mapping("deliver").map(choices) ?? [:]
    let systems = site.required("systems")?.mapping("systems").map(systems) ?? []
    site.finish()
    guard let company, let branches else { return nil }
    return SiteConfiguration(
      name: name, company: company, branches: branches, environment: environment.rawValue, timeZone: timeZone,
      language: language == .english ? .en : .pt, systems: systems, deliver: deliver,
      withoutReceipt: withoutReceipt, answerWithin: answers, largestFile: largest)
  }

  private static func choices(_ mapping: StrictMapping) -> [String: String] {
    var result: [String: String] = [:]
    for entry in mapping.entries { result[entry.key.value] = entry.value.text()?.value }
    mapping.finish()
    return result
  }

  private static func durations(_ mapping: StrictMapping) -> [String: Duration] {
    var result: [String: Duration] = [:]
    for entry in mapping.entries { result[entry.key.value] = duration(entry.value) }
    mapping.finish()
    return result
  }

  private static func systems(_ mapping: StrictMapping) -> [System] {
    let result = mapping.entries.compactMap { entry in
      entry.value.mapping("system").flatMap { system(entry.key.value, $0) }
    }
    mapping.finish()
    return result
  }

  private static func system(_ name: String, _ mapping: StrictMapping) -> System? {
    let inbox = mapping.requiredText("inbox")?.value
    let outbox = mapping.requiredText("outbox")?.value
    let quiet = mapping.node("quiet").flatMap(duration) ?? .seconds(2)
    let patience = mapping.node("patience").flatMap(duration) ?? .seconds(600)
    let rescan = mapping.node("rescan").flatMap(duration) ?? .seconds(30)
    let prefixes = mapping.node("ignored_prefixes")?.texts()?.map(\.value) ?? []
    let endings = mapping.node("temporary_endings")?.texts()?.map(\.value) ?? []
    let marker = mapping.text("marker")?.value
    mapping.finish()
    guard let inbox, let outbox else { return nil }
    return System(
      name: name, inbox: inbox, outbox: outbox, quiet: quiet, patience: patience, rescan: rescan,
      ignoredPrefixes: prefixes, temporaryEndings: endings, marker: marker)
  }

  /// `500ms`, `2s`, `10min`, `1h`.
  private static func duration(_ node: StrictNode) -> Duration? {
    let units: [(ending: String, milliseconds: Int)] = [("ms", 1), ("min", 60_000), ("s", 1000), ("h", 3_600_000)]
    return quantity(node, units: units.map { ($0.ending, $0.milliseconds) }, sample: "500ms, 2s, 10min, 1h")
      .map { .milliseconds($0) }
  }

  /// `64KB`, `10MB`, `4GB`, in powers of 1024.
  private static func size(_ node: StrictNode) -> Int64? {
    let units = [("KB", 1 << 10), ("MB", 1 << 20), ("GB", 1 << 30)]
    return quantity(node, units: units, sample: "64KB, 10MB, 4GB").map(Int64.init)
  }

  private static func quantity(_ node: StrictNode, units: [(String, Int)], sample: String) -> Int? {
    guard let text = node.text() else { return nil }
    for (ending, factor) in units where text.value.hasSuffix(ending) {
      if let number = Int(text.value.dropLast(ending.count)), number > 0, number < 1_000_000 { return number * factor }
    }
    node.log.report(
      "site.quantity", at: text.place,
      Bilingual(pt: "`\(text.value)` não é uma medida", en: "`\(text.value)` is not a measure"),
      hint: Bilingual(pt: "escreva como \(sample)", en: "write it as \(sample)"))
    return nil
  }
}
