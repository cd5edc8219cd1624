import EDIModel
import Filesystem
import Traceability

/// Takes postings through the ledger as the gateway does: in groups, and in the gateway's own transactions.
struct Filling {
  /// Documents that share a transaction: `Gateway.Settings.batch`.
  static let group = 256

  let ledger: Ledger

  init(path: String) throws {
    ledger = try Ledger(path: path, configuration: Number(0).hash("configuration"), actor: "benchmark")
  }

  /// Adds `count` documents, rounded up to whole groups, numbered from `first`; returns how many there were and how
  /// long they took.
  func add(_ count: Int, from first: Int) throws -> (documents: Int, took: Duration) {
    let start = Monotonic.now()
    var added = 0
    while added < count {
      try addGroup((first + added..<first + added + Self.group).map(Number.init))
      added += Self.group
    }
    return (added, .now() - start)
  }

  private func addGroup(_ numbers: [Number]) throws {
    let ids = try ledger.claiming(numbers.map(\.claim))
    for id in ids { _ = try ledger.interchange(id) }
    try ledger.received(zip(numbers, ids).map { $0.capture(of: $1) })
    for id in ids { _ = try ledger.interchange(id) }
    _ = try ledger.beginReading(ids)
    let registrations = try ledger.register(zip(numbers, ids).map { ($1, $0.entry) }, finished: ids)
    let outputs = try zip(zip(numbers, ids), registrations).map { try $0.0.output(of: $0.1, registered: $1) }
    try ledger.converted(outputs, interchanges: ids)
    try ledger.delivered(outputs.map(\.document), interchanges: ids)
    for id in ids { _ = try ledger.interchange(id) }
  }
}

/// The posting of a number: all that the ledger is told of it follows from the number.
struct Number {
  let value: Int

  init(_ value: Int) { self.value = value }

  /// Some twenty postings belong to one production order.
  var order: String { "B\(100_000_000 + value / 20)01001" }
  var record: String { digits(10) }
  var reel: String { "R" + digits(12) }
  /// As long as the identifier of its message, and as scattered.
  var message: String { hash("message").prefix(18).map { String($0 | 0x10, radix: 16) }.joined() }

  var claim: Claim {
    Claim(system: "trimpaper", name: Array("AP\(digits(10)).txt".utf8), inode: UInt64(value + 1), size: 700)
  }

  var entry: DocumentEntry {
    DocumentEntry(
      ordinal: 1, flow: "apontamento-producao", layout: "apontamento-producao/trimpaper-txt",
      identity: "01\u{1F}010004\u{1F}\(record)", kind: .event, content: hash("content"), stamp: "20261103120000",
      lanes: ["op:01|010004|\(order)"],
      keys: [
        BusinessKey(kind: "op", value: order), BusinessKey(kind: "produto", value: "KRL\(value % 300)"),
        BusinessKey(kind: "registro", value: record), BusinessKey(kind: "bobina", value: reel),
        BusinessKey(kind: "lote", value: "L\(100_000_000 + value / 50)"), BusinessKey(kind: "mensagem", value: message),
      ],
      verdict: .good, destination: "protheus", targetLayout: "apontamento-producao/protheus-xml",
      outputName: Array("PRODUCTIONAPPOINTMENT_20261103120000_\(record).xml".utf8), extent: 73..<610)
  }

  func capture(of id: InterchangeID) -> Capture {
    Capture(id: id, sha256: hash("file"), size: 700, archivePath: Array("2026-11-03/\(id)_AP\(digits(10)).txt".utf8))
  }

  func output(of id: InterchangeID, registered: Registration) throws -> OutputRecord {
    guard case .accepted(_, let name) = registered else {
      throw LedgerError(.contradiction, detail: "posting \(value) was not accepted")
    }
    return OutputRecord(
      document: DocumentID(id, 1), system: "protheus", name: name, sha256: hash("output"), size: 1600)
  }

  /// 32 bytes that look like chance and are not: SplitMix64 over the number and what it is for.
  func hash(_ purpose: String) -> [UInt8] {
    var state = purpose.utf8.reduce(UInt64(truncatingIfNeeded: value)) { ($0 ^ UInt64($1)) &* 0x9E37_79B9_7F4A_7C15 }
    return (0..<4).flatMap { _ in
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      return withUnsafeBytes(of: mixed ^ mixed >> 31, Array.init)
    }
  }

  private func digits(_ count: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, count - text.count)) + text
  }
}
