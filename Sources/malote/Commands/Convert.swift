import ArgumentParser
import Conversion
import EDIModel
import Reports

/// `malote convert FILE... [-o OUT]`
struct Convert: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Converte arquivos como o destino os recebe. (Converts files as their destination gets them.)",
    discussion: """
      EXEMPLOS (EXAMPLES):
        malote convert pedido.xml            mostra o resultado
        malote convert *.xml -o saida        um arquivo por documento na pasta saida

      Nada sai antes de o arquivo inteiro ter sido conferido. Os erros vão para a saída de erros. \
      (Nothing comes out before the whole file was checked.)
      """)

  @Argument(help: ArgumentHelp("Os arquivos. (The files.)", valueName: "arquivo"), completion: .file())
  var files: [String]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("A pasta do resultado; é criada se faltar. (The folder of the result.)", valueName: "pasta"),
    completion: .directory)
  var output: String?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if global.json, output == nil {
      throw ValidationError("--json precisa de -o PASTA: sem ela a saída são os próprios documentos. (needs -o)")
    }
  }

  func run() async throws {
    try await global.perform { terminal in
      let exchanges = try Declarations.find(site: global.site).exchanges()
      let sink = try ConvertSink(terminal: terminal, folder: output)
      try FileOutcome.each(files, { Self.convertSmall($0, exchanges) }) { outcome in
        try sink.take(outcome, exchanges)
      }
      return try sink.finish()
    }
  }

  /// Converts a file whose outputs may be kept; leaves a large one to the sink, which gives all processors to it.
  private static func convertSmall(_ path: String, _ exchanges: Exchanges) -> FileOutcome {
    var outcome = FileOutcome(path: path)
    do {
      let file = try InputFile(path: path)
      guard file.size < FileSettings().smallBelow else { return outcome }
      outcome.verdict = try exchanges.convertFile(
        file.source, onFinding: { outcome.add($0, from: file) }, onOutputs: { outcome.outputs.append($0) })
    } catch {
      outcome.failure = CommandFailure(error)
    }
    return outcome
  }
}

/// Where converted documents go, in the order of the files.
final class ConvertSink {
  private let terminal: Terminal
  private let folder: OutputFolder?
  private var statuses: [ExitStatus] = []
  private var records: [FileOutcome.Record] = []

  init(terminal: Terminal, folder: String?) throws {
    self.terminal = terminal
    self.folder = try folder.map { try OutputFolder(path: $0) }
  }

  /// Puts out what came of a file. A file that has not been worked on yet is a large one: that is done now.
  func take(_ converted: FileOutcome, _ exchanges: Exchanges) throws {
    var outcome = converted
    var written: [FileOutcome.Record.Output] = []
    for outputs in outcome.outputs { try put(outputs, &written) }
    if outcome.failure == nil, outcome.verdict.layout == nil, outcome.findings.isEmpty {
      let file = try InputFile(path: outcome.path)
      let settings = FileSettings.large(sendingTo: folder == nil ? terminal.results : nil)
      outcome.verdict = try exchanges.convertFile(
        file.source, settings: settings, onFinding: { outcome.add($0, from: file) },
        onOutputs: { try put($0, &written) })
    }
    statuses.append(outcome.status)
    if let failure = outcome.failure { terminal.say(failure) }
    if terminal.isJSON { return records.append(FileOutcome.Record(outcome, outputs: written)) }
    terminal.say(outcome.findingsText(terminal.messageStyle))
    if outcome.failure == nil, !outcome.verdict.isClean { terminal.say(outcome.summary(terminal.language) + "\n") }
  }

  func finish() throws -> ExitStatus {
    if terminal.isJSON { try terminal.print(json: records) }
    return .together(statuses)
  }

  private func put(_ outputs: FileOutputs, _ written: inout [FileOutcome.Record.Output]) throws {
    guard let folder else { return try terminal.write(outputs.bytes) }
    try outputs.forEach { output in
      let path = try folder.write(output.bytes, name: output.name)
      guard terminal.isJSON else { return try terminal.print(path + "\n") }
      written.append(FileOutcome.Record.Output(document: output.ordinal, path: path, size: output.bytes.count))
    }
  }
}
