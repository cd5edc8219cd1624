import EDIModel

@testable import Formats
@testable import Layouts

/// A column as a test writes it down: where it starts follows from the sizes before it.
struct ColumnSketch: Sendable {
  var name: String
  var size: Int?
  var content: @Sendable (DocumentShape, [RecordSketch]) -> TextLayout.Content

  static func constant(_ text: String, _ size: Int, _ name: String = "constante") -> ColumnSketch {
    ColumnSketch(name: name, size: size) { _, _ in .constant(text) }
  }

  static func line(_ size: Int = 6) -> ColumnSketch { ColumnSketch(name: "linha", size: size) { _, _ in .lineNumber } }

  static func file(_ size: Int = 9) -> ColumnSketch {
    ColumnSketch(name: "sequencia", size: size) { _, _ in .fileNumber }
  }

  static let environment = ColumnSketch(name: "ambiente", size: 1) { _, _ in .environment }

  static func filler(_ size: Int) -> ColumnSketch { ColumnSketch(name: "reserva", size: size) { _, _ in .filler } }

  static func count(_ ids: [String], _ name: String) -> ColumnSketch {
    ColumnSketch(name: name, size: 8) { _, records in
      .count(records: records.indices.filter { ids.isEmpty || ids.contains(records[$0].id) })
    }
  }

  static func sum(_ columns: [String], _ name: String, decimals: Int) -> ColumnSketch {
    ColumnSketch(name: name, size: 18) { _, records in
      .sum(
        of: records.indices.flatMap { record in
          records[record].columns.indices.filter {
            columns.contains(records[record].id + "." + records[record].columns[$0].name)
          }
          .map { TextLayout.ColumnRef(record: record, column: $0) }
        }, decimals: decimals)
    }
  }

  static func field(
    _ path: String, form: Form? = nil, size: Int? = nil, requirement: DocumentShape.Requirement = .optional,
    defaultValue: String? = nil, part: Binding.Part? = nil, output: Binding.Output = .field
  ) -> ColumnSketch {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return ColumnSketch(name: name, size: size) { shape, _ in
      let ref = shape.field(at: path)
      let form = form ?? ref.map { Form.usual(for: shape[$0].type) } ?? .text(size: size ?? 10)
      return .binding(
        Binding(
          name: name, label: Bilingual(name), field: ref, form: form, output: output, requirement: requirement,
          condition: nil, defaultValue: defaultValue.map { Array($0.utf8) }, part: part, checked: nil))
    }
  }
}

/// A record as a test writes it down.
struct RecordSketch: Sendable {
  var id: String
  var role: TextLayout.Record.Role
  var group = ""
  var repeats = false
  var occurs = 0...99_999
  var condition: Condition?
  var columns: [ColumnSketch]
}

extension Form {
  /// The form of a type in text layouts.
  static func usual(for type: ValueType) -> Form {
    switch type {
    case .text(let size): .text(size: size)
    case .decimal(let digits, let decimals): .impliedDecimal(digits: digits, decimals: decimals)
    case .date: .date(separated: false)
    case .time: .time(separated: false)
    case .datetime: .datetime(separated: false)
    case .boolean: .boolean(yes: "S", no: "N")
    case .code(let values): .code(values.map { CodeEntry(outer: $0, inner: $0) }, ignoresCase: false)
    }
  }

  var width: Int {
    switch self {
    case .text(let size), .oneLine(let size): size
    case .impliedDecimal(let digits, _): digits
    case .pointDecimal(let digits, let decimals): digits + (decimals > 0 ? 1 : 0)
    case .date: 8
    case .time: 6
    case .datetime: 14
    case .dateOfDatetime: 19
    case .datetimeOfDate: 10
    case .boolean(let yes, let no): max(yes.utf8.count, no.utf8.count)
    case .code(let entries, _): entries.map(\.outer.utf8.count).max() ?? 0
    }
  }
}

extension Layout {
  /// Compiles drafts into a layout, as the loader would.
  static func text(
    _ name: String, shape: DocumentShape, encoding: TextLayout.Encoding = .windows1252,
    newline: TextLayout.Newline = .crlf, separator: UInt8? = nil, allowsBlankTotals: Bool = true,
    recogniser: [Recognition] = [], _ drafts: [RecordSketch]
  ) -> Layout {
    let records = drafts.map { draft in
      var start = 0
      let columns = draft.columns.map { column in
        let content = column.content(shape, drafts)
        var size = column.size ?? 0
        if case .binding(let binding) = content, column.size == nil { size = binding.form.width }
        defer { start += separator == nil ? size : 1 }
        return TextLayout.Column(
          name: column.name, label: Bilingual(column.name), start: start, size: size, content: content)
      }
      return TextLayout.Record(
        id: draft.id, role: draft.role, label: Bilingual("registro \(draft.id)"),
        group: shape.group(at: draft.group) ?? 0,
        repeats: draft.repeats, minimum: draft.occurs.lowerBound, maximum: draft.occurs.upperBound,
        condition: draft.condition, columns: columns)
    }
    let text = TextLayout(
      encoding: encoding, newline: newline, separator: separator, records: records, allowsBlankTotals: allowsBlankTotals
    )
    return Layout(
      name: name, flow: "teste", system: "trimpaper", title: Bilingual(name), canRead: true, canWrite: true,
      recogniser: recogniser, fileName: nil, format: separator == nil ? .positional(text) : .delimited(text),
      shape: shape)
  }

  var textLayout: TextLayout {
    switch format {
    case .positional(let text), .delimited(let text): text
    case .xml: TextLayout(encoding: .utf8, newline: .lf, separator: nil, records: [], allowsBlankTotals: true)
    }
  }

  /// The shape's field of that path; a path that is not there stops the test with an index out of range.
  func ref(_ path: String) -> FieldRef { shape.field(at: path) ?? FieldRef(group: -1, slot: -1) }
}

extension DocumentShape.Field {
  static func of(_ name: String, _ type: ValueType, _ requirement: DocumentShape.Requirement = .optional) -> Self {
    Self(name: name, label: Bilingual(name), type: type, requirement: requirement)
  }
}

extension DocumentShape.Group {
  static func root(_ fields: [DocumentShape.Field]) -> Self {
    Self(name: "", label: Bilingual("documento"), parent: nil, fields: fields)
  }

  static func list(_ name: String, in parent: Int = 0, _ fields: [DocumentShape.Field]) -> Self {
    Self(name: name, label: Bilingual(name), parent: parent, fields: fields)
  }
}
