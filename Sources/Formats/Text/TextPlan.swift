import EDIModel
import Layouts

/// A text layout made ready: records by their id, columns as steps, and how the records of a document nest.
final class TextPlan: Sendable {
  let layout: Layout
  let text: TextLayout
  let page: CodePage
  let shape: DocumentShape
  let records: [RecordPlan]
  let header: Int?
  let trailer: Int?
  /// Per group: the detail records that are counted under one of its rows.
  let childRecords: [[Int]]
  /// Per group: the groups whose open rows end when a new row of it begins.
  let descendants: [[Int]]
  /// Values that a missing place stands for.
  let defaults: [(ref: FieldRef, value: [UInt8])]
  /// Required fields that no record of a document is sure to bring: bound in single details only, or nowhere.
  let unplaced: [Unplaced]

  /// A column that a field is read from.
  struct Home: Sendable {
    let record: Int
    let column: Int
  }

  struct Unplaced: Sendable {
    let ref: FieldRef
    let requirement: DocumentShape.Requirement
    let record: Int?
    let column: Int?
  }

  init(layout: Layout, text: TextLayout) {
    self.layout = layout
    self.text = text
    shape = layout.shape
    let page = CodePage(encoding: text.encoding)
    self.page = page
    let homes = Self.homes(text)
    records = text.records.map { RecordPlan($0, text: text, page: page, shape: layout.shape, homes: homes) }
    header = text.records.firstIndex { $0.role == .header }
    trailer = text.records.firstIndex { $0.role == .trailer }
    let parents = records.map(\.parentGroup)
    let groups = layout.shape.groups
    childRecords = groups.indices.map { group in
      text.records.indices.filter { text.records[$0].role == .detail && parents[$0] == group }
    }
    descendants = groups.indices.map { group in
      groups.indices.filter { $0 != group && Self.encloses(group, $0, in: layout.shape) }
    }
    defaults = text.records.flatMap(\.columns).compactMap { column in
      guard case .binding(let binding) = column.content, let ref = binding.field, let value = binding.defaultValue
      else {
        return nil
      }
      return (ref, value)
    }
    unplaced = Self.unplaced(text, layout.shape, homes)
  }

  /// The index of the record whose id a line begins with.
  func match(_ bytes: borrowing Span<UInt8>) -> Int? {
    for index in records.indices where records[index].isIdentified(bytes, separator: text.separator) { return index }
    return nil
  }

  /// The record whose id is closest to what a line begins with: one character off, and the only such.
  func nearest(to found: borrowing Span<UInt8>) -> Int? {
    var result: Int?
    for index in records.indices where records[index].differences(found, separator: text.separator) == 1 {
      guard result == nil else { return nil }
      result = index
    }
    return result
  }

  private static func encloses(_ outer: Int, _ inner: Int, in shape: DocumentShape) -> Bool {
    var current: Int? = inner
    while let group = current {
      if group == outer { return true }
      current = shape.groups[group].parent
    }
    return false
  }

  /// Per field the records (and columns) that it is read from.
  private static func homes(_ text: TextLayout) -> [FieldRef: [Home]] {
    var homes: [FieldRef: [Home]] = [:]
    for (record, declared) in text.records.enumerated() {
      for (index, column) in declared.columns.enumerated() {
        guard case .binding(let binding) = column.content, let ref = binding.field else { continue }
        homes[ref, default: []].append(Home(record: record, column: index))
      }
    }
    return homes
  }

  private static func unplaced(
    _ text: TextLayout, _ shape: DocumentShape, _ homes: [FieldRef: [Home]]
  ) -> [Unplaced] {
    var result: [Unplaced] = []
    for (group, declared) in shape.groups.enumerated() {
      for (slot, field) in declared.fields.enumerated() {
        if case .optional = field.requirement { continue }
        let ref = FieldRef(group: group, slot: slot)
        let places = homes[ref] ?? []
        let isSure = places.contains { text.records[$0.record].role != .detail || text.records[$0.record].repeats }
        guard !isSure else { continue }
        result.append(
          Unplaced(ref: ref, requirement: field.requirement, record: places.first?.record, column: places.first?.column)
        )
      }
    }
    return result
  }
}
