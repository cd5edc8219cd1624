import EDIModel

/// Reads `<name>.layout.yaml`.
struct LayoutReader {
  let fragments: [String: Fragment]
  let log: DeclarationLog

  /// A layout that was read, with the place where its recogniser is declared.
  struct Draft {
    let layout: Layout
    let place: DeclarationPlace
  }

  /// The layout of a flow; `nil` when something in it is wrong.
  func read(_ root: StrictMapping, file: String, flow: FlowDraft) -> Draft? {
    let name = root.requiredText("layout")
    if let name, Names.isFlow(name, log: log), name.value != file { log.reportMisnamed(name, file) }
    if let named = root.requiredText("flow"), named.value != flow.name { log.reportMisnamed(named, flow.name) }
    let system = root.requiredText("system").flatMap { self.system($0, of: flow) }
    let title = root.label()
    let kind = root.required("format")?.choice(LayoutContext.Kind.self)
    let uses = uses(root.node("uses"))
    guard let kind else { return nil }
    let context = LayoutContext(
      flow: flow, name: file, fragments: fragments, kind: kind.value, canRead: uses.contains(.read),
      canWrite: uses.contains(.write), bound: BoundFields(log: log), log: log)
    let fileName = fileName(root, context)
    let body = LayoutBody(context: context).read(root)
    if body != nil { checkRequired(root, system, context) }
    root.finish()
    guard let system, let title, let body else { return nil }
    let layout = Layout(
      name: file, flow: flow.name, system: system, title: title, canRead: context.canRead,
      canWrite: context.canWrite, recogniser: body.recogniser, fileName: fileName, format: body.format,
      shape: flow.fields.shape)
    return Draft(layout: layout, place: root.place(of: "recognise"))
  }

  private func system(_ name: Located<String>, of flow: FlowDraft) -> String? {
    let systems = [flow.from, flow.to].compactMap { $0 }
    if systems.contains(name.value) || Set(systems).count < 2 { return name.value }
    log.report(
      .layoutSystem, at: name.place,
      Bilingual(pt: "o fluxo não passa por `\(name.value)`", en: "the flow does not touch `\(name.value)`"),
      hint: Spelling.hint(for: name.value, among: systems))
    return nil
  }

  private func uses(_ node: StrictNode?) -> [LayoutContext.Use] {
    node?.items()?.compactMap { $0.choice(LayoutContext.Use.self)?.value } ?? LayoutContext.Use.allCases
  }

  private func fileName(_ root: StrictMapping, _ context: LayoutContext) -> [TemplatePart]? {
    guard let text = root.text("file_name") else {
      if context.canWrite { reportNoFileName(root.place(of: "layout")) }
      return nil
    }
    let parts = TemplateReader(fields: context.fields).read(text, seenFrom: 0)
    if text.value.contains("/") || text.value.hasPrefix(".") {
      log.report(
        .layoutTemplate, at: text.place,
        Bilingual(
          pt: "um nome de arquivo não tem barra nem começa com ponto",
          en: "a file name has no slash and no dot at its start"))
    }
    return context.canWrite ? parts : nil
  }

  private func reportNoFileName(_ place: DeclarationPlace) {
    log.report(
      .layoutNoFileName, at: place,
      Bilingual(
        pt: "um layout que é escrito precisa de `file_name`", en: "a layout that is written needs a `file_name`"),
      hint: Bilingual(
        pt: "ex.: `file_name: \"PEDIDO_{numero}.txt\"`; ou só leitura: `uses: [read]`",
        en: "e.g. `file_name: \"ORDER_{numero}.txt\"`; or reading only: `uses: [read]`"))
  }

  /// What the source system writes must hold every field that a document always has.
  private func checkRequired(_ root: StrictMapping, _ system: String?, _ context: LayoutContext) {
    guard context.canRead, let system, system == context.flow.from else { return }
    let shape = context.fields.shape
    for ref in context.bound.missing(in: context.fields) {
      let path = shape.path(of: ref)
      log.report(
        .layoutRequiredUnbound, at: root.place(of: context.kind == .xml ? "bindings" : "records"),
        Bilingual(
          pt: "o campo obrigatório `\(path)` (\(shape[ref].label.pt)) não é lido em lugar nenhum",
          en: "the required field `\(path)` (\(shape[ref].label.en)) is not read anywhere"),
        hint: Bilingual(
          pt: "ligue-o com `field: \(path)` ou tire o `required: true` dele em flow.yaml",
          en: "bind it with `field: \(path)` or take away its `required: true` in flow.yaml"))
    }
  }
}
