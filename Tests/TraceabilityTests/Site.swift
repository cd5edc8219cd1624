import EDIModel
import Foundation
import GRDB

@testable import Traceability

/// A folder that is removed with the last thing that uses it.
final class TemporaryFolder: Sendable {
  let url = FileManager.default.temporaryDirectory.appendingPathComponent("ledger-\(UUID().uuidString)")

  init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }
}

/// A ledger in a folder of its own, and the steps of a file in short.
struct Site {
  static let flow = "apontamento-producao"
  let folder: TemporaryFolder
  var ledger: Ledger

  var path: String { folder.path("malote.sqlite") }

  init() throws {
    folder = try TemporaryFolder()
    ledger = try Site.open(folder.path("malote.sqlite"))
  }

  /// A ledger whose volumes are so small that a few files fill several.
  init(volumeBits: UInt8) throws {
    folder = try TemporaryFolder()
    let configuration = Site.hash("configuration").map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    let author = Author(
      actor: "test", configuration: configuration, volumes: Volumes(bits: volumeBits), now: UTC.now)
    ledger = try Ledger(path: folder.path("malote.sqlite"), author: author, busySeconds: 10)
  }

  static func open(_ path: String, busySeconds: Double = 10) throws(LedgerError) -> Ledger {
    try Ledger(path: path, configuration: hash("configuration"), actor: "test", busySeconds: busySeconds)
  }

  /// The process ends and another one starts.
  mutating func reopen() throws { ledger = try Site.open(path) }

  /// A value of 32 bytes that differs for each text.
  static func hash(_ text: String) -> [UInt8] {
    var state: UInt64 = 0xCBF2_9CE4_8422_2325
    var bytes: [UInt8] = []
    for round in 0..<32 {
      for byte in text.utf8 + [UInt8(round)] { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
      bytes.append(UInt8(truncatingIfNeeded: state >> 32))
    }
    return bytes
  }

  /// P3 to P6 for one file.
  func receive(_ name: String = "AP0001.txt", system: String = "trimpaper") throws -> InterchangeID {
    let claim = Claim(system: system, name: Array(name.utf8), inode: UInt64.random(in: 1...UInt64.max), size: 700)
    let id = try ledger.claiming([claim])[0]
    try ledger.received([Site.capture(id)])
    return id
  }

  static func capture(_ id: InterchangeID) -> Capture {
    Capture(id: id, sha256: hash("bytes of \(id)"), size: 700, archivePath: Array("2026/08/27/\(id)".utf8))
  }

  /// Receives a file with these documents and registers them as a whole.
  func register(_ entries: DocumentEntry..., name: String = "AP0001.txt") throws -> (InterchangeID, [Registration]) {
    let id = try receive(name)
    return (id, try ledger.register(entries.map { (id, $0) }, finished: [id]))
  }

  /// P8 to P10 for all documents of an interchange that wait.
  @discardableResult
  func deliver(_ id: InterchangeID) throws -> [DocumentID] {
    let waiting = try ledger.documents(of: id).filter { $0.state == .waiting }.map(\.id)
    try ledger.converted(try waiting.map(output), interchanges: [id])
    return try ledger.delivered(waiting, interchanges: [id])
  }

  /// The output of a document under the name that it was given.
  func output(_ id: DocumentID) throws -> OutputRecord {
    guard
      case .accepted(_, let name) = try ledger.register([
        (id.interchange, DocumentEntry(ordinal: id.ordinal, verdict: .good))
      ])[0]
    else { throw LedgerError(.contradiction, detail: "\(id) is not accepted") }
    return OutputRecord(
      document: id, system: "protheus", name: name, sha256: Site.hash("output of \(id)"), size: 1200)
  }

  /// SQL behind the ledger's back, in a connection of its own.
  func tamper(_ sql: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.write { try $0.execute(sql: sql) }
    try queue.close()
  }
}

extension DocumentEntry {
  /// A posting for Protheus; its content follows from `content`.
  static func posting(
    _ ordinal: Int = 1, identity: String? = "01\u{1F}000123", content: String = "A", kind: IdentityKind = .event,
    stamp: String = "20260827120000", keys: [BusinessKey] = [], verdict: Verdict = .good, isNumbered: Bool = false,
    name: String = "apontamento.xml"
  ) -> DocumentEntry {
    DocumentEntry(
      ordinal: ordinal, flow: Site.flow, layout: Site.flow + "/trimpaper-txt", identity: identity, kind: kind,
      content: Site.hash(content), stamp: stamp, lanes: ["op:01|010004|A9716901001"], keys: keys, verdict: verdict,
      destination: "protheus", targetLayout: Site.flow + "/protheus-xml", isNumbered: isNumbered,
      outputName: Array(name.utf8), extent: 10..<110)
  }
}

extension Registration {
  var name: String? {
    if case .accepted(_, let name) = self { String(decoding: name, as: UTF8.self) } else { nil }
  }

  var number: Int64? {
    if case .accepted(let number, _) = self { number } else { nil }
  }
}
