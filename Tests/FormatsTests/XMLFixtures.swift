import EDIModel

@testable import Formats
@testable import Layouts

/// An element as a test writes it down, with its children in it.
struct XMLDraft {
  var name: String
  var selector: XMLLayout.Selector?
  var attributes: [Binding] = []
  var bindings: [Binding] = []
  var group: Int?
  var presence: XMLLayout.Presence?
  var pairs: XMLLayout.Pairs?
  var condition: Condition?
  var isIgnored = false
  var ignoresOthers = false
  var children: [XMLDraft] = []

  /// The layout's elements, parents before children.
  func elements() -> [XMLLayout.Element] {
    var result: [XMLLayout.Element] = []
    append(to: &result, parent: nil)
    return result
  }

  @discardableResult
  private func append(to elements: inout [XMLLayout.Element], parent: Int?) -> Int {
    let index = elements.count
    elements.append(element(parent, []))
    let below = children.map { $0.append(to: &elements, parent: index) }
    elements[index] = element(parent, below)
    return index
  }

  private func element(_ parent: Int?, _ below: [Int]) -> XMLLayout.Element {
    XMLLayout.Element(
      name: name, selector: selector, parent: parent, children: below, attributes: attributes, bindings: bindings,
      group: group, presence: presence, pairs: pairs, condition: condition, isIgnored: isIgnored, isWrittenEmpty: false,
      ignoresOthers: ignoresOthers)
  }
}

/// A small order with everything that the XML format can say.
enum XMLOrder {
  static let shape = DocumentShape(groups: [
    DocumentShape.Group(
      name: "", label: Bilingual("Pedido"), parent: nil,
      fields: [
        field("company", .text(size: 2), .always), field("stamp", .datetime, .always),
        field("number", .text(size: 6), .always),
        field("event", .code(["G", "E"]), .always), field("customer", .text(size: 6)), field("store", .text(size: 2)),
        field("note", .text(size: 40)), field("hasLines", .boolean), field("key", .text(size: 10)),
        field("reason", .text(size: 10), .when(.equals(ref(0, 3), [Array("E".utf8)]))),
      ]),
    DocumentShape.Group(
      name: "lines", label: Bilingual("Item"), parent: 0,
      fields: [
        field("code", .text(size: 15), .always), field("quantity", .decimal(digits: 12, decimals: 2), .always),
        field("due", .date), field("width", .decimal(digits: 5, decimals: 0)), field("colour", .text(size: 10)),
        field("unit", .text(size: 2), .always), field("flag", .boolean),
      ]),
    DocumentShape.Group(
      name: "parts", label: Bilingual("Peça"), parent: 1,
      fields: [
        field("serial", .text(size: 8), .always), field("weight", .decimal(digits: 9, decimals: 3)),
      ]),
  ])

  static func field(
    _ name: String, _ type: ValueType, _ requirement: DocumentShape.Requirement = .optional
  ) -> DocumentShape.Field {
    DocumentShape.Field(
      name: name, label: Bilingual(pt: name + " (pt)", en: name), type: type, requirement: requirement)
  }

  static func ref(_ group: Int, _ slot: Int) -> FieldRef { FieldRef(group: group, slot: slot) }

  static func bind(
    _ name: String, _ field: FieldRef? = nil, _ form: Form = .text(size: 40), output: Binding.Output? = nil,
    requirement: DocumentShape.Requirement = .optional, condition: Condition? = nil, standard: String? = nil,
    part: Int? = nil, checked: String? = nil
  ) -> Binding {
    Binding(
      name: name, label: field.map { shape[$0].label } ?? Bilingual(name), field: field, form: form,
      output: output ?? (field == nil ? .none : .field), requirement: requirement, condition: condition,
      defaultValue: standard.map { Array($0.utf8) },
      part: part.map { Binding.Part(separator: UInt8(ascii: "|"), number: $0) }, checked: checked.map { Array($0.utf8) }
    )
  }

  static func leaf(_ name: String, _ bindings: Binding...) -> XMLDraft { XMLDraft(name: name, bindings: bindings) }

  static func constant(_ name: String, _ text: String, checked: Bool = false) -> Binding {
    bind(name, output: .constant(Array(text.utf8)), checked: checked ? text : nil)
  }

  static let lines = XMLDraft(
    name: "Lines", presence: XMLLayout.Presence(field: ref(0, 7), emptyCounts: true),
    children: [
      XMLDraft(
        name: "Line", attributes: [bind("flag", ref(1, 6), .boolean(yes: "true", no: "false"))], group: 1,
        children: [
          leaf("Sequence", bind("Sequence", output: .rowNumber)),
          leaf("Code", bind("Code", ref(1, 0), .text(size: 15))),
          leaf("Quantity", bind("Quantity", ref(1, 1), .pointDecimal(digits: 12, decimals: 2))),
          leaf("Due", bind("Due", ref(1, 2), .date(separated: true))),
          leaf("Unit", bind("Unit", ref(1, 5), .text(size: 2), standard: "KG")),
          XMLDraft(
            name: "Extras",
            children: [
              XMLDraft(
                name: "Extra",
                pairs: XMLLayout.Pairs(
                  nameElement: "field", valueElement: "value",
                  entries: [
                    bind("WIDTH", ref(1, 3), .pointDecimal(digits: 5, decimals: 0)),
                    bind("COLOUR", ref(1, 4), .text(size: 10)),
                  ]))
            ]),
          XMLDraft(
            name: "Parts",
            children: [
              XMLDraft(
                name: "Part", group: 2,
                children: [
                  leaf("Serial", bind("Serial", ref(2, 0), .text(size: 8))),
                  leaf("Weight", bind("Weight", ref(2, 1), .pointDecimal(digits: 9, decimals: 3))),
                ])
            ]),
        ])
    ])

  static let events = Form.code(
    [Form.CodeEntry(outer: "upsert", inner: "G"), Form.CodeEntry(outer: "delete", inner: "E")], ignoresCase: true)

  static let root = XMLDraft(
    name: "Message",
    children: [
      XMLDraft(
        name: "Head", attributes: [constant("version", "2.0")],
        children: [
          XMLDraft(name: "Product", attributes: [constant("name", "PPI")]),
          leaf("Id", bind("Id", output: .identifier)),
          leaf("Company", bind("Company", ref(0, 0), .text(size: 2))),
          leaf("Stamp", bind("Stamp", ref(0, 1), .datetime(separated: true))),
          XMLDraft(name: "User", isIgnored: true),
          XMLDraft(
            name: "Keys",
            children: [
              XMLDraft(
                name: "key", selector: XMLLayout.Selector(attribute: "name", value: "Own"),
                bindings: [bind("key", ref(0, 8), .text(size: 10))]),
              XMLDraft(name: "key", selector: XMLLayout.Selector(attribute: "name", value: "Other"), isIgnored: true),
            ]),
        ]),
      XMLDraft(
        name: "Body",
        children: [
          leaf("Purpose", constant("Purpose", "2", checked: true)),
          leaf("Event", bind("Event", ref(0, 3), events)),
          leaf("Number", bind("Number", ref(0, 2), .text(size: 6))),
          leaf(
            "Customer", bind("Customer", ref(0, 4), .text(size: 6), part: 1),
            bind("Customer", ref(0, 5), .text(size: 2), part: 2)),
          leaf("Note", bind("Note", ref(0, 6), .text(size: 40))),
          XMLDraft(
            name: "Cancel", condition: .equals(ref(0, 3), [Array("E".utf8)]),
            children: [
              leaf("Reason", bind("Reason", ref(0, 9), .text(size: 10), requirement: .always)),
              leaf("Kind", constant("Kind", "1")),
            ]),
          lines,
          XMLDraft(name: "Rest", ignoresOthers: true, children: [leaf("Unused", bind("Unused"))]),
        ]),
    ])

  static func layout(schemaLocation: String? = nil, root: XMLDraft = root) -> (
    layout: Layout, xml: XMLLayout
  ) {
    let xml = XMLLayout(elements: root.elements(), schemaLocation: schemaLocation)
    let layout = Layout(
      name: "order-xml", flow: "order", system: "protheus", title: Bilingual("Pedido"), canRead: true, canWrite: true,
      recogniser: [], fileName: nil, format: .xml(xml), shape: shape)
    return (layout, xml)
  }

  static let xsd = """
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
      <xs:simpleType name="t2"><xs:restriction base="xs:string">
        <xs:maxLength value="2"/></xs:restriction></xs:simpleType>
      <xs:simpleType name="t6"><xs:restriction base="xs:string">
        <xs:maxLength value="6"/></xs:restriction></xs:simpleType>
      <xs:simpleType name="q"><xs:restriction base="xs:decimal">
        <xs:totalDigits value="12"/><xs:fractionDigits value="2"/></xs:restriction></xs:simpleType>
      <xs:element name="Message"><xs:complexType><xs:all>
        <xs:element name="Head"><xs:complexType><xs:all>
          <xs:element name="Product" minOccurs="0"><xs:complexType>
            <xs:attribute name="name"/></xs:complexType></xs:element>
          <xs:element name="Id" type="xs:string" minOccurs="0"/>
          <xs:element name="Company" type="t2"/>
          <xs:element name="Stamp" type="xs:dateTime"/>
          <xs:element name="Keys" minOccurs="0"><xs:complexType><xs:choice minOccurs="0" maxOccurs="unbounded">
            <xs:element name="key"><xs:complexType><xs:simpleContent><xs:extension base="xs:string">
              <xs:attribute name="name"/></xs:extension></xs:simpleContent></xs:complexType></xs:element>
          </xs:choice></xs:complexType></xs:element>
        </xs:all><xs:attribute name="version"/></xs:complexType></xs:element>
        <xs:element name="Body"><xs:complexType><xs:all>
          <xs:element name="Purpose" type="xs:string" minOccurs="0"/>
          <xs:element name="Event" type="xs:string"/>
          <xs:element name="Number" type="t6"/>
          <xs:element name="Customer" type="xs:string" minOccurs="0"/>
          <xs:element name="Note" type="xs:string" minOccurs="0"/>
          <xs:element name="Cancel" minOccurs="0"><xs:complexType><xs:all>
            <xs:element name="Reason" type="xs:string" minOccurs="0"/>
              <xs:element name="Kind" type="xs:string" minOccurs="0"/>
          </xs:all></xs:complexType></xs:element>
          <xs:element name="Lines" minOccurs="0"><xs:complexType><xs:choice minOccurs="0" maxOccurs="unbounded">
            <xs:element name="Line"><xs:complexType><xs:all>
              <xs:element name="Sequence" type="xs:string" minOccurs="0"/>
              <xs:element name="Code" type="xs:string"/>
              <xs:element name="Quantity" type="q"/>
              <xs:element name="Due" type="xs:date" minOccurs="0"/>
              <xs:element name="Unit" type="t2" minOccurs="0"/>
              <xs:element name="Extras" minOccurs="0"><xs:complexType><xs:choice minOccurs="0" maxOccurs="unbounded">
                <xs:element name="Extra"><xs:complexType><xs:all>
                  <xs:element name="field" type="xs:string"/><xs:element name="value" type="xs:string"/>
                </xs:all></xs:complexType></xs:element></xs:choice></xs:complexType></xs:element>
              <xs:element name="Parts" minOccurs="0"><xs:complexType><xs:choice minOccurs="0" maxOccurs="unbounded">
                <xs:element name="Part"><xs:complexType><xs:all>
                  <xs:element name="Serial" type="xs:string"/>
                    <xs:element name="Weight" type="xs:decimal" minOccurs="0"/>
                </xs:all></xs:complexType></xs:element></xs:choice></xs:complexType></xs:element>
            </xs:all><xs:attribute name="flag" type="xs:boolean"/></xs:complexType></xs:element>
          </xs:choice></xs:complexType></xs:element>
        </xs:all></xs:complexType></xs:element>
      </xs:all></xs:complexType></xs:element>
    </xs:schema>
    """

  /// A whole, faultless order; `body` goes before the lines.
  static func message(number: String = "<Number>000123</Number>", body: String = "", lines: String = line()) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <Message>
    <Head version="2.0"><Company>01</Company><Stamp>2026-08-27T12:02:32</Stamp></Head>
    <Body><Event>upsert</Event>\(number)\(body)
    <Lines>\(lines)</Lines>
    </Body>
    </Message>

    """
  }

  static func line(_ code: String = "A1", _ quantity: String = "10", more: String = "") -> String {
    "<Line><Code>\(code)</Code><Quantity>\(quantity)</Quantity>\(more)</Line>"
  }
}

/// A source that gives a few bytes at a time.
struct DripSource: ByteSource {
  let bytes: [UInt8]
  let step: Int
  var position = 0

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(step, buffer.count, bytes.count - position)
    bytes.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<position + count])) }
    position += count
    return count
  }
}

/// What came of reading one file.
struct XMLOutcome {
  var documents: [ReadDocument] = []
  var reading = Reading()
  var findings: [Finding] { documents.first?.findings ?? reading.findings }
  var errors: [Finding] { findings.filter { $0.severity == .error } }
  var codes: [String] { findings.map(\.code.rawValue) }

  /// A value of the document: `lines/code` of row 0.
  func text(_ path: String, _ index: Int = 0) -> String? {
    guard let document = documents.first?.document, let ref = document.shape.field(at: path),
      index < document.count(of: ref.group)
    else { return nil }
    return document.text(of: ref, in: Row(group: ref.group, index: index))
  }

  /// Every value of the document by path and row.
  var values: [String] {
    guard let document = documents.first?.document else { return [] }
    return document.shape.groups.indices.flatMap { group in
      (0..<document.count(of: group)).flatMap { index in
        document.shape.groups[group].fields.indices.compactMap { slot in
          let ref = FieldRef(group: group, slot: slot)
          return document.text(of: ref, in: Row(group: group, index: index)).map {
            "\(document.shape.path(of: ref))[\(index)]=\($0)"
          }
        }
      }
    }
  }
}

extension XMLReader {
  static func order() throws -> XMLReader {
    let (layout, xml) = XMLOrder.layout()
    return try XMLReader(layout: layout, xml: xml)
  }

  func outcome(_ bytes: [UInt8], limits: Limits = Limits()) throws -> XMLOutcome {
    var source = MemorySource(bytes)
    return try outcome(of: &source, limits: limits)
  }

  func outcome(_ text: String, limits: Limits = Limits()) throws -> XMLOutcome {
    try outcome(Array(text.utf8), limits: limits)
  }

  func outcome(of source: inout some ByteSource, limits: Limits = Limits()) throws -> XMLOutcome {
    var outcome = XMLOutcome()
    outcome.reading = try read(&source, limits: limits) { outcome.documents.append($0) }
    return outcome
  }
}
