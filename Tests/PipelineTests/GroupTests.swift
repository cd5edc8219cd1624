import EDIModel
import Filesystem
import Testing
import Traceability
import Transports

@testable import Pipeline

/// Files share durable steps as far as their documents fit into memory together.
@Suite struct GroupTests {
  private static func record(_ number: Int64, size: Int64) -> InterchangeRecord {
    InterchangeRecord(
      id: InterchangeID(number), system: "protheus", name: [], inode: 1, size: size, state: .received, sha256: nil,
      archivePath: nil, layout: nil, attempts: 0, reprocesses: nil, claimedAt: "", doneAt: nil)
  }

  @Test func manyDocumentsOfTextShareWithFewerThanOneOfXML() throws {
    let site = try TestSite()
    let gateway = try site.start()
    let records = (1...20).map { Self.record($0, size: 100_000) }
    gateway.single = Set(records.map(\.id))
    #expect(gateway.groups(of: records).map(\.count) == [20])
    gateway.single = []
    #expect(gateway.groups(of: records).map(\.count) == Array(repeating: 1, count: 20))
  }

  @Test func smallFilesShareUpToTheBatch() throws {
    let site = try TestSite()
    let gateway = try site.start()
    let records = (1...300).map { Self.record($0, size: 400) }
    #expect(gateway.groups(of: records).map(\.count) == [256, 44])
  }

  @Test func archivedFilesAreKnownByTheirFirstCharacter() throws {
    let site = try TestSite()
    try site.drop("\u{FEFF} \n" + Messages.order("A0012301001"), as: "op.xml", into: "protheus")
    try site.drop(Messages.postings([Messages.Posting()]), as: "ap.txt", into: "trimpaper")
    let gateway = try site.start()
    for route in gateway.routes {
      _ = try gateway.look(into: route, now: .now(), limit: 10)
      let look = try gateway.look(into: route, now: .now() + .seconds(1), limit: 10)
      let records = try gateway.receive(gateway.claim(look.candidates, from: route), from: route)
      #expect(records.count == 1)
      #expect(gateway.single.count == (route.system == "protheus" ? 1 : 0))
    }
  }
}
