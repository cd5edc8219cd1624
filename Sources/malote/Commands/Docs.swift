import ArgumentParser
import EDIModel
import Filesystem
import Glibc
import Layouts

/// `malote docs [FLOW...]`
struct Docs: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Descreve os layouts, campo a campo, para anexar ao que foi combinado. (Describes the layouts.)",
    discussion: """
      EXEMPLOS (EXAMPLES):
        malote docs pedido-venda                       na tela, em Markdown
        malote docs --format html -o layouts           uma página por layout
        malote docs --format csv -o layouts            para a planilha

      Tudo vem das declarações: o que muda nelas muda aqui. (All of it is made of the declarations.)
      """)

  /// The forms in which a page can be had.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case markdown, html, csv

    var ending: String { self == .markdown ? "md" : rawValue }
  }

  @Argument(help: ArgumentHelp("Só estes fluxos. (These flows only.)", valueName: "fluxo"))
  var flows: [String] = []

  @Option(help: "markdown, html ou csv.")
  var format = Format.markdown

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Grava fluxo/layout.md nesta pasta. (Writes into this folder.)", valueName: "pasta"),
    completion: .directory)
  var output: String?

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.perform { terminal in
      let catalog = try Catalog.load(from: Declarations.find(site: global.site).folder)
      try catalog.requireFlows(flows)
      let chosen = catalog.flows.filter { flows.isEmpty || flows.contains($0.name) }
      for flow in chosen {
        for layout in flow.layouts {
          let page = text(LayoutGuide(layout, of: flow), terminal.language)
          guard let output else {
            try terminal.print(page)
            continue
          }
          try terminal.print(try write(page, layout.name + "." + format.ending, into: [output, layout.flow]) + "\n")
        }
      }
      if let output { try writeIndex(GuideIndex(chosen), into: output, terminal.language) }
      return .ok
    }
  }

  private func text(_ guide: LayoutGuide, _ language: Language) -> String {
    switch format {
    case .markdown: guide.markdown(language)
    case .html: guide.html(language)
    case .csv: guide.csv(language)
    }
  }

  private func writeIndex(_ index: GuideIndex, into folder: String, _ language: Language) throws {
    switch format {
    case .markdown: _ = try write(index.markdown(language), "README.md", into: [folder])
    case .html: _ = try write(index.html(language), "index.html", into: [folder])
    case .csv: break
    }
  }

  /// Writes a file into a folder, which is made with those above it where they are missing.
  private func write(_ page: String, _ name: String, into folders: [String]) throws -> String {
    for count in 1...folders.count {
      let path = folders.prefix(count).joined(separator: "/")
      if mkdir(path, 0o777) != 0, errno != EEXIST { throw FileSystemError(.makeDirectory, path: path, code: errno) }
    }
    let folder = folders.joined(separator: "/")
    let bytes = Array(page.utf8)
    try Directory(path: folder).writeDurably(Array(name.utf8), bytes.span, replacing: true)
    return folder + "/" + name
  }
}

extension Catalog {
  /// Refuses names that are no flows, with those that are.
  func requireFlows(_ names: [String]) throws(CommandFailure) {
    guard let unknown = names.first(where: { flow(named: $0) == nil }) else { return }
    let known = flows.map(\.name).joined(separator: ", ")
    throw CommandFailure(
      .usage,
      Bilingual(pt: "não há fluxo \(unknown); há \(known)", en: "there is no flow \(unknown); known: \(known)"))
  }
}
