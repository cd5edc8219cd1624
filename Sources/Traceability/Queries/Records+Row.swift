import EDIModel
import Foundation
import GRDB

extension InterchangeRecord {
  /// The columns in the order in which ``init(_:)`` reads them, of the table `interchange` named `i`.
  static let columns = """
    i.id, i.system, i.name, i.inode, i.size, i.state, i.sha256, i.archive, i.layout, i.attempts, i.reprocesses, \
    i.claimed_at, i.done_at
    """

  init(_ columns: inout Columns) throws {
    self.init(
      id: try columns.integer().asInterchange, system: try columns.text(), name: try columns.bytes(),
      inode: UInt64(bitPattern: try columns.integer()), size: try columns.integer(), state: try columns.choice(),
      sha256: try columns.optionalBytes(), archivePath: try columns.optionalBytes(),
      layout: try columns.optionalText(), attempts: Int(try columns.integer()),
      reprocesses: try columns.optionalInteger()?.asInterchange, claimedAt: try columns.text(),
      doneAt: try columns.optionalText())
  }

  static func select(
    _ database: Database, _ condition: String, _ arguments: StatementArguments
  ) throws -> [InterchangeRecord] {
    try database.all("SELECT \(columns) FROM interchange i \(condition)", arguments) { try InterchangeRecord(&$0) }
  }
}

extension DocumentRecord {
  /// The columns in the order in which ``init(_:)`` reads them, of the table `document` named `d`.
  static let columns = """
    d.key, d.state, d.flow, d.layout, d.identity, d.kind, d.content, d.stamp, d.lanes, d.keys, d.verdict, d.detail, \
    d.destination, d.target, d.numbered, d.wanted_name, d.start, d.length, d.related, d.file_number, d.name, \
    d.output_sha256, d.output_size, d.resolved_by, d.note, d.offered
    """

  init(_ columns: inout Columns) throws {
    let id = DocumentKey.id(try columns.integer())
    let state: DocumentState = try columns.choice()
    let entry = try DocumentEntry(&columns, ordinal: id.ordinal)
    let related = try columns.document()
    let number = try columns.integer()
    let name = try columns.optionalBytes()
    let sha256 = try columns.optionalBytes()
    let size = try columns.optionalInteger()
    var output: OutputRecord?
    if let system = entry.destination, let name, let sha256, let size {
      output = OutputRecord(document: id, system: system, name: name, sha256: sha256, size: size)
    }
    self.init(
      id: id, state: state, entry: entry, related: related, fileNumber: number, output: output,
      resolvedBy: try columns.document(), note: try columns.optionalText(), mayBeOut: try columns.integer() != 0)
  }

  static func select(
    _ database: Database, _ condition: String, _ arguments: StatementArguments
  ) throws -> [DocumentRecord] {
    try database.all("SELECT \(columns) FROM document d \(condition)", arguments) { try DocumentRecord(&$0) }
  }
}

extension DocumentEntry {
  fileprivate init(_ columns: inout Columns, ordinal: Int) throws {
    self.init(ordinal: ordinal, verdict: .good)
    flow = try columns.optionalText()
    layout = try columns.optionalText()
    identity = try columns.optionalText()
    kind = try columns.choice()
    content = try columns.bytes()
    stamp = try columns.text()
    lanes = try [String](json: columns.text())
    keys = try [BusinessKey](json: columns.text())
    verdict = try Verdict(columns.text(), detail: columns.text())
    destination = try columns.optionalText()
    targetLayout = try columns.optionalText()
    isNumbered = try columns.integer() != 0
    outputName = try columns.bytes()
    let start = try columns.integer()
    let length = try columns.integer()
    guard start >= 0, length >= 0, length <= Int64.max - start else {
      throw LedgerError(.damaged, detail: "extent of a document")
    }
    extent = start..<(start + length)
  }
}
