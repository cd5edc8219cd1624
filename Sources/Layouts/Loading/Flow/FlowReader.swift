import EDIModel

/// What is known of a flow after its `flow.yaml` was read; `flow` is `nil` when something in it is wrong.
struct FlowDraft {
  let name: String
  let place: DeclarationPlace
  let from: String?
  let to: String?
  let fields: FieldTable
  /// The layouts that `deliver:` names.
  let deliveries: [DeliveryDraft]
  var flow: Flow?
}

/// Reads `flow.yaml`.
struct FlowReader {
  let dictionary: TypeDictionary
  let log: DeclarationLog

  /// The flow of the folder `folder`; `nil` when its fields cannot be known at all.
  func read(_ root: StrictMapping, folder: String) -> FlowDraft? {
    defer { root.finish() }
    let name = root.requiredText("flow")
    if let name, Names.isFlow(name, log: log), name.value != folder { log.reportMisnamed(name, folder) }
    let title = root.label()
    let kind = root.choice("kind", of: Flow.Kind.self)
    let from = root.requiredText("from")
    let to = root.requiredText("to")
    checkSystems(from, to)
    let declared = root.required("fields")?.mapping()
    var reader = FieldReader(dictionary: dictionary, log: log)
    let fields = declared.map { reader.table($0, title: title ?? Bilingual(folder)) }
    let parts = FlowParts(fields: fields, log: log)
    let identity = parts.identity(root.required("identity"))
    let lanes = parts.lanes(root.node("lanes"))
    let keys = parts.keys(root.node("keys"))
    let site = parts.site(root.node("site"))
    let rejects = root.choice("reject", of: Flow.Rejection.self)?.value ?? .document
    let deliver = root.node("deliver")
    let rules = root.node("rules")
    guard let fields else { return nil }
    let deliveries = deliver.map { DeliveryReader(fields: fields, log: log).read($0) } ?? []
    if kind?.value == .receipt { checkReceipt(fields, at: root.place(of: "fields")) }
    var draft = FlowDraft(
      name: folder, place: root.place(of: "flow"), from: from?.value, to: to?.value, fields: fields,
      deliveries: deliveries, flow: nil)
    let compiledRules = rules.map { RuleReader(fields: fields, log: log).read($0) } ?? []
    if let title, let from, let to, let identity {
      draft.flow = Flow(
        name: folder, title: title, kind: kind?.value ?? .business, from: from.value, to: to.value, shape: fields.shape,
        identity: identity,
        lanes: lanes, keys: keys, company: site.company, branch: site.branch, rejects: rejects,
        deliveries: Flow.Deliveries(cases: [], standard: ""), returns: nil, rules: compiledRules, layouts: [])
    }
    return draft
  }

  /// What the gateway says in a receipt has a field to stand in.
  private func checkReceipt(_ fields: FieldTable, at place: DeclarationPlace) {
    let missing = ReceiptField.allCases.filter { fields.shape.field(at: $0.rawValue) == nil }
    guard !missing.isEmpty else { return }
    let names = missing.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    log.report(
      .flowReceiptField, at: place,
      Bilingual(pt: "faltam campos de um retorno: \(names)", en: "fields of a receipt are missing: \(names)"))
  }

  private func checkSystems(_ from: Located<String>?, _ to: Located<String>?) {
    for name in [from, to].compactMap({ $0 }) { _ = Names.isFlow(name, log: log) }
    guard let from, let to, from.value == to.value else { return }
    log.report(
      .flowSameSystem, at: to.place,
      Bilingual(pt: "`from` e `to` são o mesmo sistema", en: "`from` and `to` are the same system"),
      hint: Bilingual(pt: "um fluxo vai de um sistema a outro", en: "a flow goes from one system to another"))
  }
}
