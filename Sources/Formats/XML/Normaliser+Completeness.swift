import EDIModel
import Layouts

extension Normaliser {
  /// A row ends: remembers which of its places that bind no field stayed empty and may be required.
  mutating func noteUnfilled(group: Int, row: Int) {
    for expectation in plan.expectations[group] where expectation.field == nil && lastFilled[expectation.place] != row {
      unfilled.append((expectation.place, Row(group: group, index: row)))
    }
  }

  /// Everything was read: sets the defaults, then says what is missing, row by row. Only now are all the fields there
  /// that conditions may ask for.
  mutating func complete() {
    noteUnfilled(group: 0, row: 0)
    setDefaults()
    var foundMissing = false
    for (group, expectations) in plan.expectations.enumerated() {
      for expectation in expectations {
        guard let field = expectation.field, expectation.isRequirement(plan) else { continue }
        for index in 0..<document.count(of: group) {
          let row = Row(group: group, index: index)
          guard document.range(of: field, in: row) == nil, !faulty.contains(Cell(field: field, row: index)),
            isRequired(expectation, row)
          else { continue }
          foundMissing = true
          reportMissing(expectation.place, row)
        }
      }
    }
    for (place, row) in unfilled where plan.places[place].binding.isRequired(document, row: row) && applies(place, row)
    {
      foundMissing = true
      reportMissing(place, row)
    }
    findings.add(structure)
    if !foundMissing { findings.add(missingChildren) }
  }

  private mutating func setDefaults() {
    for (group, expectations) in plan.expectations.enumerated() {
      for expectation in expectations {
        guard let field = expectation.field, let value = plan.places[expectation.place].binding.defaultValue else {
          continue
        }
        for index in 0..<document.count(of: group) {
          let row = Row(group: group, index: index)
          guard document.range(of: field, in: row) == nil, !faulty.contains(Cell(field: field, row: index)) else {
            continue
          }
          let place = document.place(of: field, in: row)
          document.set(field, in: row, to: value, origin: place.origin, line: place.line)
        }
      }
    }
  }

  private func isRequired(_ expectation: ReadPlan.Expectation, _ row: Row) -> Bool {
    let binding = plan.places[expectation.place].binding
    let isRequired = expectation.requirement.holds(in: document, row: row) || binding.isRequired(document, row: row)
    return isRequired && applies(expectation.place, row)
  }

  /// Whether the layout has the place at all for such a row: its condition and those of the elements around it hold.
  private func applies(_ place: Int, _ row: Row) -> Bool {
    let node = plan.places[place].node
    return (plan.places[place].binding.condition?.holds(in: document, row: row) ?? true)
      && plan.conditions[node].allSatisfy { $0.holds(in: document, row: row) }
  }

  private mutating func reportMissing(_ place: Int, _ row: Row) {
    guard keeps(.error) else { return }
    let binding = plan.places[place].binding
    let node = plan.places[place].node
    var record = path(of: node, row: row)
    if plan.places[place].isAttribute { record += "/@\(plan.places[place].name)" }
    add(
      .fieldMissing, row.group == 0 ? nearest(node) : rowPlaces[row.group][row.index].position, record: record,
      label: binding.label,
      field: binding.name)
  }

  /// Where the innermost element stands that is there of those that should hold the missing one.
  private func nearest(_ node: Int) -> XMLPosition {
    var current = node
    while current >= 0 {
      if let position = lastBegun[current] { return position }
      current = plan.nodes[current].parent
    }
    return XMLPosition()
  }
}

extension ReadPlan.Expectation {
  /// Whether it is more than a default.
  func isRequirement(_ plan: ReadPlan) -> Bool { requirement.isSome || plan.places[place].binding.requirement.isSome }
}
