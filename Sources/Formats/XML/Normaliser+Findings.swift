import EDIModel
import Layouts

extension Normaliser {
  /// Adds a finding; label and field are the node's unless given.
  mutating func add(
    _ code: FindingCode, _ position: XMLPosition, severity: Severity = .error, record: String, node: Int? = nil,
    label: Bilingual? = nil, field: String? = nil, found: String? = nil, expected: Bilingual? = nil
  ) {
    guard keeps(severity) else { return }
    findings.add(
      Finding(
        code, severity: severity, place: place(position, record), label: label ?? node.flatMap(self.label),
        field: field ?? node.map { String(decoding: plan.names[$0], as: UTF8.self) }, found: found, expected: expected))
  }

  /// Whether one more finding would be kept; counts it if not. From then on the validator is not asked any more: what it
  /// would say would not be kept either, and takes its time.
  mutating func keeps(_ severity: Severity) -> Bool {
    if findings.keeps(severity) { return true }
    findings.countFurther(severity)
    if severity == .error { validator?.stop() }
    return false
  }

  func place(_ position: XMLPosition, _ record: String) -> Place {
    Place(line: position.line, column: position.column, byte: position.byte, document: 1, record: record)
  }

  private func label(_ node: Int) -> Bilingual? {
    if plan.nodes[node].group > 0 { return plan.shape.groups[plan.nodes[node].group].label }
    return plan.nodes[node].bindings.first.map { plan.places[$0].binding.label }
  }

  /// The path of the open elements up to `last`: `/Order/Items/Item[3]`.
  func path(through last: Int) -> String {
    frames[...last].reduce(into: "") { path, frame in
      path += "/" + plan.step(frame.node)
      if plan.nodes[frame.node].repeats || frame.occurrence > 1 { path += "[\(frame.occurrence)]" }
    }
  }

  /// The path of a node without occurrences.
  func layoutPath(_ node: Int) -> String {
    node < 0 ? "" : layoutPath(plan.nodes[node].parent) + "/" + plan.step(node)
  }

  /// The path of a node in a row, with the occurrences of the rows around it.
  func path(of node: Int, row: Row) -> String {
    guard node >= 0 else { return "" }
    let declared = plan.nodes[node]
    let isRow = declared.group > 0 && declared.group == row.group
    let outer = isRow ? document.parent(of: row) ?? .root : row
    let occurrence = isRow ? "[\(rowPlaces[row.group][row.index].occurrence)]" : ""
    return path(of: declared.parent, row: outer) + "/" + plan.step(node) + occurrence
  }

  /// Takes over what the validator found at the open element, unless a finding of our own says it.
  mutating func reportSchemaFaults(_ validator: SchemaValidator) {
    let entries = validator.log.take()
    guard let frame = frames.last, begun > 0 else { return }
    let index = min(begun, frames.count) - 1
    guard !frames[index].hasFinding else { return }
    for entry in entries {
      let fault = SchemaFault(code: entry.code, message: entry.message, form: form(of: frames[index].node))
      let finding = Finding(
        fault.findingCode, place: place(frames[index].position, path(through: index)), label: label(frames[index].node),
        field: String(decoding: plan.names[frames[index].node], as: UTF8.self),
        found: fault.isAboutValue ? Finding.printable(text[frame.textStart...]) : nil, expected: fault.expected)
      if fault.isMissingChild { missingChildren.add(finding) } else { structure.add(finding) }
      if fault.isAboutValue {
        frames[index].hasFinding = true
        break
      }
    }
  }

  private func form(of node: Int) -> Form? { plan.nodes[node].bindings.first.map { plan.places[$0].binding.form } }
}
