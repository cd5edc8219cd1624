import Conversion
import EDIModel
import Filesystem
import Formats
import Layouts
import Traceability

/// One document on its way from *read* to *delivered*, with the file that it came in.
struct Item: Sendable {
  let interchange: InterchangeRecord
  let ordinal: Int
  /// `nil` for a file that could not be read as documents.
  let exchange: Exchange?
  let document: ExaminedDocument?
  var findings: [Finding]
  let furtherFindings: Int
  let verdict: DocumentEntry.Verdict
  let layout: String?
  /// The sequence number of its file.
  let fileNumber: Int64
  /// What its file calls itself: its identifier, or its number.
  let reference: String?
  /// Where the header of its file stands.
  let header: Extent?
  /// Its file is rejected as a whole, with one report for all.
  let isReportedWithFile: Bool

  var id: DocumentID { DocumentID(interchange.id, ordinal) }
}

extension Item {
  /// A document that was read.
  init(_ document: ExaminedDocument, of file: ReadInterchange, interchange: InterchangeRecord) {
    let codes = document.findings.filter { $0.severity == .error }.map(\.code.rawValue).uniqued()
    self.interchange = interchange
    ordinal = document.document.ordinal
    exchange = file.exchange
    self.document = document
    findings = document.findings
    furtherFindings = document.furtherFindings
    if file.rejectsAll {
      verdict = .rejected(codes: codes + [FindingCode.documentNotAlone.rawValue])
    } else if document.isRejected {
      verdict = .rejected(codes: codes)
    } else {
      verdict = file.exchange.flow.kind == .receipt ? .consumed(reason: "receipt") : .good
    }
    layout = file.layout.path
    fileNumber = file.reading.fileNumber ?? 0
    reference = file.reading.identifier ?? file.reading.fileNumber.map(String.init)
    header = file.reading.header
    isReportedWithFile = file.rejectsAll
  }

  /// A file that could not be read as documents, or is not for Malote: one document without fields.
  init(whole interchange: InterchangeRecord, layout: String?, findings: [Finding], verdict: DocumentEntry.Verdict) {
    self.interchange = interchange
    ordinal = 1
    exchange = nil
    document = nil
    self.findings = findings
    furtherFindings = 0
    self.verdict = verdict
    self.layout = layout
    fileNumber = 0
    reference = nil
    header = nil
    isReportedWithFile = true
  }

  /// What the ledger must know to say whether it is new.
  func entry() -> DocumentEntry {
    var entry = DocumentEntry(ordinal: ordinal, flow: exchange?.flow.name, layout: layout, verdict: verdict)
    guard let document, let exchange else { return entry }
    entry.identity = document.facts.identity
    entry.kind = exchange.flow.identity.kind == .event ? .event : .state
    entry.content = document.facts.content
    entry.stamp = document.facts.stamp
    entry.lanes = document.facts.lanes
    entry.keys = document.facts.keys.map { BusinessKey(kind: $0.kind, value: $0.value, isPersonal: $0.isPersonal) }
    let bytes = document.document.extent.bytes
    entry.extent = Int64(bytes.lowerBound)..<Int64(bytes.upperBound)
    guard exchange.flow.kind == .business else { return entry }
    entry.destination = exchange.flow.to
    let target = exchange.target(for: document.document)
    entry.targetLayout = target.layout.path
    entry.isNumbered = target.isNumbered
    if target.hasIdentifier {
      entry.keys.append(BusinessKey(kind: Self.messageKey, value: document.facts.identifier(in: exchange.flow)))
    }
    entry.outputName = SafeName.make(from: exchange.fileName(for: document.document))
    return entry
  }

  /// The same with how long its destination may take to answer.
  func entry(waitingFor configuration: SiteConfiguration) -> DocumentEntry {
    var entry = entry()
    if entry.destination != nil { entry.answerWithin = entry.flow.flatMap(configuration.answerWithin) }
    return entry
  }

  /// The kind of key that a message's identifier is, by which its receiver answers it.
  static let messageKey = "mensagem"

  /// What a system says of something that it was given.
  var isReceipt: Bool {
    if case .consumed = verdict { exchange?.flow.kind == .receipt } else { false }
  }

  /// The order in which documents travel: source stamp, file sequence, place in the file, file name.
  static func travelsBefore(_ left: Item, _ right: Item) -> Bool {
    let (l, r) = (left.document?.facts.stamp ?? "", right.document?.facts.stamp ?? "")
    if l != r { return l < r }
    if left.fileNumber != right.fileNumber { return left.fileNumber < right.fileNumber }
    if left.interchange.id == right.interchange.id { return left.ordinal < right.ordinal }
    if left.interchange.name != right.interchange.name {
      return left.interchange.name.lexicographicallyPrecedes(right.interchange.name)
    }
    return left.interchange.id < right.interchange.id
  }
}

extension Array where Element: Hashable {
  /// Each element once, in the order of its first appearance.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
