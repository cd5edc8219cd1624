import EDIModel
import Filesystem
import Foundation
import Testing
import Traceability
import Transports

@testable import Pipeline

/// Nothing is handed over that is not good, nothing is taken for collected that nobody can have got, and nothing is handed
/// over twice.
@Suite struct HandoverTests {
  private static let name = "PRODUCTIONORDER_20260827120232_A0012301001.txt"
  private static let outbox = "trimpaper/outbox"

  @Test(arguments: [false, true]) func anotherOutboxGetsWhatWaits(restarts: Bool) throws {
    let site = try TestSite()
    try site.write("de outro", to: Self.outbox + "/" + Self.name)
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    var gateway = try Optional(site.start())
    try site.settle(#require(gateway)) { _ in try site.ledger().document(DocumentID(InterchangeID(1), 1))?.note != nil }
    #expect(try site.states() == [.waiting])
    if restarts { gateway = nil }
    try FileManager.default.removeItem(atPath: site.path + "/" + Self.outbox)
    try FileManager.default.createDirectory(atPath: site.path + "/" + Self.outbox, withIntermediateDirectories: false)
    if restarts { gateway = try site.start() }
    try site.settle(#require(gateway)) { _ in try site.states() == [.delivered] }
    #expect(try site.names(in: Self.outbox) == [Self.name])
    #expect(try site.bytes(of: Self.outbox + "/" + Self.name).starts(with: Array("00000001OP".utf8)))
    #expect(try site.ledger().audit().isClean)
  }

  @Test func whatWasOfferedAgainAndIsGoneWasCollected() throws {
    let site = try TestSite()
    try site.write("de outro", to: Self.outbox + "/" + Self.name)
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    do {
      let gateway = try site.start()
      try site.settle(gateway) { _ in try site.ledger().document(DocumentID(InterchangeID(1), 1))?.note != nil }
      // A second try gets as far as the rename, and everything stops.
      try FileManager.default.removeItem(atPath: site.path + "/" + Self.outbox + "/" + Self.name)
      gateway.held = [:]
      #expect(gateway.rename(try gateway.offer(gateway.ledger.ready())).delivered.count == 1)
    }
    try FileManager.default.removeItem(atPath: site.path + "/" + Self.outbox + "/" + Self.name)
    try site.work()
    #expect(try site.names(in: Self.outbox).isEmpty)
    #expect(try site.states() == [.delivered])
  }

  @Test func whatIsNotGoodAnyMoreIsTakenBack() throws {
    let site = try TestSite()
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    do {
      let gateway = try site.start()
      let batch = try gateway.read(site.receive(gateway, named: "a.xml"))
      #expect(try gateway.register(batch.items, interchanges: batch.interchanges.map(\.id)).1.count == 1)
    }
    try site.write(
      TestSite.configuration.replacingOccurrences(of: "010004", with: "020001"), to: "malote.yaml")
    try site.work()
    #expect(try site.names(in: Self.outbox).isEmpty)
    #expect(try site.states() == [.rejected])
    #expect(try site.names(in: "error").count == 4)
    #expect(try site.ledger().unfinished().isEmpty)
    #expect(try site.ledger().audit().isClean)
    // Its key is free again.
    try site.write(TestSite.configuration, to: "malote.yaml")
    try site.drop(Messages.order(), as: "b.xml", into: "protheus")
    try site.work()
    #expect(try site.states() == [.rejected, .delivered])
  }

  @Test func aLargeFileThatStopsTheProcessThriceIsRejectedAsAWhole() throws {
    let site = try TestSite()
    let postings = (1...20).map { Messages.Posting(record: "00000\($0 + 10000)", order: "OP\($0)") }
    try site.drop(Messages.postings(postings), as: "grande.txt", into: "trimpaper")
    do {
      let gateway = try site.start { $0.keepsUpTo = 1000 }
      let received = try site.receive(gateway, named: "grande.txt")
      let batch = try gateway.read(received)
      let (record, file) = try #require(batch.large.first)
      var items: [Item] = []
      try gateway.examiner.documents(of: gateway.archive.open(#require(record.archivePath)), through: file.exchange) {
        if items.count < 7 { items.append(Item($0, of: file, interchange: record)) }
      }
      #expect(try gateway.finish(items, whole: [], interchanges: []).isEmpty)
      for _ in 2...3 { _ = try gateway.ledger.beginReading([record.id]) }
    }
    try site.work { $0.keepsUpTo = 1000 }
    #expect(try site.states() == Array(repeating: .rejected, count: 7))
    #expect(try site.names(in: "protheus/outbox").isEmpty)
    #expect(try site.names(in: "error").contains("M-0000001_grande.txt"))
    #expect(try site.ledger().unfinished().isEmpty)
  }

  @Test func aFileNumberThatHasOutgrownItsColumnRejectsItsDocument() throws {
    let site = try TestSite()
    let header = "schemas/common/cabecalho-txt.fragment.yaml"
    let text = try site.text(of: header)
    let narrow = text.replacingOccurrences(of: "size: 9, number: file", with: "size: 1, number: file")
    #expect(narrow != text)
    try site.write(narrow, to: header)
    for number in 1...11 { try site.drop(Messages.order("A\(number)"), as: "\(number).xml", into: "protheus") }
    try site.work()
    #expect(try site.states().count { $0 == .delivered } == 9)
    #expect(try site.states().count { $0 == .rejected } == 2)
    #expect(try site.names(in: "error").count == 7)
  }

  @Test func onlyWhatWasDeliveredIsResent() throws {
    let site = try TestSite()
    try site.write("de outro", to: Self.outbox + "/" + Self.name)
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    let gateway = try site.start()
    try site.settle(gateway) { _ in try site.states() == [.waiting] }
    try FileManager.default.removeItem(atPath: site.path + "/" + Self.outbox + "/" + Self.name)
    gateway.backlog = Backlog()
    _ = try gateway.ledger.addRequest(.resend, subject: "M-1.1", reason: "teste")
    try gateway.carryOutRequests()
    #expect(try site.names(in: Self.outbox).isEmpty)
    #expect(try site.states() == [.waiting])
  }

  @Test(arguments: [0, 100]) func aPartThatIsNotWholeIsNeverHandedOver(length: Int) throws {
    let site = try TestSite()
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    try site.work()
    let bytes = try site.bytes(of: Self.outbox + "/" + Self.name)
    try FileManager.default.removeItem(atPath: site.path + "/" + Self.outbox + "/" + Self.name)
    // A request that failed while its part was written, and a disk that did not let go of the part.
    let part = site.path + "/" + Self.outbox + "/." + Self.name + ".part"
    try Data(bytes.prefix(length)).write(to: URL(filePath: part))
    try site.work()
    #expect(try FileManager.default.contentsOfDirectory(atPath: site.path + "/" + Self.outbox).isEmpty)
  }

  @Test func aResendThatFailedLeavesNothing() throws {
    let site = try TestSite()
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    try site.work()
    try FileManager.default.removeItem(atPath: site.path + "/" + Self.outbox + "/" + Self.name)
    do {
      let gateway = try site.start()
      gateway.deliveries["trimpaper"] = FailingSync(try #require(gateway.deliveries["trimpaper"]))
      _ = try gateway.ledger.addRequest(.resend, subject: "M-1.1", reason: "teste")
      try gateway.carryOutRequests()
      #expect(try gateway.ledger.pendingRequests().isEmpty)
    }
    try site.work()
    #expect(try FileManager.default.contentsOfDirectory(atPath: site.path + "/" + Self.outbox).isEmpty)
  }

  @Test(arguments: [false, true]) func aResentFileIsHandedOverOncePerRequest(stops: Bool) throws {
    let site = try TestSite()
    try site.drop(Messages.order(), as: "a.xml", into: "protheus")
    try site.work()
    let file = site.path + "/" + Self.outbox + "/" + Self.name
    let bytes = try site.bytes(of: Self.outbox + "/" + Self.name)
    try FileManager.default.removeItem(atPath: file)
    do {
      let gateway = try site.start()
      let request = try gateway.ledger.addRequest(.resend, subject: "M-1.1", reason: "teste")
      if stops {
        // As far as the answer, and no further.
        let delivery = try #require(gateway.deliveries["trimpaper"])
        try delivery.prepare(Array(Self.name.utf8), bytes: bytes.span)
        try gateway.ledger.finishRequest(request.id, result: Self.name)
      } else {
        try gateway.carryOutRequests()
      }
    }
    if stops { try site.work() }
    #expect(try site.bytes(of: Self.outbox + "/" + Self.name) == bytes)
    // Collected once more, it does not come again.
    try FileManager.default.removeItem(atPath: file)
    try site.work()
    #expect(try FileManager.default.contentsOfDirectory(atPath: site.path + "/" + Self.outbox).isEmpty)
  }
}

/// A real destination whose disk fails when what was written is to be made durable.
private final class FailingSync: Delivery {
  private let delivery: any Delivery
  var system: String { delivery.system }

  init(_ delivery: any Delivery) { self.delivery = delivery }

  func prepare(_ name: [UInt8], bytes: borrowing Span<UInt8>) throws(FileSystemError) {
    try delivery.prepare(name, bytes: bytes)
  }

  func publish(_ name: [UInt8]) throws(FileSystemError) -> Publication { try delivery.publish(name) }

  func sync() throws(FileSystemError) { throw FileSystemError(.sync, path: system, code: EIO) }

  func open(_ name: [UInt8], isPart: Bool) throws(FileSystemError) -> File? {
    try delivery.open(name, isPart: isPart)
  }

  func discard(_ name: [UInt8]) throws(FileSystemError) { try delivery.discard(name) }

  func parts() throws(FileSystemError) -> [[UInt8]] { try delivery.parts() }
}
