import EDIModel

extension Catalog {
  /// Reads, checks and compiles a folder of declarations: `common/dictionary.yaml`, `common/*.fragment.yaml`, and in
  /// each flow's folder `flow.yaml` and `*.layout.yaml`.
  ///
  /// Throws all the mistakes of all the files; what is returned is complete.
  public static func load(from folder: String) throws(DeclarationErrors) -> Catalog {
    let log = DeclarationLog()
    let catalog = CatalogLoader(folder: SchemaFolder(root: folder, log: log)).load()
    try log.check()
    return catalog
  }
}

/// Reads the files of a folder of declarations in the order in which they need each other.
final class CatalogLoader {
  static let layoutEnding = ".layout.yaml"
  static let fragmentEnding = ".fragment.yaml"

  private let folder: SchemaFolder
  private var sources: [Catalog.Source] = []
  private var fragments: [String: Fragment] = [:]
  private var log: DeclarationLog { folder.log }

  init(folder: SchemaFolder) { self.folder = folder }

  /// The catalog; worth nothing when the log has an error.
  func load() -> Catalog {
    guard let names = folder.names(in: "") else {
      reportMissing("", Bilingual(pt: "a pasta não pode ser lida", en: "the folder cannot be read"))
      return Catalog(flows: [], sources: [])
    }
    let dictionary = readCommon()
    let folders = names.filter { $0 != "common" && folder.isFolder($0) }
    let flows = dictionary.map { dictionary in folders.compactMap { readFlow($0, dictionary) } } ?? []
    RecogniserOverlap(log: log).check(flows.flatMap(\.layouts))
    let compiled = flows.compactMap { draft in
      draft.flow.flow.map { flow in
        var flow = flow
        flow.layouts = draft.layouts.map(\.layout)
        return flow
      }
    }
    return Catalog(flows: compiled, sources: sources.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) })
  }

  private func readCommon() -> TypeDictionary? {
    let names = folder.names(in: "common") ?? []
    for name in names where name.hasSuffix(Self.fragmentEnding) {
      let title = String(name.dropLast(Self.fragmentEnding.count))
      fragments[title] = read("common/" + name, kind: "fragment").map { Fragment($0, file: title) }
    }
    refuseOthers(names, in: "common", known: ["dictionary.yaml"], ending: Self.fragmentEnding)
    guard names.contains("dictionary.yaml") else {
      reportMissing(
        "common/dictionary.yaml", Bilingual(pt: "falta o dicionário do local", en: "the site's dictionary is missing"))
      return nil
    }
    return read("common/dictionary.yaml", kind: "dictionary").map { TypeDictionary($0) }
  }

  private func readFlow(
    _ name: String, _ dictionary: TypeDictionary
  ) -> (flow: FlowDraft, layouts: [LayoutReader.Draft])? {
    let files = folder.names(in: name) ?? []
    guard files.contains(where: { Self.isYAML($0) }) else { return nil }
    refuseOthers(files, in: name, known: ["flow.yaml"], ending: Self.layoutEnding)
    guard files.contains("flow.yaml") else {
      reportMissing(
        name + "/flow.yaml", Bilingual(pt: "falta a declaração do fluxo", en: "the flow's declaration is missing"))
      return nil
    }
    guard let root = read(name + "/flow.yaml", kind: "flow"),
      var flow = FlowReader(dictionary: dictionary, log: log).read(root, folder: name)
    else { return nil }
    let reader = LayoutReader(fragments: fragments, log: log)
    var isComplete = true
    let layouts = files.filter { $0.hasSuffix(Self.layoutEnding) }.compactMap { file -> LayoutReader.Draft? in
      let title = String(file.dropLast(Self.layoutEnding.count))
      let layout = read(name + "/" + file, kind: "layout").flatMap { reader.read($0, file: title, flow: flow) }
      isComplete = isComplete && layout != nil
      return layout
    }
    if isComplete, let from = flow.from, let to = flow.to {
      let layouts = layouts.map(\.layout)
      if let deliveries = deliveries(of: flow, from: from, to: to, layouts) { flow.flow?.deliveries = deliveries }
      if flow.flow?.kind == .receipt, let returns = deliveries(of: flow, from: to, to: from, layouts) {
        flow.flow?.returns = returns
      }
    }
    return (flow, layouts)
  }

  /// A flow goes somewhere: its source writes a layout that is read, its target reads one that is written.
  private func deliveries(of flow: FlowDraft, from: String, to: String, _ layouts: [Layout]) -> Flow.Deliveries? {
    if !layouts.contains(where: { $0.system == from && $0.canRead }) {
      log.report(
        .flowNoReader, at: flow.place,
        Bilingual(pt: "nenhum layout de `\(from)` pode ser lido", en: "no layout of `\(from)` can be read"))
    }
    let written = layouts.filter { $0.system == to && $0.canWrite }.map(\.name)
    if written.isEmpty {
      log.report(
        .flowNoWriter, at: flow.place,
        Bilingual(pt: "nenhum layout de `\(to)` pode ser escrito", en: "no layout of `\(to)` can be written"))
      return nil
    }
    // Of a receipt each system has its own standard.
    let others = flow.flow?.kind == .receipt ? layouts.filter { $0.system != to }.map(\.name) : []
    let drafts = flow.deliveries.filter { !others.contains($0.layout.value) }
    return DeliveryReader(fields: flow.fields, log: log).compile(drafts, to: to, at: flow.place, written: written)
  }

  private func read(_ path: String, kind: String) -> StrictMapping? {
    guard let source = folder.source(path) else { return nil }
    sources.append(source)
    return StrictYAML.mapping(source.bytes, file: path, kind: kind, log: log)
  }

  private static func isYAML(_ name: String) -> Bool { name.hasSuffix(".yaml") || name.hasSuffix(".yml") }

  /// A declaration that nobody reads is a mistake in its name.
  private func refuseOthers(_ names: [String], in path: String, known: [String], ending: String) {
    for name in names where Self.isYAML(name) && !known.contains(name) && !name.hasSuffix(ending) {
      log.report(
        .schemasUnknownFile, at: DeclarationPlace(file: path + "/" + name),
        Bilingual(pt: "este arquivo não é lido", en: "this file is not read"),
        hint: Bilingual(
          pt: "nomes lidos aqui: \(known.joined(separator: ", ")), *\(ending)",
          en: "names that are read here: \(known.joined(separator: ", ")), *\(ending)"))
    }
  }

  private func reportMissing(_ path: String, _ message: Bilingual) {
    log.report(.schemasMissingFile, at: DeclarationPlace(file: path.isEmpty ? "." : path), message)
  }
}
