import Filesystem
import Glibc
import Testing

@testable import Transports

/// An outbox in a real folder.
struct OutboxBench: DeliveryBench {
  let scratch: Scratch
  let outbox: String
  let delivery: any Delivery

  init() throws {
    scratch = try Scratch()
    outbox = try scratch.folder("outbox")
    delivery = FolderDelivery(system: "trimpaper", options: FolderOptions(inbox: scratch.path, outbox: outbox))
  }

  func visibleNames() throws -> [[UInt8]] { try names(in: outbox) }
  func occupy(_ name: [UInt8], _ content: [UInt8]) throws { try put(name, content, in: outbox) }

  func collect(_ name: [UInt8]) throws -> [UInt8]? {
    let found = try content(name, in: outbox)
    try Directory(path: outbox).remove(name)
    return found
  }
}

@Suite("Folder delivery")
struct FolderDeliveryTests {
  @Test("conforms", arguments: DeliveryConformance.all)
  func conforms(_ check: DeliveryConformance) throws { try check.run(OutboxBench()) }

  @Test func aPlantedLinkIsNotWrittenThrough() throws {
    let bench = try OutboxBench()
    try put(bytes("secret"), bytes("untouched"), in: bench.scratch.path)
    for plant in [link, symlink] {
      #expect(plant(bench.scratch.path + "/secret", bench.outbox + "/.a.xml.part") == 0)
      try bench.delivery.prepare(bytes("a.xml"), bytes: bytes("ours").span)
      #expect(try content(bytes("secret"), in: bench.scratch.path) == bytes("untouched"))
      #expect(try bench.delivery.open(bytes("a.xml"), isPart: true)?.bytes(at: 0, count: 9) == bytes("ours"))
      try bench.delivery.discard(bytes("a.xml"))
    }
  }

  @Test func aDanglingLinkOccupiesItsName() throws {
    let bench = try OutboxBench()
    #expect(symlink("/nowhere", bench.outbox + "/a.xml") == 0)
    try bench.delivery.prepare(bytes("a.xml"), bytes: bytes("ours").span)
    #expect(try bench.delivery.publish(bytes("a.xml")) == .occupied)
  }

  @Test func anOutboxThatIsAwayIsAnErrorAndNeverACollectedFile() throws {
    let bench = try OutboxBench()
    try bench.delivery.prepare(bytes("a.xml"), bytes: bytes("ours").span)
    #expect(rename(bench.outbox, bench.outbox + ".away") == 0)
    let error = #expect(throws: FileSystemError.self) { try bench.delivery.publish(bytes("a.xml")) }
    #expect(error?.code == ENOENT)
    #expect(error?.isTransient == true)
    #expect(rename(bench.outbox + ".away", bench.outbox) == 0)
    #expect(try bench.delivery.publish(bytes("a.xml")) == .published)
  }

  @Test func aNameCannotLeadOutOfTheOutbox() throws {
    let bench = try OutboxBench()
    for name in ["../a.xml", "b/../../a.xml", "a\u{0}.xml"] {
      #expect(throws: FileSystemError.self) { try bench.delivery.prepare(bytes(name), bytes: bytes("x").span) }
    }
    #expect(try names(in: bench.scratch.path) == [bytes("outbox")])
  }
}
