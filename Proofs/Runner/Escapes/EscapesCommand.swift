import ArgumentParser
import Filesystem

/// `proofs escapes`: whether the fault library sees everything.
struct EscapesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "escapes",
    abstract: "Confere a própria prova: nenhuma chamada escapa. (No call that changes files escapes the count.)",
    discussion: """
      Cada cenário é executado uma vez sob strace. O que o kernel viu nos arquivos do site tem de ser o que a \
      biblioteca contou. (Each scenario runs once under strace: what the kernel saw must be what was counted.)
      """)

  @Option(help: ArgumentHelp("Só este cenário; pode repetir. (Only this scenario.)", valueName: "nome"))
  var scenario: [String] = []

  @OptionGroup var shared: SharedOptions

  func run() async throws {
    let gateway = try shared.gateway()
    let folder = try shared.folder(inMemory: true)
    var escapes = 0
    for scenario in Scenario.all where self.scenario.isEmpty || self.scenario.contains(scenario.name) {
      let template = try Template(scenario, collects: false, in: folder, gateway: gateway)
      let site = try template.copy(to: folder + "/traced-\(scenario.name)")
      let traced = try trace(gateway, site)
      let counted = CallLog(site.calls(ofRun: 0)).families
      let wrong = Set(traced.keys).union(counted.keys).filter { traced[$0] != counted[$0] }.sorted()
      escapes += wrong.count
      let total = counted.values.reduce(0, +)
      print("\(scenario.name): \(total) counted, \(traced.values.reduce(0, +)) seen by the kernel")
      for family in wrong { print("  \(family): \(counted[family] ?? 0) counted, \(traced[family] ?? 0) seen") }
    }
    if escapes > 0 { throw ExitCode(1) }
    Folders.remove(folder)
  }

  /// What the kernel saw of one run on the site's files, by family.
  private func trace(_ gateway: Gateway, _ site: SiteFolders) throws(ProofError) -> [String: Int] {
    let trace = site.logs + "/trace"
    Folders.remove(site.calls(ofRun: 0))
    _ = try Program.run(
      "strace",
      ["-f", "-y", "-s", "0", "-e", "trace=%file,%desc", "-e", "signal=none", "-o", trace]
        + gateway.traced(site), log: site.log)
    let text = String(decoding: Bytes.read(trace) ?? [], as: UTF8.self)
    return text.split(separator: "\n").reduce(into: [:]) { counts, line in
      if let family = Self.family(line, site: site.site) { counts[family, default: 0] += 1 }
    }
  }

  /// `1234 fsync(5</dev/shm/x/site/archive>) = 0`; a call that is only resumed here was counted where it began.
  private static func family(_ line: Substring, site: String) -> String? {
    guard line.contains(site), !line.contains("resumed>") else { return nil }
    let call = line.drop { $0 != " " }.drop { $0 == " " }
    let name = call.prefix { $0 != "(" }
    return SystemCalls.family(String(name), call.dropFirst(name.count))
  }
}

extension CallLog {
  /// The calls by what they are to the kernel.
  var families: [String: Int] {
    names.reduce(into: [:]) { counts, entry in
      let family = SystemCalls.family(entry.key, "O_CREAT") ?? entry.key
      counts[family, default: 0] += entry.value
    }
  }
}

extension Gateway {
  /// The command line of an undisturbed run under strace, which passes the library on to the program only.
  func traced(_ site: SiteFolders) -> [String] {
    let variables = environment(site, Conditions()).sorted { $0.key < $1.key }.flatMap {
      ["-E", "\($0.key)=\($0.value)"]
    }
    return variables + [malote, "run", "--once", "--site", site.site]
  }
}
