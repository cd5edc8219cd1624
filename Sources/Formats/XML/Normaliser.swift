import EDIModel
import Layouts

/// Stands between the parser and the XSD validator, and fills the document on the way.
///
/// Elements begin for it only when something is in them: an element without text and without a bound attribute is as
/// good as absent, and so is one that holds nothing but such elements. What the layout does not name is left out.
struct Normaliser {
  struct Frame {
    var node: Int
    /// A number no other element has: whose children a ``Tally`` counts.
    var serial: Int
    /// Which element of its name under its parent, from 1.
    var occurrence: Int
    /// The innermost frame that makes a row, itself included; -1 for none.
    var rowFrame: Int
    var position: XMLPosition
    /// Where its text begins in ``Normaliser/text``.
    var textStart: Int
    /// One of too many: left out with all it holds.
    var isPruned = false
    var hasFinding = false
    var hasStrayText = false
    /// An element stands in it, though it is one that holds text.
    var hasElements = false
  }

  /// How many elements of a kind their parent has so far.
  struct Tally {
    var serial = 0
    var seen = 0
    var begun = false
  }

  let plan: ReadPlan
  let limits: Limits
  /// libxml2's validator, where it is wanted as a witness.
  let validator: SchemaValidator?
  var document: Document
  var findings: FindingList
  /// What the validator says of the structure, until it is clear whether findings of our own say it better.
  var structure: FindingList
  var missingChildren: FindingList

  /// The parser's pointers for the names of nodes, attributes and selectors.
  var names: [XMLName?] = []
  var placeNames: [XMLName?] = []
  var selectors: [(name: XMLName, value: XMLName, length: Int)?] = []

  var frames: [Frame] = []
  /// How many of the open elements have begun for the validator and the document.
  var begun = 0
  /// How deep the parser is inside something that is left out.
  var skipped = 0
  var unknown: UnknownElement?
  var unknownPosition = XMLPosition()
  var reportedUnknown: Set<UnknownElement> = []
  var reportedPairs: Set<String> = []
  var tallies: [Tally]
  var hints: [Int]
  var nextSerial = 1
  var text: [UInt8] = []
  var attributeText: [UInt8] = []
  var keptAttributes: [(place: Int, start: XMLName, end: XMLName)] = []
  var validatorAttributes: [UnsafePointer<UInt8>?] = []
  var pair: PairState
  var checksControls = false

  /// By group, its open row.
  var openRows: [Int]
  /// By group and row, where it began and as which occurrence of its element.
  var rowPlaces: [[(occurrence: Int, position: XMLPosition)]]
  /// By node, where it last began.
  var lastBegun: [XMLPosition?]
  /// By place, the last row that had something there.
  var lastFilled: [Int]
  /// Values that were there and wrong: not missing.
  var faulty: Set<Cell> = []
  var unfilled: [(place: Int, row: Row)] = []
  /// What the sender calls the message.
  var identifier: String?
  /// The root element was the layout's.
  var isRecognised = false

  struct Cell: Hashable {
    let field: FieldRef
    let row: Int
  }

  init(plan: ReadPlan, witness: CompiledSchema?, limits: Limits) throws(XMLSetupError) {
    self.plan = plan
    self.limits = limits
    if let witness { validator = try SchemaValidator(witness) } else { validator = nil }
    document = Document(shape: plan.shape)
    pair = PairState(plan)
    findings = FindingList(limit: limits.findings)
    structure = FindingList(limit: limits.findings)
    missingChildren = FindingList(limit: limits.findings)
    tallies = Array(repeating: Tally(), count: plan.nodes.count)
    hints = Array(repeating: 0, count: plan.nodes.count)
    openRows = Array(repeating: -1, count: plan.shape.groups.count)
    openRows[0] = 0
    rowPlaces = Array(repeating: [], count: plan.shape.groups.count)
    rowPlaces[0] = [(1, XMLPosition())]
    lastBegun = Array(repeating: nil, count: plan.nodes.count)
    lastFilled = Array(repeating: -1, count: plan.places.count)
  }

  /// Learns the pointers by which the parser names things.
  mutating func adopt(_ intern: ([UInt8]) -> XMLName?) {
    names = plan.names.map(intern)
    placeNames = plan.placeNames.map(intern)
    selectors = plan.selectors.map { selector in
      guard let selector, let name = intern(Array(selector.attribute.utf8)),
        let value = intern(Array(selector.value.utf8))
      else { return nil }
      return (name, value, selector.value.utf8.count)
    }
  }

  mutating func startElement(_ name: XMLName, isForeign: Bool, attributes: XMLAttributes, position: XMLPosition) -> Bool
  {
    if skipped > 0 {
      skipped += 1
      return true
    }
    guard let parent = frames.last else { return startRoot(name, isForeign, attributes, position) }
    guard !parent.isPruned else {
      (skipped, unknown) = (1, nil)
      return true
    }
    let node = isForeign ? -1 : child(named: name, of: parent.node, attributes)
    if node < 0 || plan.nodes[node].isIgnored {
      skipped = 1
      unknown = node < 0 && !plan.nodes[parent.node].ignoresOthers ? UnknownElement(parent.node, name) : nil
      unknownPosition = position
      frames[frames.count - 1].hasElements = true
      return true
    }
    push(node, parent: parent, position: position)
    take(attributes)
    return true
  }

  mutating func endElement() {
    if skipped > 0 {
      skipped -= 1
      return
    }
    guard let frame = frames.last else { return }
    let node = plan.nodes[frame.node]
    if node.holdsText, !frame.isPruned { takeText(of: node, frame) }
    if node.kind == .pairs { takePair(node, frame) }
    close(node)
  }

  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let frame = frames.last else { return }
    if skipped == 0, !frame.isPruned, plan.nodes[frame.node].holdsText {
      text.append(contentsOf: bytes)
    } else if !bytes.allSatisfy(\.isXMLSpace) {
      if skipped > 0 { leaveOut(frame) } else if !frame.isPruned { reportStrayText(bytes) }
    }
  }

  private mutating func startRoot(
    _ name: XMLName, _ isForeign: Bool, _ attributes: XMLAttributes, _ position: XMLPosition
  ) -> Bool {
    guard !isForeign, name == names.first else {
      findings.add(
        Finding(
          .xmlStructure, place: Place(line: position.line, column: position.column, byte: position.byte, record: "/"),
          found: Finding.printable(name.bytes), expected: Bilingual(plan.step(0))))
      return false
    }
    isRecognised = true
    push(0, parent: nil, position: position)
    take(attributes)
    return true
  }

  private mutating func push(_ node: Int, parent: Frame?, position: XMLPosition) {
    if tallies[node].serial != parent?.serial ?? 0 { tallies[node] = Tally(serial: parent?.serial ?? 0) }
    tallies[node].seen += 1
    let rowFrame = plan.nodes[node].group > 0 ? frames.count : parent?.rowFrame ?? -1
    frames.append(
      Frame(
        node: node, serial: nextSerial, occurrence: tallies[node].seen, rowFrame: rowFrame, position: position,
        textStart: text.count))
    nextSerial += 1
  }

  /// The open element ends for the validator too, if it ever began.
  private mutating func close(_ node: ReadPlan.Node) {
    guard let frame = frames.last else { return }
    if begun == frames.count {
      if let validator, let name = names[frame.node] {
        validator.end(name)
        if !validator.log.isEmpty { reportSchemaFaults(validator) }
      }
      if node.group > 0 { noteUnfilled(group: node.group, row: openRows[node.group]) }
      begun -= 1
    } else if !frame.isPruned, let presence = plan.presences[frame.node], presence.emptyCounts {
      begin(through: frame.rowFrame)
      set(presence.field, to: [UInt8(ascii: "1")], frame.position)
    }
    if text.count > frame.textStart { text.removeLast(text.count - frame.textStart) }
    frames.removeLast()
  }
}
