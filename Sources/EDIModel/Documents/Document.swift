/// One row of one group of a document: the document itself is `Row(group: 0, index: 0)`.
public struct Row: Sendable, Hashable {
  /// Index into ``DocumentShape/groups``.
  public let group: Int
  /// Its number among all rows of that group, in the order in which they were read.
  public let index: Int

  /// The document itself.
  public static let root = Row(group: 0, index: 0)

  /// Makes a row's address.
  public init(group: Int, index: Int) {
    self.group = group
    self.index = index
  }
}

/// A stretch of an interchange: where a document or a value stands in its file.
public struct Extent: Sendable, Hashable {
  /// Byte offsets in the file, from 0.
  public var bytes: Range<Int>
  /// Line numbers in the file, from 1.
  public var lines: ClosedRange<Int>

  /// Makes an extent.
  public init(bytes: Range<Int>, lines: ClosedRange<Int>) {
    self.bytes = bytes
    self.lines = lines
  }
}

/// One business transaction, as the flow's named, typed fields, whatever layout it came in.
///
/// A document is flat: one arena of canonical bytes and, per row, one slot per field that says where in the arena its
/// value lies. Nothing here is a tree of objects or a `String` per field; text is made only for people.
///
/// ```swift
/// for item in document.rows(of: items, under: .root) {
///   if let range = document.range(of: quantity, in: item) { total.add(document.arena[range]) }
/// }
/// ```
public struct Document: Sendable {
  // Looking up a value is what every rule and every writer does at every field: it is compiled into them.
  @usableFromInline struct Slot: Sendable {
    @usableFromInline var start: UInt32
    /// `absent` marks a field without a value.
    @usableFromInline var length: UInt32
    /// Byte offset of the value in the interchange.
    var origin: Int
    /// Line of the value in the interchange.
    var line: Int

    static let absent = Slot(start: 0, length: .max, origin: 0, line: 0)
  }

  @usableFromInline struct RowRecord: Sendable {
    @usableFromInline var firstSlot: Int
    @usableFromInline var parent: Int
    var origin: Int
    var line: Int
  }

  /// The fields it may have.
  public let shape: DocumentShape
  /// The canonical bytes of all values; see ``ValueType``.
  public package(set) var arena: [UInt8] = []
  /// Its number in the interchange, from 1.
  public var ordinal: Int = 1
  /// Where it stands in the interchange.
  public var extent = Extent(bytes: 0..<0, lines: 1...1)

  @usableFromInline var slots: [Slot] = []
  @usableFromInline var rows: [[RowRecord]]

  /// An empty document: one root row without values.
  public init(shape: DocumentShape) {
    self.shape = shape
    rows = Array(repeating: [], count: shape.groups.count)
    _ = appendRow(group: 0, parent: 0, origin: 0, line: 1)
  }

  /// Adds a row at the end of its group. Rows come in the order of their parents, so a parent's rows are contiguous.
  @discardableResult
  public mutating func appendRow(group: Int, parent: Int, origin: Int, line: Int) -> Row {
    let first = slots.count
    slots.append(contentsOf: repeatElement(.absent, count: shape.groups[group].fields.count))
    rows[group].append(RowRecord(firstSlot: first, parent: parent, origin: origin, line: line))
    return Row(group: group, index: rows[group].count - 1)
  }

  /// Sets a field from its canonical bytes (see ``ValueType``); `origin` and `line` tell where they were read.
  public mutating func set(_ ref: FieldRef, in row: Row, to value: some Sequence<UInt8>, origin: Int = 0, line: Int = 0)
  {
    let start = arena.count
    arena.append(contentsOf: value)
    slots[firstSlot(of: row) + ref.slot] = Slot(
      start: UInt32(truncatingIfNeeded: start), length: UInt32(truncatingIfNeeded: arena.count - start), origin: origin,
      line: line)
  }

  /// Sets a field to what was appended to ``arena`` since it was `start` bytes long: the way of readers, who set every
  /// field of every row.
  package mutating func set(_ ref: FieldRef, in row: Row, toArenaFrom start: Int, origin: Int, line: Int) {
    slots[firstSlot(of: row) + ref.slot] = Slot(
      start: UInt32(truncatingIfNeeded: start), length: UInt32(truncatingIfNeeded: arena.count - start), origin: origin,
      line: line)
  }

  /// About how many bytes of memory it takes.
  public var weight: Int { arena.count + slots.count * MemoryLayout<Slot>.stride }

  /// Becomes what `template` is, in its own memory: documents of one file are of one size, more or less. Memory that it
  /// hardly used is given back, so that large documents among small ones do not add up.
  package mutating func restart(from template: Document) {
    guard shape === template.shape else {
      self = template
      return
    }
    arena.refill(with: template.arena)
    slots.refill(with: template.slots)
    for group in rows.indices { rows[group].refill(with: template.rows[group]) }
    (ordinal, extent) = (template.ordinal, template.extent)
  }

  /// Says anew where a row itself stands in the interchange.
  public mutating func setPlace(of row: Row, origin: Int, line: Int) {
    rows[row.group][row.index].origin = origin
    rows[row.group][row.index].line = line
  }

  /// Where in ``arena`` a field's value lies, or `nil` when the row has none. `row` must be of the field's group.
  @inlinable public func range(of ref: FieldRef, in row: Row) -> Range<Int>? {
    let slot = slots[firstSlot(of: row) + ref.slot]
    return slot.length == .max ? nil : Int(slot.start)..<Int(slot.start) + Int(slot.length)
  }

  /// Where a row's slots begin; those of the document itself come first.
  @inlinable func firstSlot(of row: Row) -> Int { row.group == 0 ? 0 : rows[row.group][row.index].firstSlot }

  /// As ``range(of:in:)``, but the field may also belong to a group that encloses `row`.
  @inlinable public func range(of ref: FieldRef, from row: Row) -> Range<Int>? {
    enclosing(row, group: ref.group).flatMap { range(of: ref, in: $0) }
  }

  /// The row of `group` that is `row` itself or encloses it.
  @inlinable public func enclosing(_ row: Row, group: Int) -> Row? {
    var current = row
    while current.group != group {
      guard let parent = parent(of: current) else { return nil }
      current = parent
    }
    return current
  }

  /// The row that holds `row`; `nil` for the document itself.
  @inlinable public func parent(of row: Row) -> Row? {
    shape.groups[row.group].parent.map { Row(group: $0, index: rows[row.group][row.index].parent) }
  }

  /// The number of rows of a group in the whole document.
  @inlinable public func count(of group: Int) -> Int { rows[group].count }

  /// The indices of the rows of `group` that belong to `parent`, in order.
  public func indices(of group: Int, under parent: Row) -> Range<Int> {
    let all = rows[group]
    func firstIndex(atLeast wanted: Int) -> Int {
      var (low, high) = (0, all.count)
      while low < high {
        let middle = (low + high) / 2
        if all[middle].parent < wanted { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return firstIndex(atLeast: parent.index)..<firstIndex(atLeast: parent.index + 1)
  }

  /// A value's canonical bytes, or `nil`.
  public func bytes(of ref: FieldRef, in row: Row = .root) -> ArraySlice<UInt8>? {
    range(of: ref, in: row).map { arena[$0] }
  }

  /// Whether the bytes at `range` of ``arena`` are these.
  public func holds(_ value: [UInt8], at range: Range<Int>) -> Bool {
    guard range.count == value.count else { return false }
    for (offset, byte) in value.enumerated() where arena[range.lowerBound + offset] != byte { return false }
    return true
  }

  /// A value as text for people, or `nil`.
  public func text(of ref: FieldRef, in row: Row = .root) -> String? {
    bytes(of: ref, in: row).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Where a value, or else its row, stands in the interchange.
  public func place(of ref: FieldRef, in row: Row) -> (origin: Int, line: Int) {
    let record = rows[row.group][row.index]
    let slot = slots[record.firstSlot + ref.slot]
    return slot.length == .max ? (record.origin, record.line) : (slot.origin, slot.line)
  }

  /// Where a row itself stands in the interchange.
  public func place(of row: Row) -> (origin: Int, line: Int) {
    let record = rows[row.group][row.index]
    return (record.origin, record.line)
  }

  /// Feeds the whole content, in the order of the shape and without the envelope, to `update`: the bytes that decide
  /// whether two versions of a document are the same. Version 1 of the encoding: per row its group, per field its slot,
  /// length and bytes, all lengths as eight bytes.
  public func updateContent(_ update: ([UInt8]) -> Void) {
    var buffer: [UInt8] = [1]
    appendContent(of: .root, to: &buffer)
    update(buffer)
  }

  private func appendContent(of row: Row, to buffer: inout [UInt8]) {
    func append(_ number: Int) { withUnsafeBytes(of: UInt64(number).littleEndian) { buffer.append(contentsOf: $0) } }
    append(row.group)
    for (slot, field) in shape.groups[row.group].fields.enumerated() where !field.isEnvelope {
      guard let range = range(of: FieldRef(group: row.group, slot: slot), in: row) else { continue }
      append(slot)
      append(range.count)
      buffer.append(contentsOf: arena[range])
    }
    for (group, declared) in shape.groups.enumerated() where declared.parent == row.group {
      for index in indices(of: group, under: row) { appendContent(of: Row(group: group, index: index), to: &buffer) }
    }
    append(-1 & 0xFF)
  }
}

extension Array {
  /// Takes other elements in, in its own memory unless most of that was not used.
  fileprivate mutating func refill(with elements: [Element]) {
    let isMostlyUnused = capacity > 64 && capacity / 4 > count
    removeAll(keepingCapacity: !isMostlyUnused)
    append(contentsOf: elements)
  }
}
